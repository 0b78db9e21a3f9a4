// What becomes of a contact request that arrives on an authenticated link (DESIGN 4). Nobody is told the outcome.

import type { NodeId, RequestId } from '../../base/ids.js';
import type { Contact, Settled } from '../ports/contact-store.js';
import { canBeReplaced, freezes } from './key-claim.js';

/** Most requests that wait for the owner. */
export const PENDING_REQUESTS = 100;

export interface RequestFacts {
  readonly self: NodeId;
  /** The peer proved by the link. */
  readonly peer: NodeId;
  readonly request: {
    readonly id: RequestId;
    readonly sender: NodeId;
    readonly recipient: NodeId;
    readonly replaces: NodeId | null;
    /** The key to be replaced signed the claim. */
    readonly countersigned: boolean;
  };
  /** The contact that pins the sender's key, if any. */
  readonly contact: Contact | undefined;
  /** The contact that pins the key to be replaced, if any. */
  readonly replaced: Contact | undefined;
  /** What became of the node's last request. */
  readonly settled: Settled | undefined;
  /** A request of the same node that already waits. */
  readonly waiting: RequestId | undefined;
  readonly pending: number;
}

/**
 * ask: show it to the owner. askReplacement: it claims to be a contact under a new key; freeze that contact and ask.
 * askKept: the same, but the owner kept that contact's key before; ask and freeze nothing.
 * accept: the owner approved this key before (a crossing request, or a contact who lost theirs).
 * ignore: no effect and no answer. misaddressed: the peer broke the protocol.
 */
export type RequestVerdict = 'ask' | 'askReplacement' | 'askKept' | 'accept' | 'ignore' | 'misaddressed';

export function judgeRequest(facts: RequestFacts): RequestVerdict {
  const { request, contact } = facts;
  if (request.sender !== facts.peer || request.recipient !== facts.self || request.sender === facts.self) {
    return 'misaddressed';
  }
  if (facts.settled === 'blocked' || contact?.state === 'blocked') return 'ignore';
  if (facts.settled?.answered === request.id) return 'ignore';
  if (contact && contact.state !== 'removed') return 'accept';
  if (facts.waiting === undefined && facts.pending >= PENDING_REQUESTS) return 'ignore';
  if (!facts.replaced || !canBeReplaced(facts.replaced)) return 'ask';
  return freezes(request, facts.replaced) ? 'askReplacement' : 'askKept';
}
