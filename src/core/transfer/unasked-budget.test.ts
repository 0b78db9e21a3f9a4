import { describe, expect, it } from 'vitest';
import { UNASKED_OF_ALL_BYTES, unaskedOfOneBytes } from '../../base/unasked-files.js';
import { LEAST_COUNTED_BYTES, spendUnasked, UNASKED_DAY_MS } from './unasked-budget.js';

const MB = 1_000_000;
const spend = (spent: Parameters<typeof spendUnasked>[0], sizeBytes: number, now = 1_000) =>
  spendUnasked(spent, { sizeBytes, mostBytes: 10 * MB, now });

describe('what comes without a question', () => {
  it('is taken until its measure is full, and not a byte more', () => {
    expect(spend(undefined, 10 * MB)).toEqual({ since: 1_000, bytes: 10 * MB });
    expect(spend(undefined, 10 * MB + 1)).toBeUndefined();
    expect(spend({ since: 500, bytes: 8 * MB }, 2 * MB)).toEqual({ since: 500, bytes: 10 * MB });
    expect(spend({ since: 500, bytes: 8 * MB }, 2 * MB + 1)).toBeUndefined();
  });

  it('counts for more than it is while it is tiny: many empty files are work too', () => {
    let spent = spend(undefined, 0);
    let files = 0;
    for (; spent; files++) spent = spend(spent, 0);
    expect(files).toBe(Math.floor((10 * MB) / LEAST_COUNTED_BYTES));
  });

  it('begins anew a day after its first file', () => {
    const full = { since: 500, bytes: 10 * MB };
    expect(spend(full, MB, 499 + UNASKED_DAY_MS)).toBeUndefined();
    expect(spend(full, MB, 500 + UNASKED_DAY_MS)).toEqual({ since: 500 + UNASKED_DAY_MS, bytes: MB });
  });

  it('is neither forgotten nor kept out for years by a clock that was set back', () => {
    const inTheFuture = { since: 1_000 * UNASKED_DAY_MS, bytes: 8 * MB };
    expect(spend(inTheFuture, 3 * MB)).toBeUndefined();
    expect(spend(inTheFuture, MB)).toEqual({ since: 1_000, bytes: 9 * MB });
  });

  it('is never less than one file of the greatest size its rule takes', () => {
    expect(unaskedOfOneBytes({ mostBytes: 2 * MB })).toBe(200 * MB);
    expect(unaskedOfOneBytes({ mostBytes: 1_000 * MB })).toBe(1_000 * MB);
    expect(UNASKED_OF_ALL_BYTES).toBeGreaterThanOrEqual(unaskedOfOneBytes({ mostBytes: 2 * MB }));
  });
});
