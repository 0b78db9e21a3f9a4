import { describe, expect, it } from 'vitest';
import { groupsOfFive, safetyNumberLines, sameDigits } from './fingerprint.js';
import { qrLines } from './qr.js';
import { table } from './table.js';
import { clip, displayWidth, graphemes, wrap } from './width.js';

describe('width', () => {
  it('counts columns and not code points', () => {
    expect(displayWidth('Bob')).toBe(3);
    expect(displayWidth('日本')).toBe(4);
    expect(displayWidth('e\u0301')).toBe(1);
    expect(displayWidth('👨‍👩‍👧')).toBe(2);
    expect(displayWidth('🇩🇪')).toBe(2);
    expect(displayWidth('❤️')).toBe(2);
  });

  it('never cuts a character in half', () => {
    expect(clip('日本語', 4)).toBe('日…');
    expect(graphemes('a👨‍👩‍👧')).toEqual(['a', '👨‍👩‍👧']);
  });

  it('breaks at spaces, else inside a word, and keeps line breaks', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
    expect(wrap('a\n\nb', 10)).toEqual(['a', '', 'b']);
    expect(wrap('日本語', 4)).toEqual(['日本', '語']);
  });

  it('gives no line wider than asked for', () => {
    for (const width of [2, 3, 7, 20]) {
      for (const line of wrap('Hello 日本語 with 👨‍👩‍👧 and   spaces longwordlongword', width)) {
        expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }
    }
  });
});

describe('table', () => {
  it('lines columns up under names of any script', () => {
    expect(
      table(
        ['NAME', 'X'],
        [
          ['日本', '1'],
          ['Bob', '2'],
        ],
      ),
    ).toEqual(['NAME  X', '日本  1', 'Bob   2']);
  });
});

describe('digits', () => {
  it('stand in groups of five', () => {
    expect(groupsOfFive('123456789012345678901234567890')).toBe('12345 67890 12345 67890 12345 67890');
    expect(safetyNumberLines('1'.repeat(60))).toEqual(
      Array.from({ length: 3 }, () => '11111 11111 11111 11111'),
    );
  });

  it('are the same however they are spaced, and nothing is not everything', () => {
    expect(sameDigits('12345-67890', '12345 67890')).toBe(true);
    expect(sameDigits('12345', '1234567890')).toBe(false);
    expect(sameDigits('', '')).toBe(false);
  });
});

describe('QR code', () => {
  it('is drawn with half blocks', () => {
    const lines = qrLines('kith://add/host:8443?id=kith1q');
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.join('')).toMatch(/^[█▀▄ ]+$/u);
  });
});
