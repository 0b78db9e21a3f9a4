import { describe, expect, it } from 'vitest';
import { checkPair, NO_FINDINGS, type SentMessage, type ShownMessage, wrongIn } from './check-histories.js';

const ALICE = 0;
const BOB = 1;

function by(author: number, ...texts: string[]): ShownMessage[] {
  return texts.map((text) => ({ author, text, state: 'delivered', gapBefore: 0 }));
}

function ok(...messages: readonly ShownMessage[][]): SentMessage[] {
  return messages.flat().map(({ author, text }) => ({ author, text, outcome: 'ok' }));
}

describe('the checker of histories', () => {
  const both = [...by(ALICE, 'a1', 'a2'), ...by(BOB, 'b1')];
  const sent = ok(both);
  const clean = { ...NO_FINDINGS, sent: 3, delivered: 3 };
  const findings = (one: ShownMessage[], other = one) => checkPair({ sent, histories: [one, other] });

  it('is content when both sides show everything, the authors interleaved in the same way', () => {
    expect(findings([...by(ALICE, 'a1'), ...by(BOB, 'b1'), ...by(ALICE, 'a2')])).toEqual(clean);
    expect(wrongIn(clean)).toBe(0);
  });

  it('finds a message that one side does not show', () => {
    const less = [...by(ALICE, 'a1'), ...by(BOB, 'b1')];
    expect(findings(both, less)).toEqual({ ...clean, delivered: 2, lost: 1 });
  });

  it('finds a message that is shown twice', () => {
    expect(findings(both, [...both, ...by(BOB, 'b1')])).toEqual({ ...clean, duplicated: 1 });
  });

  it('finds an author’s messages in another order', () => {
    expect(findings([...by(ALICE, 'a2', 'a1'), ...by(BOB, 'b1')]).reordered).toBe(2);
  });

  it('finds two sides that interleave the authors differently', () => {
    expect(findings(both, [...by(BOB, 'b1'), ...by(ALICE, 'a1', 'a2')]).reordered).toBeGreaterThan(0);
  });

  it('finds a message nobody wrote, and one under the wrong author', () => {
    expect(findings([...both, ...by(BOB, 'b2')], both)).toEqual({ ...clean, phantom: 1 });
    expect(findings([...both, ...by(BOB, 'a1')], both)).toEqual({ ...clean, phantom: 1 });
  });

  it('finds a gap where nothing is missing, and a state that is not true', () => {
    const [first, ...rest] = both as [ShownMessage, ...ShownMessage[]];
    expect(findings([{ ...first, gapBefore: 1 }, ...rest], both)).toEqual({ ...clean, gaps: 1 });
    expect(findings([{ ...first, state: 'queued' }, ...rest], both)).toEqual({ ...clean, misstated: 1 });
  });

  it.each([
    ['on neither side', [], [], { delivered: 0, lost: 0, duplicated: 0 }],
    ['on both sides', by(ALICE, 'a?'), by(ALICE, 'a?'), { delivered: 1, lost: 0, duplicated: 0 }],
    ['on one side only', by(ALICE, 'a?'), [], { delivered: 0, lost: 1, duplicated: 0 }],
    ['twice', by(ALICE, 'a?', 'a?'), by(ALICE, 'a?'), { delivered: 1, lost: 0, duplicated: 1 }],
  ])('takes a message of unknown outcome %s for what it is', (_, one, other, expected) => {
    const unknown = [{ author: ALICE, text: 'a?', outcome: 'unknown' }] as const;
    const found = checkPair({ sent: unknown, histories: [one, other] });
    expect(found).toEqual({ ...NO_FINDINGS, sent: 1, unknown: 1, ...expected });
  });
});
