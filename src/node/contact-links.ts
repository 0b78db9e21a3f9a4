// Who the contacts are to the network side, and how it stands with the link to each.

import type { NodeId } from '../base/ids.js';
import type { LinkRow } from '../contract/values.js';
import { errorValueOf } from './error-value.js';
import type { DialledContact } from './lane/lane-messages.js';
import type { DialStatus, DialTarget } from './network/link-layer.js';

export class ContactLinks {
  readonly #dialled = new Map<NodeId, DialledContact>();
  /** To whose nodes this one is a stranger. */
  readonly #refusing = new Set<NodeId>();

  /** Null: not any more. */
  set(nodeId: NodeId, contact: DialledContact | null): void {
    if (contact) this.#dialled.set(nodeId, contact);
    else this.#dialled.delete(nodeId);
    if (!this.#contact(nodeId)) this.#refusing.delete(nodeId);
  }

  targets(): DialTarget[] {
    return [...this.#dialled.values()].map(targetOf);
  }

  targetOf(nodeId: NodeId): DialTarget | null {
    const contact = this.#dialled.get(nodeId);
    return contact ? targetOf(contact) : null;
  }

  /** What the other node said last: whether it takes what contacts send each other. */
  setRefused(nodeId: NodeId, isRefused: boolean): void {
    if (isRefused) this.#refusing.add(nodeId);
    else this.#refusing.delete(nodeId);
  }

  contactIdOf(nodeId: NodeId): string | null {
    return this.#contact(nodeId)?.contactId ?? null;
  }

  /** Null: no contact, or one that is not approved. */
  approvedIdOf(nodeId: NodeId): string | null {
    const contact = this.#contact(nodeId);
    return contact?.isApproved ? contact.contactId : null;
  }

  nodeIdOf(contactId: string): NodeId | undefined {
    const known = [...this.#dialled.values()].filter(({ isGone }) => !isGone);
    return known.find((contact) => contact.contactId === contactId)?.nodeId;
  }

  rows(statuses: readonly DialStatus[]): LinkRow[] {
    return statuses.flatMap((status) => {
      const contact = this.#contact(status.nodeId);
      return contact ? [rowOf(contact, status, this.#refusing.has(status.nodeId))] : [];
    });
  }

  #contact(nodeId: NodeId): DialledContact | undefined {
    const contact = this.#dialled.get(nodeId);
    return contact?.isGone ? undefined : contact;
  }
}

function targetOf(contact: DialledContact): DialTarget {
  const { nodeId, isUnanswered, addresses, learned, calledFrom, calledAt } = contact;
  return { nodeId, isUnanswered, addresses, learned, calledFrom, calledAt };
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
