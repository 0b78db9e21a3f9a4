import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allCuts, hiddenIn, markedText } from '../../../tests/fuzz/marked-texts.js';
import { quotationOf } from './quotation.js';

describe('a quotation', () => {
  it.each([
    ['one line', 'Dinner at eight?', '> Dinner at eight?\n\n'],
    ['lines of their own', 'Eight?\nOr nine?', '> Eight?\n> Or nine?\n\n'],
    ['no more than three lines', 'a\nb\nc\nd', '> a\n> b\n> c …\n\n'],
    ['no more than 240 characters, and half of none', '😀'.repeat(300), `> ${'😀'.repeat(240)} …\n\n`],
    ['what was said, not what it answered', '> Eight?\n> Or nine?\n\nNine.', '> Nine.\n\n'],
    ['covered where something is hidden', 'It was *me* or ||the\nbutler||', '> It was me or ▒▒▒\n\n'],
    ['covered where its quote hides something', '> ||a\nb|| c\n\nWas it?', '> Was it?\n\n'],
    ['covered where there is nothing else', '> It was ||the\nbutler|| then', '> > It was ▒▒▒ then\n\n'],
    ['a quotation where there is nothing else', '> Eight?', '> > Eight?\n\n'],
  ])('is %s', (_, said, quotation) => {
    expect(quotationOf({ text: said, more: false })).toBe(quotation);
  });

  it('goes on as the text does', () => {
    expect(quotationOf({ text: 'It was ||the but', more: true })).toBe('> It was ▒▒▒ …\n\n');
  });

  it('holds nothing that the message hides, wherever its text was cut', () => {
    fc.assert(
      fc.property(markedText(), (text) => {
        const hidden = hiddenIn(text);
        for (const { cut, more } of allCuts(text)) {
          const quotation = quotationOf({ text: cut, more });
          expect(hidden.filter((word) => quotation.includes(word))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
