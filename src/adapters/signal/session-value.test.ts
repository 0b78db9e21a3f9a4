import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyBytes } from '../../base/bytes.js';
import { accept, decodeSessionValue, encodeSessionValue, isJump, NOTHING_ACCEPTED } from './session-value.js';

const at = (chain: number, counter: number) => ({ chain: new Uint8Array(32).fill(chain), counter });

describe('accepted counters', () => {
  it('are measured within their own chain', () => {
    const accepted = accept(NOTHING_ACCEPTED, at(1, 5_000));
    expect(isJump(accepted, at(1, 7_000))).toBe(false);
    expect(isJump(accepted, at(1, 7_001))).toBe(true);
    expect(isJump(accepted, at(2, 2_000))).toBe(false);
    expect(isJump(accepted, at(2, 2_001))).toBe(true);
  });

  it('only grow', () => {
    const accepted = accept(accept(NOTHING_ACCEPTED, at(2, 7)), at(1, 9));
    expect(accept(accepted, at(1, 3))).toEqual(accepted);
    const raised = accept(accepted, at(1, 10));
    expect([isJump(raised, at(1, 2_010)), isJump(raised, at(1, 2_011))]).toEqual([false, true]);
    expect([isJump(raised, at(2, 2_007)), isJump(raised, at(2, 2_008))]).toEqual([false, true]);
    expect(isJump(accepted, at(1, 2_010))).toBe(true);
  });

  it('are kept for the 8 newest chains', () => {
    let accepted = NOTHING_ACCEPTED;
    for (let chain = 0; chain <= 8; chain++) accepted = accept(accepted, at(chain, 1_000));
    const forgotten = [0, 1, 2, 3, 4, 5, 6, 7, 8].filter((chain) => isJump(accepted, at(chain, 3_000)));
    expect(forgotten).toEqual([0]);
  });

  it('are a plain map, whatever comes in', () => {
    const position = fc.record({ chain: fc.nat(5), counter: fc.nat(2 ** 32 - 2_002) });
    fc.assert(
      fc.property(fc.array(position), (positions) => {
        const highest = new Map<number, number>();
        let accepted = NOTHING_ACCEPTED;
        for (const { chain, counter } of positions) {
          accepted = accept(accepted, at(chain, counter));
          highest.set(chain, Math.max(highest.get(chain) ?? 0, counter));
        }
        for (const [chain, counter] of highest) {
          expect(isJump(accepted, at(chain, counter + 2_000))).toBe(false);
          expect(isJump(accepted, at(chain, counter + 2_001))).toBe(true);
        }
      }),
    );
  });
});

describe('a stored session', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(255)), fc.uint8Array(), (chains, bytes) => {
        const record = copyBytes(bytes);
        const accepted = chains.reduce((so, chain) => accept(so, at(chain, chain)), NOTHING_ACCEPTED);
        expect(decodeSessionValue(encodeSessionValue({ accepted, record }))).toEqual({ accepted, record });
      }),
    );
  });

  it('that is not of its form is damage', () => {
    for (const bytes of [[], [1, 1], [2, 0], [1, 1, 0, 0]]) {
      expect(() => decodeSessionValue(Uint8Array.from(bytes))).toThrow('STORE_DAMAGED');
    }
  });
});
