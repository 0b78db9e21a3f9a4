// Who the contacts are to the network side, and how it stands with the link to each.

import type { NodeId } from '../base/ids.js';
import type { LinkRow, StatusValue } from '../contract/values.js';
import type { Timers } from '../core/ports/timers.js';
import { errorValueOf } from './contract-server/refusal.js';
import type { DialledContact } from './lane/lane-messages.js';
import type { DialStatus, DialTarget, LinkUp } from './network/link-layer.js';

export class ContactLinks {
  #contacts = new Map<NodeId, DialledContact>();
  /** Who called this node and when, the latest last; some become contacts only afterwards. */
  readonly #callers = new Map<NodeId, number>();

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
    if (link.direction === 'in') this.#called(link.nodeId);
    this.listener.linksChanged();
  }

  /** The last contact that called this node, in this run. */
  lastReachedBy(): StatusValue['lastReachedBy'] {
    for (const [nodeId, at] of [...this.#callers].reverse()) {
      const contact = this.#contacts.get(nodeId);
      if (contact) return { contactId: contact.contactId, name: contact.name, at };
    }
    return null;
  }

  rows(statuses: readonly DialStatus[]): LinkRow[] {
    return statuses.flatMap((status) => {
      const contact = this.#contacts.get(status.nodeId);
      return contact ? [rowOf(contact, status)] : [];
    });
  }

  #called(nodeId: NodeId): void {
    this.#callers.delete(nodeId);
    this.#callers.set(nodeId, this.timers.now());
    const [oldest] = this.#callers.keys();
    if (this.#callers.size > CALLERS && oldest) this.#callers.delete(oldest);
  }
}

/** More than the links strangers can have at once, so that they do not push a contact out. */
const CALLERS = 1_024;

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
