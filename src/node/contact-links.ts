// Who the contacts are to the network side, and how it stands with the link to each.

import type { NodeId } from '../base/ids.js';
import type { LinkRow } from '../contract/values.js';
import { errorValueOf } from './contract-server/refusal.js';
import type { DialledContact } from './lane/lane-messages.js';
import type { DialStatus, DialTarget } from './network/link-layer.js';

export class ContactLinks {
  #dialled: readonly DialledContact[] = [];
  #contacts = new Map<NodeId, DialledContact>();
  /** To whose nodes this one is a stranger. */
  readonly #refusing = new Set<NodeId>();

  set(contacts: readonly DialledContact[]): void {
    this.#dialled = contacts;
    const known = contacts.filter(({ isGone }) => !isGone);
    this.#contacts = new Map(known.map((contact) => [contact.nodeId, contact]));
    for (const nodeId of this.#refusing) if (!this.#contacts.has(nodeId)) this.#refusing.delete(nodeId);
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

  /** What the other node said last: whether it takes what contacts send each other. */
  setRefused(nodeId: NodeId, isRefused: boolean): void {
    if (isRefused) this.#refusing.add(nodeId);
    else this.#refusing.delete(nodeId);
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
      return contact ? [rowOf(contact, status, this.#refusing.has(status.nodeId))] : [];
    });
  }
}

function rowOf(contact: DialledContact, status: DialStatus, refused: boolean): LinkRow {
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
    refused,
  };
}
