import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { foldedFor } from './prose.js';
import { table } from './table.js';
import { displayWidth } from './width.js';

function on(columns: number, isTTY = true) {
  return Object.assign(new PassThrough(), { isTTY, columns });
}

describe('lines for a person', () => {
  it('break between words, and further lines stand below the text', () => {
    expect(foldedFor(on(30), ['Link         there is nothing to see here, go on'])).toEqual([
      'Link         there is nothing',
      '             to see here, go',
      '             on',
    ]);
    expect(foldedFor(on(14), ['  one two three four'])).toEqual(['  one two', '  three four']);
  });

  it('leave whole what is copied, however long', () => {
    const link = `kith://add/${'a'.repeat(60)}`;
    expect(foldedFor(on(20), [`Link         ${link}`])).toEqual(['Link', `  ${link}`]);
    expect(foldedFor(on(20), [link])).toEqual([link]);
    expect(foldedFor(on(30), ['Open it with `kith unlock --home /h`, now.'])).toEqual([
      'Open it with',
      '`kith unlock --home /h`, now.',
    ]);
  });

  it('count wide characters as two columns', () => {
    const lines = foldedFor(on(10), ['日本 日本 日本 привет 👍🏽 ok']);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(10);
    expect(lines.join(' ')).toBe('日本 日本 日本 привет 👍🏽 ok');
  });

  it('are not touched for a program', () => {
    const line = 'a '.repeat(100);
    expect(foldedFor(on(20, false), [line])).toEqual([line]);
  });
});

describe('a table', () => {
  const header = ['NAME', 'STATE', 'ADDRESS'];
  const rows = [['Bob', 'approved', 'bob.example.org:8443']];

  it('becomes blocks where it is too wide, without empty cells', () => {
    expect(table(header, rows, 80)).toHaveLength(2);
    expect(table(header, [...rows, ['Carol', 'blocked', '']], 20)).toEqual([
      'Bob',
      '  state    approved',
      '  address  bob.example.org:8443',
      'Carol',
      '  state    blocked',
    ]);
  });
});
