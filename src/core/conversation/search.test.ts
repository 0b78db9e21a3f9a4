import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emojiWord, partedByEmoji } from '../../base/emoji-words.js';
import type { SearchPhrase } from '../ports/search.js';
import { searchRules } from './index.js';
import { SEARCH_LIMITS } from './search-query.js';

/** Like the index: words of letters and digits, folded. */
const tokenize = (text: string) =>
  partedByEmoji(text)
    .map((part, index) => (index % 2 === 1 ? ` ${emojiWord(part)} ` : part.replaceAll('\u00ad', '')))
    .join('')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

const { parse, matches, excerpt } = searchRules;
const phrases = (text: string) =>
  parse(text, tokenize).map(({ words, isPrefix }: SearchPhrase) => words.join('+') + (isPrefix ? '*' : ''));
const found = (text: string, typed: string) => matches(parse(typed, tokenize), tokenize(text));
const marked = (text: string, typed: string) => {
  const piece = excerpt(text, tokenize(text), parse(typed, tokenize));
  return piece.hits.map(([start, end]) => piece.text.slice(start, end));
};

describe('what a person searches for', () => {
  it.each([
    ['boat', ['boat*']],
    ['early boat', ['early', 'boat*']],
    ['early boat ', ['early', 'boat*']],
    ['"early boat"', ['early+boat']],
    ['the "early boat" lea', ['the', 'early+boat', 'lea*']],
    ['«ранний поезд» уе', ['раннии+поезд', 'уе*']],
    ['“early boat” to', ['early+boat', 'to*']],
    ['"early bo', ['early+bo*']],
    ['bob@example.com', ['bob+example+com*']],
    ['a OR b NOT c*', ['a', 'or', 'b', 'not', 'c*']],
    ['body:x (y) NEAR/2 ^z', ['body+x', 'y', 'near+2', 'z*']],
    ['say"hi"there', ['say', 'hi', 'there*']],
    ['a\u0000b\ud800c', ['a', 'b', 'c*']],
    ['', []],
    ['"" … ?!', []],
    ['early bo -', ['early', 'bo*']],
    ['early bo … !', ['early', 'bo*']],
    ['"early bo" -', ['early+bo']],
  ])('%j means %j', (typed, expected) => {
    expect(phrases(typed)).toEqual(expected);
  });

  it('ends at so many phrases and words, whatever was pasted', () => {
    const many = Array.from({ length: 1_000 }, (_, number) => `w${String(number)}`).join(' ');
    expect(phrases(many)).toHaveLength(SEARCH_LIMITS.phrases);
    expect(parse(`"${many}"`, tokenize)[0]?.words).toHaveLength(SEARCH_LIMITS.words);
  });

  it('finds ё by е and е by ё, in any case, and the beginning of the last word', () => {
    for (const typed of ['ЁЛКА', 'елка', 'ёлк', 'Ел'])
      expect(found('В лесу родилась Ёлка', typed)).toBe(true);
    expect(found('Ёлка', 'лка')).toBe(false);
  });

  it('finds all words in any order, but a phrase only as it stands', () => {
    expect(found('the early boat', 'boat early')).toBe(true);
    expect(found('the early boat', 'boat late')).toBe(false);
    expect(found('the early boat', '"boat early"')).toBe(false);
    expect(found('boating', '"boat"')).toBe(false);
  });
});

describe('the hits in a text', () => {
  it('are whole words as they are written', () => {
    expect(marked('Ёлка, ёлки и е\u0308лочка', 'елк')).toEqual(['Ёлка', 'ёлки']);
    expect(marked('Cafe\u0301 café CAFE', 'cafe')).toEqual(['Cafe\u0301', 'café', 'CAFE']);
    expect(marked('write to Bob@Example.com now', 'bob@example')).toEqual(['Bob@Example']);
  });

  it('are emoji as well, and what stands behind one, or around a hyphen nobody sees', () => {
    expect(marked('yes \u{1f44d}\u{1f3fd}, boat', '\u{1f44d}')).toEqual(['\u{1f44d}\u{1f3fd}']);
    expect(marked('\u2764\ufe0f boat', 'boat')).toEqual(['boat']);
    expect(marked('steam\u00adboat now', 'steamboat')).toEqual(['steam\u00adboat']);
  });

  it('that overlap are one', () => {
    expect(marked('one two three', '"one two" two "two three"')).toEqual(['one two three']);
  });

  it('stand in a piece of a long text that says whether there is more', () => {
    const text = `${'before '.repeat(100)}needle${' after'.repeat(100)}`;
    const piece = excerpt(text, tokenize(text), parse('needle', tokenize));
    expect(piece.text.length).toBeLessThanOrEqual(200);
    expect([piece.cutBefore, piece.cutAfter]).toEqual([true, true]);
    expect(piece.text.startsWith('before')).toBe(true);
    expect(marked(text, 'needle')).toEqual(['needle']);
    expect(excerpt('needle', ['needle'], parse('needle', tokenize))).toEqual({
      text: 'needle',
      hits: [[0, 6]],
      cutBefore: false,
      cutAfter: false,
    });
  });

  it('never reach outside the piece or part a character, whatever text and search', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'B', 'ё', 'Ё', ' ', '.', '🦔', '\u00ad', '\u0301', 'e', '"'),
      maxLength: 400,
    });
    fc.assert(
      fc.property(text, text, (written, typed) => {
        const piece = excerpt(written, tokenize(written), parse(typed, tokenize));
        expect(written).toContain(piece.text);
        expect(/\p{Surrogate}/u.test(piece.text)).toBe(false);
        let last = 0;
        for (const [start, end] of piece.hits) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(piece.text.length);
      }),
    );
  });
});
