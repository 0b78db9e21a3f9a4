import { describe, expect, it } from 'vitest';
import { safeLine, safeText } from './terminal.js';

const ESC = '\u001b';

describe('text of peers on the terminal', () => {
  it('cannot colour, move the cursor or clear the screen', () => {
    expect(safeText(`${ESC}[31mred${ESC}[2J${ESC}[H`)).toBe('red');
  });

  it('cannot write to the clipboard with OSC 52', () => {
    for (const end of ['\u0007', `${ESC}\\`, '\u009c', '']) {
      expect(safeText(`${ESC}]52;c;cm0gLXJm${end}hi`)).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/u,
      );
    }
  });

  it('cannot smuggle sequences in 8-bit controls or in pieces', () => {
    expect(safeText('\u009b31mred\u009d0;title\u0007')).not.toMatch(/[\u0080-\u009f\u0007]/u);
    expect(safeText(`${ESC}${ESC}[31m[31mx`)).not.toContain(ESC);
  });

  it('cannot reverse what stands around it with bidirectional overrides', () => {
    expect(safeText('\u202efdp.exe\u202c \u2066a\u2069\u200f')).toBe('fdp.exe a');
  });

  it('keeps letters, emoji joined by ZWJ and line breaks', () => {
    expect(safeText('Привет 👨‍👩‍👧\r\nה\tx')).toBe('Привет 👨‍👩‍👧\nה    x');
  });

  it('has no carriage returns, separators, invisible letters or endless marks left', () => {
    expect(safeText('a\rb\u2028c\u200bd\u00ad\u{e0041}')).toBe('a\nb\ncd');
    expect(safeText(`e${'\u0301'.repeat(500)}`)).toHaveLength(7);
    expect(safeText('\ud800x')).toBe('\ufffdx');
  });

  it('is one line where a line is expected', () => {
    expect(safeLine(' Bob\n  the\tgreat ')).toBe('Bob the great');
  });
});
