// Where in a text the words of a search stand: ranges to be marked, and the piece of the text around the first of them.

import { emojiWord, partedByEmoji } from '../../base/emoji-words.js';
import type { Excerpt, HitRange, SearchQuery } from '../ports/search.js';
import { nextMatch } from './search-query.js';

/** UTF-16 units of an excerpt, and how many of them stand before the first hit. */
const EXCERPT = { length: 200, before: 60 } as const;

/** @param words what the search index made of the text */
export function searchHits(text: string, words: readonly string[], query: SearchQuery): HitRange[] {
  const places = wordPlaces(text, words);
  const known = words.slice(0, places.length);
  const hits: HitRange[] = [];
  for (const phrase of query) {
    for (let at = nextMatch(phrase, known, 0); at !== undefined; at = nextMatch(phrase, known, at + 1)) {
      const [first, last] = [places[at], places[at + phrase.words.length - 1]];
      if (first && last) hits.push([first[0], last[1]]);
    }
  }
  return merged(hits);
}

export function excerptOf(text: string, hits: readonly HitRange[]): Excerpt {
  const start = wordStart(text, Math.max(0, (hits[0]?.[0] ?? 0) - EXCERPT.before));
  const end = wholeCharacter(text, Math.min(text.length, start + EXCERPT.length));
  const inside = hits
    .filter(([from]) => from < end)
    .map(([from, to]): HitRange => {
      return [from - start, Math.min(to, end) - start];
    });
  return { text: text.slice(start, end), hits: inside, cutBefore: start > 0, cutAfter: end < text.length };
}

/**
 * The places of the words, found one behind the other in the folded text; between two words there is nothing the index would
 * take for one. Ends where the text cannot be followed any more.
 */
function wordPlaces(text: string, words: readonly string[]): HitRange[] {
  const { folded, origin } = fold(text);
  const places: HitRange[] = [];
  let from = 0;
  for (const word of words) {
    const at = folded.indexOf(word, from);
    if (at === -1) return places;
    from = at + word.length;
    places.push([origin[at] ?? 0, origin[from] ?? text.length]);
  }
  return places;
}

/** The text as the index folds it, and for each unit where it came from. */
function fold(text: string): { readonly folded: string; readonly origin: readonly number[] } {
  let folded = '';
  const origin: number[] = [];
  let at = 0;
  const put = (written: string, plain: string): void => {
    for (let unit = 0; unit < plain.length; unit++) origin.push(at);
    folded += plain;
    at += written.length;
  };
  for (const [index, part] of partedByEmoji(text).entries()) {
    if (index % 2 === 1) put(part, emojiWord(part));
    else for (const character of part) put(character, foldCharacter(character));
  }
  return { folded, origin };
}

const SOFT_HYPHEN = '\u00ad';

function foldCharacter(character: string): string {
  if (character === SOFT_HYPHEN) return '';
  if (character < '\u0080') return character.toLowerCase();
  return character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function merged(hits: readonly HitRange[]): HitRange[] {
  const result: HitRange[] = [];
  for (const hit of hits.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = result.at(-1);
    if (last && hit[0] <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], hit[1])];
    else result.push(hit);
  }
  return result;
}

/** Not in the middle of a word, unless the word is longer than what stands before the hit. */
function wordStart(text: string, at: number): number {
  if (at === 0) return 0;
  const space = text.slice(at, at + EXCERPT.before).search(/\s/u);
  return wholeCharacter(text, space === -1 || space + 1 >= EXCERPT.before ? at : at + space + 1);
}

/** The place itself, or the one before it when it would part a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const before = text.charCodeAt(at - 1);
  return at < text.length && before >= 0xd800 && before <= 0xdbff ? at - 1 : at;
}
