// Where searched words stand in a text: by the rules of the node's search, without case and ё, the last word as a beginning.

import { EMOJI } from '../../src/base/emoji-words.js';

const WORD = new RegExp(`[\\p{L}\\p{N}\\p{M}\\u00ad]+|${EMOJI.source}`, 'gu');
/** Marks, how an emoji is drawn among them, and hyphens nobody sees. */
const UNSEEN = /[\p{M}\u00ad]/gu;

/** [start, end) in UTF-16 units, in order. */
export function wordPlaces(text: string, typed: string): readonly (readonly [number, number])[] {
  const wanted = (typed.match(WORD) ?? []).map(folded);
  const beginning = wanted.pop();
  if (beginning === undefined) return [];
  return [...text.matchAll(WORD)]
    .filter(({ 0: word }) => {
      const one = folded(word);
      return one.startsWith(beginning) || wanted.includes(one);
    })
    .map(({ 0: word, index }) => [index, index + word.length]);
}

function folded(word: string): string {
  return word.normalize('NFKD').replace(UNSEEN, '').toLowerCase();
}
