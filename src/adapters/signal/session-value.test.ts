import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyBytes, toHex } from '../../base/bytes.js';
import { accept, decodeSessionValue, encodeSessionValue, isJump } from './session-value.js';

const chain = (number: number) => toHex(new Uint8Array(32).fill(number));

describe('accepted counters', () => {
  it('are measured within their own chain', () => {
    const accepted = accept([], { chain: chain(1), counter: 5_000 });
    expect(isJump(accepted, { chain: chain(1), counter: 7_000 })).toBe(false);
    expect(isJump(accepted, { chain: chain(1), counter: 7_001 })).toBe(true);
    expect(isJump(accepted, { chain: chain(2), counter: 2_000 })).toBe(false);
    expect(isJump(accepted, { chain: chain(2), counter: 2_001 })).toBe(true);
  });

  it('only grow', () => {
    const accepted = accept(accept([], { chain: chain(1), counter: 9 }), { chain: chain(1), counter: 3 });
    expect(accepted).toEqual([{ chain: chain(1), counter: 9 }]);
    expect(accept(accepted, { chain: chain(1), counter: 10 })).toEqual([{ chain: chain(1), counter: 10 }]);
  });

  it('are kept for the 8 newest chains', () => {
    let accepted = accept([], { chain: chain(0), counter: 0 });
    for (let number = 1; number <= 8; number++)
      accepted = accept(accepted, { chain: chain(number), counter: 1 });
    expect(accepted.map((entry) => entry.chain)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map(chain));
  });
});

describe('a stored session', () => {
  const position = fc.record({
    chain: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex),
    counter: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  });

  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(position, { maxLength: 8 }), fc.uint8Array(), (accepted, record) => {
        const value = { accepted, record: copyBytes(record) };
        expect(decodeSessionValue(encodeSessionValue(value))).toEqual(value);
      }),
    );
  });

  it('that is not of its form is damage', () => {
    for (const bytes of [[], [1], [2, 0], [1, 1, 0, 0]]) {
      expect(() => decodeSessionValue(Uint8Array.from(bytes))).toThrow('STORE_DAMAGED');
    }
  });
});
