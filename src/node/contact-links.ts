// Who the contacts are to the network side, and how it stands with the link to each.

import type { NodeId } from '../base/ids.js';
import type { LinkRow } from '../contract/values.js';
import { errorValueOf } from './contract-server/refusal.js';
import type { DialledContact } from './lane/lane-messages.js';
import type { DialStatus, DialTarget } from './network/link-layer.js';

export class ContactLinks {
  #dialled: readonly DialledContact[] = [];
  #contacts = new Map<NodeId, DialledContact>();

  set(contacts: readonly DialledContact[]): void {
    this.#dialled = contacts;
    const known = contacts.filter(({ isGone }) => !isGone);
    this.#contacts = new Map(known.map((contact) => [contact.nodeId, contact]));
  }

  targets(): DialTarget[] {
    return this.#dialled.map(({ nodeId, addresses, learned, calledFrom }) => ({
      nodeId,
      addresses,
      learned,
      calledFrom,
      keepUp: true,
    }));
  }

  contactIdOf(nodeId: NodeId): string | null {
    return this.#contacts.get(nodeId)?.contactId ?? null;
  }

  nodeIdOf(contactId: string): NodeId | undefined {
    return [...this.#contacts.values()].find((contact) => contact.contactId === contactId)?.nodeId;
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
