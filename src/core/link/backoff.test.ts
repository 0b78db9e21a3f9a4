import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextAttempt, nextDelayMs } from './backoff.js';

describe('backoff', () => {
  it.each([
    [0, 1_999, 1_999],
    [1, 3_999, 3_999],
    [2, 7_999, 7_999],
    [7, 255_999, 255_999],
    [8, 299_999, 511_999],
    [15, 299_999, 65_535_999],
    [16, 299_999, 86_399_999],
    [20, 299_999, 86_399_999],
    [2_000, 299_999, 86_399_999],
  ])(
    'has after %d failures a ceiling of %d ms, and of %d ms for who has not answered',
    (attempt, ...ceilings) => {
      const almostOne = 1 - 1e-9;
      expect([false, true].map((isUnanswered) => nextDelayMs(attempt, almostOne, isUnanswered))).toEqual(
        ceilings,
      );
    },
  );

  it.each([
    ['5 min', false, 300_000],
    ['24 h while a request is unanswered', true, 86_400_000],
  ])('stays between 1 s and %s', (_, isUnanswered, longestMs) => {
    fc.assert(
      fc.property(
        fc.nat({ max: 5_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, random) => {
          const delay = nextDelayMs(attempt, random, isUnanswered);
          expect(delay).toBeGreaterThanOrEqual(1_000);
          expect(delay).toBeLessThan(longestMs);
        },
      ),
    );
  });

  it.each([
    ['a dial that led to no link', 7, null, 8],
    ['a link that broke at once', 7, { livedMs: 0, hasCarried: false }, 8],
    ['a link that broke at once after many failures', 2_000, { livedMs: 0, hasCarried: false }, 9],
    ['a dial that led to no link after links that broke', 9, null, 10],
    ['one that nearly lived two minutes', 7, { livedMs: 119_999, hasCarried: false }, 8],
    ['one that lived two minutes', 7, { livedMs: 120_000, hasCarried: false }, 0],
    ['one that carried something and broke', 7, { livedMs: 1, hasCarried: true }, 1],
    ['the first one, if it carried something and broke', 0, { livedMs: 1, hasCarried: true }, 1],
    ['one that did both', 7, { livedMs: 120_000, hasCarried: true }, 0],
  ])('counts on after %s', (_after, attempt, link, next) => {
    expect(nextAttempt(attempt, link)).toBe(next);
  });

  it('dials who answers the link and not yet the request within 9 minutes, however long that lasts', () => {
    let attempt = 0;
    for (let link = 1; link <= 1_000; link++)
      attempt = nextAttempt(attempt, { livedMs: 60_000, hasCarried: false });
    expect(nextDelayMs(attempt - 1, 1 - 1e-9, true)).toBe(511_999);
  });

  it('keeps its shortest wait between links that carry something and break, however many', () => {
    const attempt = nextAttempt(1, { livedMs: 0, hasCarried: true });
    for (const random of [0, 0.5, 0.999_999]) {
      const delayMs = nextDelayMs(attempt - 1, random, true);
      expect(delayMs).toBeGreaterThanOrEqual(1_000);
      expect(delayMs).toBeLessThan(2_000);
    }
  });
});
