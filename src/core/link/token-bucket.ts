// A rate with a burst: what a peer may send is refilled with time, and what it did not use does not pile up.

export interface TokenBucket {
  readonly tokens: number;
  readonly filledAt: number;
}

export interface Rate {
  /** Most tokens that can wait; also what a fresh bucket holds. */
  readonly burst: number;
  readonly perSecond: number;
}

/** @param now ms of a monotonic clock */
export function fullBucket(rate: Rate, now: number): TokenBucket {
  return { tokens: rate.burst, filledAt: now };
}

/** The bucket after taking `cost`; undefined when it holds less: the sender is too fast. */
export function takeTokens(
  bucket: TokenBucket,
  rate: Rate,
  cost: number,
  now: number,
): TokenBucket | undefined {
  const elapsedMs = Math.max(0, now - bucket.filledAt);
  const tokens = Math.min(rate.burst, bucket.tokens + (elapsedMs * rate.perSecond) / 1_000) - cost;
  return tokens < 0 ? undefined : { tokens, filledAt: Math.max(now, bucket.filledAt) };
}
