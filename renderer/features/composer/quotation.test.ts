import { describe, expect, it } from 'vitest';
import { quotationOf } from './quotation.js';

describe('a quotation', () => {
  it.each([
    ['one line', 'Dinner at eight?', '> Dinner at eight?\n\n'],
    ['lines of their own', 'Eight?\nOr nine?', '> Eight?\n> Or nine?\n\n'],
    ['no more than three lines', 'a\nb\nc\nd', '> a\n> b\n> c …\n\n'],
    ['no more than 240 characters, and half of none', '😀'.repeat(300), `> ${'😀'.repeat(240)} …\n\n`],
    ['what was said, not what it answered', '> Eight?\n> Or nine?\n\nNine.', '> Nine.\n\n'],
    ['nothing of what is hidden behind its end', `It was ||${'the butler '.repeat(30)}||`, '> It was …\n\n'],
    ['a quotation where there is nothing else', '> Eight?', '> > Eight?\n\n'],
  ])('is %s', (_, said, quotation) => {
    expect(quotationOf(said)).toBe(quotation);
  });
});
