import { describe, expect, it } from 'vitest';
import type { Emoji } from './emoji.js';
import { COLUMNS, emojiLines, firstCell, moved } from './emoji-rows.js';

const some = (group: Emoji['group'], count: number) =>
  Array.from({ length: count }, (_, index) => ({ text: `${group}${String(index)}`, group }) as Emoji);
const all = [...some('smileys', COLUMNS + 3), ...some('flags', 2)];
const none = { recent: [], found: undefined };

describe('the lines of the picker', () => {
  it('have a title above each group that is not empty', () => {
    const kinds = emojiLines(all, none).map((line) =>
      line.kind === 'title' ? line.group : line.emoji.length,
    );
    expect(kinds).toEqual(['smileys', COLUMNS, 3, 'flags', 2]);
  });

  it('begin with what was used last, and are one list for what was typed', () => {
    expect(emojiLines(all, { ...none, recent: all.slice(0, 1) })[0]).toEqual({
      kind: 'title',
      group: 'recent',
    });
    expect(emojiLines(all, { ...none, found: all.slice(0, 2) })).toHaveLength(1);
    expect(firstCell(emojiLines(all, { ...none, found: [] }))).toBeUndefined();
  });

  it.each([
    ['right', { line: 1, column: 0 }, 'ArrowRight', { line: 1, column: 1 }],
    ['right from the end of a line', { line: 1, column: COLUMNS - 1 }, 'ArrowRight', { line: 2, column: 0 }],
    [
      'left from the beginning of a line',
      { line: 2, column: 0 },
      'ArrowLeft',
      { line: 1, column: COLUMNS - 1 },
    ],
    ['down to a shorter line', { line: 1, column: 6 }, 'ArrowDown', { line: 2, column: 2 }],
    ['down over a title', { line: 2, column: 2 }, 'ArrowDown', { line: 4, column: 1 }],
    ['up from the first line', { line: 1, column: 2 }, 'ArrowUp', { line: 1, column: 2 }],
  ])('lead %s', (_, from, key, to) => {
    expect(moved(emojiLines(all, none), from, key)).toEqual(to);
  });

  it('leave other keys to others', () => {
    expect(moved(emojiLines(all, none), { line: 1, column: 0 }, 'a')).toBeUndefined();
  });
});
