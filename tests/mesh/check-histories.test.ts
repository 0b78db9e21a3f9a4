import { describe, expect, it } from 'vitest';
import { checkPair, type ShownMessage } from './check-histories.js';

const ALICE = 0;
const BOB = 1;

function by(author: number, ...texts: string[]): ShownMessage[] {
  return texts.map((text) => ({ author, text }));
}

function findings(sent: ShownMessage[], one: ShownMessage[], other = one) {
  const { lost, duplicated, reordered, phantom } = checkPair({ sent, histories: [one, other] });
  return { lost, duplicated, reordered, phantom };
}

const CLEAN = { lost: 0, duplicated: 0, reordered: 0, phantom: 0 };

describe('the checker of histories', () => {
  const sent = [...by(ALICE, 'a1', 'a2'), ...by(BOB, 'b1')];

  it('is content when both sides show everything, the authors interleaved in the same way', () => {
    const shown = [...by(ALICE, 'a1'), ...by(BOB, 'b1'), ...by(ALICE, 'a2')];
    expect(findings(sent, shown)).toEqual(CLEAN);
    expect(checkPair({ sent, histories: [shown, shown] }).delivered).toBe(3);
  });

  it('finds a message that one side does not show', () => {
    const less = [...by(ALICE, 'a1'), ...by(BOB, 'b1')];
    expect(findings(sent, sent, less)).toEqual({ ...CLEAN, lost: 1 });
    expect(checkPair({ sent, histories: [sent, less] }).delivered).toBe(2);
  });

  it('finds a message that is shown twice', () => {
    expect(findings(sent, sent, [...sent, ...by(BOB, 'b1')])).toEqual({ ...CLEAN, duplicated: 1 });
  });

  it('finds an author’s messages in another order', () => {
    const turned = [...by(ALICE, 'a2', 'a1'), ...by(BOB, 'b1')];
    expect(findings(sent, turned).reordered).toBe(2);
  });

  it('finds two sides that interleave the authors differently', () => {
    const other = [...by(BOB, 'b1'), ...by(ALICE, 'a1', 'a2')];
    expect(findings(sent, sent, other).reordered).toBeGreaterThan(0);
  });

  it('finds a message nobody wrote, and one under the wrong author', () => {
    expect(findings(sent, [...sent, ...by(BOB, 'b2')], sent)).toEqual({ ...CLEAN, phantom: 1 });
    expect(findings(sent, [...sent, ...by(BOB, 'a1')], sent)).toEqual({ ...CLEAN, phantom: 1 });
  });
});
