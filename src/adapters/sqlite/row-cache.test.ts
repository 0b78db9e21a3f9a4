import { describe, expect, it } from 'vitest';
import { RowCaches } from './row-cache.js';

describe('cached rows', () => {
  it('are read once, and again after something was taken back', () => {
    const caches = new RowCaches();
    const cache = caches.make<string, number>();
    let reads = 0;
    const read = () => cache.get('alice', () => ++reads);
    expect([read(), read()]).toEqual([1, 1]);
    caches.clear();
    expect(read()).toBe(2);
  });

  it('are asked for again while there are none', () => {
    const cache = new RowCaches().make<string, number>();
    expect(cache.get('bob', () => undefined)).toBeUndefined();
    expect(cache.get('bob', () => 7)).toBe(7);
  });

  it('never grow beyond their bound', () => {
    const cache = new RowCaches().make<number, number>();
    for (let key = 0; key <= 2_000; key++) cache.put(key, key);
    expect(cache.peek(0)).toBeUndefined();
    expect(cache.peek(2_000)).toBe(2_000);
  });
});
