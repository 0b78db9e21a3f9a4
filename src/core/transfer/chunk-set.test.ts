import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkSet } from './chunk-set.js';

describe('the chunks of a file', () => {
  it('are counted once each, and everything missing is found', () => {
    const sizes = fc.integer({ min: 1, max: 100 });
    const there = fc.array(fc.integer({ min: 0, max: 120 }));
    fc.assert(
      fc.property(sizes, there, fc.integer({ min: 1, max: 9 }), (chunks, added, most) => {
        const set = new ChunkSet(chunks);
        for (const index of added) set.add(index);
        const wanted = Array.from({ length: chunks }, (_, index) => index).filter(
          (index) => !added.includes(index),
        );
        const found: number[] = [];
        for (let run = set.missingFrom(0, most); run; run = set.missingFrom(run.first + run.count, most)) {
          expect(run.count).toBeLessThanOrEqual(most);
          for (let index = run.first; index < run.first + run.count; index++) found.push(index);
        }
        expect(found).toEqual(wanted);
        expect(set.size).toBe(chunks - wanted.length);
        expect(set.isFull).toBe(wanted.length === 0);
      }),
    );
  });

  it('can be lost again', () => {
    const set = new ChunkSet(2);
    set.add(1);
    set.remove(1);
    set.remove(0);
    expect([set.size, set.has(1)]).toEqual([0, false]);
  });
});
