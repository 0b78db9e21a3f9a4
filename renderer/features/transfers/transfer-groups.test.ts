import { describe, expect, it } from 'vitest';
import type { TransferRow } from '../../../src/contract/values.js';
import { transferGroups, wholeShare } from './transfer-groups.js';

function row(createdAt: number, changes: Partial<TransferRow>): TransferRow {
  return {
    ...{ id: String(createdAt), direction: 'in', stage: 'running', pausedByMe: false, pausedByPeer: false },
    ...{ sizeBytes: 100, doneBytes: 50, activity: 'flowing', createdAt, overAt: createdAt },
    ...changes,
  } as TransferRow;
}

describe('files of all conversations', () => {
  it('stand by what they wait for, the newest first, without what was put away', () => {
    const rows = [
      row(1, { stage: 'offered' }),
      row(2, { stage: 'done' }),
      row(3, { stage: 'ended' }),
      row(4, { stage: 'offered', direction: 'out' }),
      row(5, {}),
      row(6, { stage: 'offered' }),
    ];
    const ids = (group: readonly TransferRow[]) => group.map(({ id }) => id);
    const { waiting, underWay, over } = transferGroups(rows, 2);
    expect([ids(waiting), ids(underWay), ids(over)]).toEqual([['6', '1'], ['5', '4'], ['3']]);
  });

  it('that were over when they were put away stay so, and whatever is over since then is shown', () => {
    const rows = [
      row(1, { stage: 'ended', overAt: 5 }),
      row(2, { stage: 'done', overAt: 9 }),
      row(3, { stage: 'ended', overAt: 12 }),
    ];
    expect(transferGroups(rows, 9).over.map(({ id }) => id)).toEqual(['3']);
    expect(transferGroups(rows, 8).over.map(({ id }) => id)).toEqual(['3', '2']);
  });

  it.each([
    ['nothing', [], undefined],
    ['all that flows, by its bytes', [row(1, {}), row(2, { sizeBytes: 300, doneBytes: 250 })], 0.75],
    [
      'what waits, too, as long as something flows',
      [row(1, { activity: 'waiting' }), row(2, { sizeBytes: 300, doneBytes: 250 })],
      0.75,
    ],
    ['nothing that waits for somebody who is away', [row(1, { activity: 'waiting' })], undefined],
    [
      'not what is paused, offered or done',
      [row(1, { pausedByPeer: true }), row(2, { stage: 'done' })],
      undefined,
    ],
  ])('are together as far as %s', (_, rows, share) => {
    expect(wholeShare(rows)).toBe(share);
  });
});
