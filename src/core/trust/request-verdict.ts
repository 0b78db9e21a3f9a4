// What becomes of a contact request that arrives on an authenticated link (DESIGN 4). Nobody is told the outcome.

import type { NodeId, RequestId } from '../../base/ids.js';
import type { Contact, Settled } from '../ports/contact-store.js';
import { canBeReplaced, freezes } from './key-claim.js';

/** Most requests that wait for the owner. */
export const PENDING_REQUESTS = 100;
/** Most of them that came from one network (`networkOf`). */
export const PENDING_PER_NETWORK = 10;
/** A node that waits may change its request once in so many ms: each change costs signatures and a commit. */
export const REQUEST_CHANGE_MS = 60_000;

export interface RequestFacts {
  readonly self: NodeId;
  /** The peer proved by the link. */
  readonly peer: NodeId;
  readonly request: {
    readonly id: RequestId;
    readonly sender: NodeId;
    readonly recipient: NodeId;
    readonly replaces: NodeId | null;
    /** Whether the key to be replaced signed the claim; asked only when it matters. */
    readonly isCountersigned: () => boolean;
  };
  /** The contact that pins the sender's key, if any. */
  readonly contact: Contact | undefined;
  /** The contact that pins the key to be replaced, if any. */
  readonly replaced: Contact | undefined;
  /** What became of the node's last request. */
  readonly settled: Settled | undefined;
  /** A request of the same node that already waits, and when it last took the place of another. */
  readonly waiting: { readonly id: RequestId; readonly changedAt: number | null } | undefined;
  readonly pending: number;
  /** Those of them that came from the peer's network. */
  readonly pendingNearby: number;
  /** Unix ms. */
  readonly now: number;
}

/**
 * ask: show it to the owner. askReplacement: it claims to be a contact under a new key; freeze that contact and ask.
 * askKept: the same, but the owner kept that contact's key before; ask and freeze nothing.
 * accept: the owner approved this key before (a crossing request, or a contact who lost theirs).
 * ignore: no effect and no answer. misaddressed: the peer broke the protocol.
 */
export type RequestVerdict = 'ask' | 'askReplacement' | 'askKept' | 'accept' | 'ignore' | 'misaddressed';

/** Costs nothing but look-ups, so that it can come before any signature of the request is verified. */
export function judgeRequest(facts: RequestFacts): RequestVerdict {
  const { request, contact } = facts;
  if (request.sender !== facts.peer || request.recipient !== facts.self || request.sender === facts.self) {
    return 'misaddressed';
  }
  if (facts.settled === 'blocked' || contact?.state === 'blocked') return 'ignore';
  if (facts.settled?.answered === request.id) return 'ignore';
  if (contact && contact.state !== 'removed') return 'accept';
  if (facts.waiting ? !mayChange(facts, facts.waiting) : !hasRoom(facts)) return 'ignore';
  if (!facts.replaced || !canBeReplaced(facts.replaced)) return 'ask';
  const claim = { countersigned: request.isCountersigned() };
  return freezes(claim, facts.replaced) ? 'askReplacement' : 'askKept';
}

function hasRoom({ pending, pendingNearby }: RequestFacts): boolean {
  return pending < PENDING_REQUESTS && pendingNearby < PENDING_PER_NETWORK;
}

function mayChange(facts: RequestFacts, waiting: NonNullable<RequestFacts['waiting']>): boolean {
  if (waiting.id === facts.request.id) return false;
  const sinceMs = waiting.changedAt === null ? REQUEST_CHANGE_MS : facts.now - waiting.changedAt;
  // A clock that was set back must not lock the node out.
  return sinceMs >= REQUEST_CHANGE_MS || sinceMs < 0;
}
