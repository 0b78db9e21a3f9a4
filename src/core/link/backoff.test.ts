import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextAttempt, nextDelayMs } from './backoff.js';

describe('backoff', () => {
  it('doubles its ceiling from 2 s up to 5 min', () => {
    const ceilings = [0, 1, 2, 3, 20, 2_000].map((attempt) => nextDelayMs(attempt, 0.999_999_9));
    expect(ceilings).toEqual([1_999, 3_999, 7_999, 15_999, 299_999, 299_999]);
  });

  it('stays between 1 s and 5 min', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 5_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, random) => {
          const delay = nextDelayMs(attempt, random);
          expect(delay).toBeGreaterThanOrEqual(1_000);
          expect(delay).toBeLessThan(300_000);
        },
      ),
    );
  });

  it('starts over only after a link that lived a minute', () => {
    expect(nextAttempt(7, 0)).toBe(8);
    expect(nextAttempt(7, 119_999)).toBe(8);
    expect(nextAttempt(7, 120_000)).toBe(0);
  });
});
