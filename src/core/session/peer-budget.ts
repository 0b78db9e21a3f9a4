// What contacts may make this node do beyond ordinary traffic: a burst, and so much a minute after that.

import { fullBucket, takeTokens, type TokenBucket } from '../link/index.js';

/** Work a contact can cause. Honest contacts stay far below. */
export const PEER_BUDGETS = {
  /** New lives of this store that are begun on a contact's word, for all contacts together: each ends every link. */
  lives: { burst: 1, perSecond: 1 / 60 },
  /** New lives of the contact that are followed: each costs a walk through what it may have lost. */
  restarts: { burst: 8, perSecond: 1 / 60 },
  /** Requests of who is a contact already: each costs a new session. */
  requests: { burst: 8, perSecond: 1 / 60 },
  /** How often what the contact lost is given back from the beginning. An honest contact asks again after a block alone. */
  givingBack: { burst: 8, perSecond: 1 / 60 },
  /** Envelopes that could not be decrypted, whose counter jumped, or that open in a session made heavy by such jumps. */
  failures: { burst: 20, perSecond: 20 / 60 },
} as const;

export type PeerBudget = keyof typeof PEER_BUDGETS;

/**
 * What is left after one more; undefined when there was nothing left.
 * @param now ms of any clock: one that was set back gives nothing and takes nothing
 */
export function spendOne(
  budget: PeerBudget,
  left: TokenBucket | undefined,
  now: number,
): TokenBucket | undefined {
  const rate = PEER_BUDGETS[budget];
  const bucket = left ?? fullBucket(rate, now);
  return takeTokens({ ...bucket, filledAt: Math.min(bucket.filledAt, now) }, rate, 1, now);
}

/** When there is one again, in ms from now. */
export function refilledInMs(budget: PeerBudget, left: TokenBucket): number {
  return Math.ceil(((1 - Math.min(1, left.tokens)) * 1_000) / PEER_BUDGETS[budget].perSecond);
}
