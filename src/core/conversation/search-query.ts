// What a person typed into a search field, as words to look for. Every text is a query: nothing in it is an operator, and
// nothing of it can be a mistake.

import type { SearchPhrase, SearchQuery, Tokenize } from '../ports/search.js';

/** More than anybody types; what comes after is not looked for. */
export const SEARCH_LIMITS = { phrases: 32, words: 128 } as const;

/**
 * Words between quotation marks are one phrase, and so are the parts of `bob@example.com`. The last word is what the person
 * is still typing, whatever signs stand behind it: it may go on, unless a quotation mark closed it.
 */
export function parseSearch(text: string, tokenize: Tokenize): SearchQuery {
  const parts = [...text.replace(/[\p{Cc}\p{Surrogate}]/gu, ' ').matchAll(PART)];
  const phrases: SearchPhrase[] = [];
  let left: number = SEARCH_LIMITS.words;
  let isClosed = true;
  for (const { 0: whole, groups } of parts) {
    // Of what is too much, none is being typed.
    if (left === 0 || phrases.length === SEARCH_LIMITS.phrases) return phrases;
    const words = tokenize(groups?.['quoted'] ?? whole).slice(0, left);
    if (words.length === 0) continue;
    left -= words.length;
    phrases.push({ words, isPrefix: false });
    isClosed = groups?.['closing'] !== undefined;
  }
  const last = phrases.pop();
  if (last) phrases.push({ ...last, isPrefix: !isClosed });
  return phrases;
}

const QUOTES = '"“”„«»';
const PART = new RegExp(`[${QUOTES}](?<quoted>[^${QUOTES}]*)(?<closing>[${QUOTES}])?|[^\\s${QUOTES}]+`, 'gu');

/** Whether a text of these words is found. */
export function matchesSearch(query: SearchQuery, words: readonly string[]): boolean {
  return query.length > 0 && query.every((phrase) => nextMatch(phrase, words, 0) !== undefined);
}

/** Where the phrase begins for the first time at `from` or later; undefined: nowhere. */
export function nextMatch(
  { words, isPrefix }: SearchPhrase,
  among: readonly string[],
  from: number,
): number | undefined {
  for (let start = from; start + words.length <= among.length; start++) {
    const isHere = words.every((word, index) => {
      const found = among[start + index];
      return found === word || (isPrefix && index === words.length - 1 && found?.startsWith(word));
    });
    if (isHere) return start;
  }
  return undefined;
}
