import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allCuts, hiddenIn, markedText, openIn } from '../../tests/fuzz/marked-texts.js';
import { beginningOf } from './arrived.js';
import { foldedTree } from './folded-tree.js';
import { markdownTree } from './markdown.js';
import { covered } from './spoilers.js';

describe('what is hidden in a text', () => {
  it.each([
    ['It was ||the butler||.', false, 'It was ▒▒▒.'],
    ['||a|| and ||b\nc||', false, '▒▒▒ and ▒▒▒'],
    ['a || b', false, 'a || b'],
    ['It was ||the but', false, 'It was ||the but'],
    ['It was ||the but', true, 'It was ▒▒▒'],
    ['||a|| and ||b', true, '▒▒▒ and ▒▒▒'],
    ['*It* was **||the but', true, 'It was **▒▒▒'],
    ['`a || b` or\n```\nif (a || b || c)\n```\n', true, 'a || b or\nif (a || b || c)'],
    ['nothing', true, 'nothing'],
    ['Was it a || b?\n\n||the butler||', false, 'Was it a || b?\n\n▒▒▒'],
    ['Was it a || b?\n\nNo.', true, 'Was it a || b?\n\nNo.'],
    ['> a || b\n\n||the butler||', false, '> a || b\n\n▒▒▒'],
    ['> a\n> b', false, '> a\n> b'],
    ['~~~\na || b\n~~~\n||the butler||', false, 'a || b\n▒▒▒'],
    ['https://x/a||b ||the butler||', false, 'https://x/a||b ▒▒▒'],
    ['one ` here\n\n||the butler||\n\nand ` there', false, 'one ` here\n\n▒▒▒\n\nand ` there'],
    ['\\`||the butler||\\`', false, '`▒▒▒`'],
    ['||the butler\n```j', true, '▒▒▒\n'.trimEnd()],
    ['`a || b`', true, '▒▒▒'],
    ['||the butler\n', true, '▒▒▒'],
    ['||no\n\n', true, '||no'],
  ])('%j, cut: %j, is shown as %j', (text, isCut, shown) => {
    expect(covered(text, isCut)).toBe(shown);
  });

  it('and is read no further than a beginning is shown', () => {
    expect(covered(`${'a'.repeat(799)}😀||b||`, false)).toBe('a'.repeat(799));
    expect(covered(`a || ${'b'.repeat(900)}`, false)).toBe('a ▒▒▒');
  });

  it('stands in no beginning of it, wherever the text was cut', () => {
    fc.assert(
      fc.property(markedText(), (text) => {
        const hidden = hiddenIn(text);
        for (const { cut, more } of allCuts(text)) {
          const row = { kind: 'text', text: cut, more } as const;
          const here = markdownTree(cut, more);
          const shown = [
            covered(cut, more),
            beginningOf(row, 5),
            openIn(here),
            openIn(foldedTree(here) ?? []),
          ];
          expect(hidden.filter((word) => shown.some((said) => said?.includes(word)))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('but a name of a file hides nothing', () => {
    expect(beginningOf({ kind: 'file', text: '||a|| *b*.txt', more: false })).toBe('||a|| *b*.txt');
  });
});
