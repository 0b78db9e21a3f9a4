import { describe, expect, it } from 'vitest';
import { wordPlaces } from './word-places.js';

describe('searched words in a text', () => {
  const found = (text: string, typed: string) =>
    wordPlaces(text, typed).map(([start, end]) => text.slice(start, end));

  it.each([
    ['The early boat', 'boat', ['boat']],
    ['Boats and BOAT', 'boat', ['Boats', 'BOAT']],
    ['Ёлка и елки', 'елк', ['Ёлка', 'елки']],
    ['an early boat, too early', 'early bo', ['early', 'boat', 'early']],
    ['steamboat', 'boat', []],
    ['a + b', '+', []],
    ['nothing', ' ', []],
    ['l\u2019arbre vert', "l'arb", ['l', 'arbre']],
    ['steam\u00adboat', 'steamb', ['steam\u00adboat']],
    ['yes \u{1f44d}\u{1f3fd} \u2764\ufe0f', 'yes \u{1f44d}', ['yes', '\u{1f44d}\u{1f3fd}']],
  ])('of "%s" for "%s"', (text, typed, words) => {
    expect(found(text, typed)).toEqual(words);
  });
});
