// Who the contacts are to the network side, and how it stands with the link to each.

import type { NodeId } from '../base/ids.js';
import type { LinkRow, StatusValue } from '../contract/values.js';
import type { Timers } from '../core/ports/timers.js';
import { errorValueOf } from './contract-server/refusal.js';
import type { DialledContact } from './lane/lane-messages.js';
import type { DialStatus, DialTarget, LinkUp } from './network/link-layer.js';

export class ContactLinks {
  #contacts = new Map<NodeId, DialledContact>();
  #lastReachedBy: NodeId | undefined;
  #lastReachedAt = 0;

  constructor(
    private readonly timers: Timers,
    private readonly listener: { linksChanged(): void },
  ) {}

  set(contacts: readonly DialledContact[]): void {
    this.#contacts = new Map(contacts.map((contact) => [contact.nodeId, contact]));
  }

  targets(): DialTarget[] {
    return [...this.#contacts.values()].map(({ nodeId, addresses }) => ({ nodeId, addresses, keepUp: true }));
  }

  contactIdOf(nodeId: NodeId): string | null {
    return this.#contacts.get(nodeId)?.contactId ?? null;
  }

  nodeIdOf(contactId: string): NodeId | undefined {
    return [...this.#contacts.values()].find((contact) => contact.contactId === contactId)?.nodeId;
  }

  linkUp(link: LinkUp): void {
    if (link.direction === 'in' && this.#contacts.has(link.nodeId)) {
      this.#lastReachedBy = link.nodeId;
      this.#lastReachedAt = this.timers.now();
    }
    this.listener.linksChanged();
  }

  /** The last contact that called this node, in this run. */
  lastReachedBy(): StatusValue['lastReachedBy'] {
    const contact = this.#lastReachedBy && this.#contacts.get(this.#lastReachedBy);
    return contact ? { contactId: contact.contactId, name: contact.name, at: this.#lastReachedAt } : null;
  }

  rows(statuses: readonly DialStatus[]): LinkRow[] {
    return statuses.flatMap((status) => {
      const contact = this.#contacts.get(status.nodeId);
      return contact ? [rowOf(contact, status)] : [];
    });
  }
}

function rowOf(contact: DialledContact, status: DialStatus): LinkRow {
  return {
    id: contact.contactId,
    contactId: contact.contactId,
    state: status.state,
    direction: status.direction,
    address: status.address,
    since: status.since,
    nextAttemptAt: status.nextAttemptAt,
    error: status.error && errorValueOf(status.error),
    lastSeenAt: status.lastSeenAt,
  };
}
