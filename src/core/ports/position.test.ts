import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../base/bytes.js';
import { idFromHex, type NodeId } from '../../base/ids.js';
import { authorRank, formatPosition, parsePosition } from './position.js';

const numbers = fc.maxSafeNat();
const ranks = fc.integer({ min: 0, max: 2 ** 52 - 1 });
const places = fc.tuple(numbers, ranks, numbers);
const nodeIds = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => idFromHex('node', toHex(bytes)))
  .filter((id) => id !== undefined);

const sign = (difference: number) => Math.sign(difference);
const textOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const placeOrder = (a: readonly number[], b: readonly number[]) =>
  a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;

describe('the text of a position', () => {
  it('sorts like lamport, author and author_seq', () => {
    fc.assert(
      fc.property(places, places, (a, b) => {
        const texts = [formatPosition(...a), formatPosition(...b)] as const;
        return textOrder(...texts) === sign(placeOrder(a, b));
      }),
    );
  });

  it('sorts like them when they differ by one', () => {
    fc.assert(
      fc.property(places, fc.nat({ max: 2 }), (a, index) => {
        const b = a.map((value, at) => (at === index ? Math.max(0, value - 1) : value));
        return (
          sign(placeOrder(a, b)) ===
          textOrder(formatPosition(...a), formatPosition(b[0] ?? 0, b[1] ?? 0, b[2] ?? 0))
        );
      }),
    );
  });

  it('gives the numbers back', () => {
    fc.assert(
      fc.property(places, ([lamport, rank, authorSeq]) => {
        expect(parsePosition(formatPosition(lamport, rank, authorSeq))).toEqual({ lamport, rank, authorSeq });
      }),
    );
  });

  it.each(['', '0'.repeat(40), '0'.repeat(42), 'F'.repeat(41), `${'0'.repeat(40)}g`, ` ${'0'.repeat(40)}`])(
    'is not read from %j',
    (text) => {
      expect(parsePosition(text)).toBeUndefined();
    },
  );
});

describe('the rank of an author', () => {
  it('is a safe number that never contradicts the order of NodeIds', () => {
    fc.assert(
      fc.property(nodeIds, nodeIds, (a, b) => {
        const difference = authorRank(a) - authorRank(b);
        return Number.isSafeInteger(difference) && (difference === 0 || sign(difference) === textOrder(a, b));
      }),
    );
  });

  it('puts system lines first', () => {
    fc.assert(fc.property(nodeIds, (author: NodeId) => authorRank(null) <= authorRank(author)));
  });
});
