import { describe, expect, it } from 'vitest';
import { fullBucket, takeTokens } from './token-bucket.js';

const RATE = { burst: 10, perSecond: 5 };

describe('token bucket', () => {
  it('grants a burst and then no more than the rate', () => {
    const empty = takeTokens(fullBucket(RATE, 0), RATE, 10, 0);
    if (!empty) throw new Error('a full bucket holds the burst');
    expect(takeTokens(empty, RATE, 1, 199)).toBeUndefined();
    expect(takeTokens(empty, RATE, 1, 200)?.tokens).toBeCloseTo(0);
  });

  it('does not let unused tokens pile up above the burst', () => {
    expect(takeTokens(fullBucket(RATE, 0), RATE, 11, 1_000_000)).toBeUndefined();
  });

  it('gives nothing for a clock that went back', () => {
    const empty = takeTokens(fullBucket(RATE, 1_000), RATE, 10, 1_000);
    expect(empty && takeTokens(empty, RATE, 1, 0)).toBeUndefined();
  });
});
