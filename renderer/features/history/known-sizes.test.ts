import { describe, expect, it } from 'vitest';
import type { HistoryItem } from './history-items.js';
import { forgetSizes, MOST_SIZES } from './known-sizes.js';

const here: readonly HistoryItem[] = [
  { kind: 'new', key: 'new' },
  { kind: 'day', key: 'day 0', at: 0 },
];

function sizesOf(count: number): Map<unknown, number> {
  const passed = Array.from({ length: count - here.length }, (_, index) => `passed ${String(index)}`);
  return new Map([...passed, ...here.map(({ key }) => key)].map((key) => [key, 44]));
}

describe('the heights a list knows', () => {
  it('are kept while they are few', () => {
    const sizes = sizesOf(MOST_SIZES);
    forgetSizes(sizes, here);
    expect(sizes.size).toBe(MOST_SIZES);
  });

  it('are only those of the rows that are there, once many were passed', () => {
    const sizes = sizesOf(MOST_SIZES + 1);
    forgetSizes(sizes, here);
    expect([...sizes.keys()]).toEqual(['new', 'day 0']);
  });
});
