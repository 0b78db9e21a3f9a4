import { describe, expect, it } from 'vitest';
import type { NodeId } from '../../base/ids.js';
import { type LinkOrigin, settleAfterCheck, settleDuplicate } from './duplicate-links.js';

const ALICE = 'aa'.repeat(32) as NodeId;
const BOB = 'bb'.repeat(32) as NodeId;

describe('duplicate links', () => {
  it('keep the newer one when the same side dialled again', () => {
    expect(settleDuplicate(link(BOB, 0, 10), link(BOB, 5, 20))).toBe('keepNew');
  });

  it('keep the one the lower NodeId dialled when both were set up at once, in whichever order they were ready', () => {
    expect(settleDuplicate(link(ALICE, 0, 10), link(BOB, 5, 20))).toBe('keepOld');
    expect(settleDuplicate(link(BOB, 0, 10), link(ALICE, 10, 20))).toBe('keepNew');
  });

  it('check an old link when the other side dials later', () => {
    expect(settleDuplicate(link(ALICE, 0, 10), link(BOB, 11, 20))).toBe('check');
  });

  it('replace the old link when it does not answer, else settle as the other side may have', () => {
    const [old, fresh] = [link(ALICE, 0, 10), link(BOB, 11, 20)];
    expect(settleAfterCheck(old, fresh, false)).toBe('keepNew');
    expect(settleAfterCheck(old, fresh, true)).toBe('keepOld');
    expect(settleAfterCheck(fresh, old, true)).toBe('keepNew');
  });
});

function link(dialledBy: NodeId, beganAt: number, establishedAt: number): LinkOrigin {
  return { dialledBy, beganAt, establishedAt };
}
