import { describe, expect, it } from 'vitest';
import { displayWidth } from '../width.js';
import { drawFrame, maxScroll } from './frame.js';
import { editorWith } from './line-editor.js';

const SIZE = { width: 20, height: 9 };
const BODY = Array.from({ length: 12 }, (_, index) => `line ${String(index + 1)}`);

function draw(text = '', changes: { scrolled?: number; cursor?: number; lines?: readonly string[] } = {}) {
  const editor = editorWith(text);
  return drawFrame(
    {
      heading: 'Bob: connected',
      lines: changes.lines ?? BODY,
      scrolled: changes.scrolled ?? 0,
      editor: { ...editor, cursor: changes.cursor ?? editor.cursor },
    },
    SIZE,
  );
}

describe('the screen of the chat', () => {
  it('shows the end of the messages above the line being typed', () => {
    const { lines, cursor } = draw('hi');
    expect(lines).toHaveLength(9);
    expect(lines[0]).toBe('Bob: connected');
    expect(lines.slice(1, 7)).toEqual(BODY.slice(6));
    expect(lines[8]).toBe('> hi');
    expect(cursor).toEqual({ row: 8, column: 4 });
  });

  it('puts few messages next to the line being typed', () => {
    expect(draw('', { lines: ['only'] }).lines.slice(5, 7)).toEqual(['', 'only']);
  });

  it('scrolls up to the first message and no further', () => {
    const top = maxScroll(BODY.length, SIZE);
    expect(draw('', { scrolled: top }).lines[1]).toBe('line 1');
    expect(draw('', { scrolled: 99 }).lines[1]).toBe('line 1');
    expect(draw('', { scrolled: top }).lines[7]).toContain('more below');
  });

  it('puts the cursor behind wide characters and on broken lines', () => {
    expect(draw('日本').cursor).toEqual({ row: 8, column: 6 });
    const { lines, cursor } = draw('a'.repeat(25));
    expect(lines.slice(7)).toEqual([`> ${'a'.repeat(17)}`, `  ${'a'.repeat(8)}`]);
    expect(cursor).toEqual({ row: 8, column: 10 });
    expect(draw('one\ntwo', { cursor: 3 }).cursor).toEqual({ row: 7, column: 5 });
  });

  it('gives a long text a third of the height and keeps the cursor in sight', () => {
    const text = 'a\nb\nc\nd\ne';
    expect(draw(text).lines.slice(6)).toEqual(['  c', '  d', '  e']);
    expect(draw(text, { cursor: 0 }).lines.slice(6)).toEqual(['> a', '  b', '  c']);
    expect(draw(text, { cursor: 0 }).cursor).toEqual({ row: 6, column: 2 });
  });

  it('always fills the terminal exactly, however small', () => {
    for (const size of [SIZE, { width: 10, height: 3 }, { width: 4, height: 2 }]) {
      const { lines, cursor } = drawFrame(
        { heading: 'A long heading', lines: BODY, scrolled: 0, editor: editorWith('日本 text') },
        size,
      );
      expect(lines).toHaveLength(size.height);
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(size.width);
      expect(cursor.row).toBeLessThan(size.height);
    }
  });
});
