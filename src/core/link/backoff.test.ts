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

  it.each([
    ['a dial that led to no link', 7, null, 8],
    ['a link that broke at once', 7, { livedMs: 0, hasCarried: false }, 8],
    ['one that nearly lived two minutes', 7, { livedMs: 119_999, hasCarried: false }, 8],
    ['one that lived two minutes', 7, { livedMs: 120_000, hasCarried: false }, 0],
    ['one that carried something and broke', 7, { livedMs: 1, hasCarried: true }, 1],
    ['the first one, if it carried something and broke', 0, { livedMs: 1, hasCarried: true }, 1],
    ['one that did both', 7, { livedMs: 120_000, hasCarried: true }, 0],
  ])('counts on after %s', (_after, attempt, link, next) => {
    expect(nextAttempt(attempt, link)).toBe(next);
  });

  it('keeps its shortest wait between links that carry something and break, however many', () => {
    const attempt = nextAttempt(1, { livedMs: 0, hasCarried: true });
    for (const random of [0, 0.5, 0.999_999]) {
      const delayMs = nextDelayMs(attempt - 1, random);
      expect(delayMs).toBeGreaterThanOrEqual(1_000);
      expect(delayMs).toBeLessThan(2_000);
    }
  });
});
