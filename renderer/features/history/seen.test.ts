import { describe, expect, it } from 'vitest';
import type { HistoryItem } from './history-items.js';
import { type Drawn, seenIn } from './seen.js';

const VIEW = { top: 100, bottom: 300 };

function item(position: string, unread = true): HistoryItem {
  return {
    ...{ kind: 'message', key: position, isFirstOfGroup: true, isLastOfGroup: true },
    row: { position, unread },
  } as HistoryItem;
}

describe('a message is seen', () => {
  it.each([
    ['when it is whole inside the list', [[120, 160]], ['a']],
    ['when half of it is', [[80, 120]], ['a']],
    ['not when less of it is', [[70, 110]], []],
    ['not when it is below the list', [[300, 340]], []],
    ['when it is taller than the list and fills half of it', [[200, 2_000]], ['a']],
    [
      'together with those before it',
      [
        [100, 140],
        [140, 180],
      ],
      ['a', 'b'],
    ],
  ])('%s', (_, places, seen) => {
    const drawn: Drawn[] = places.map(([start = 0, end = 0], index) => ({ index, start, end }));
    expect(seenIn([item('a'), item('b')], drawn, VIEW)).toEqual(seen);
  });

  it('once', () => {
    expect(seenIn([item('a', false)], [{ index: 0, start: 120, end: 160 }], VIEW)).toEqual([]);
  });
});
