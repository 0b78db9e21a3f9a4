// What of a message can be searched for, and where its words end.

import type { Bytes } from '../../base/bytes.js';
import { emojiWord, partedByEmoji } from '../../base/emoji-words.js';
import { decodePayload } from '../../protocol/payload-codec.js';
import { bytesOf } from './columns.js';

/** The text of a message, the name of a file; empty for what has neither. */
export function searchText(payload: Bytes): string {
  const decoded = payload.length > 0 ? decodePayload(bytesOf(payload)) : undefined;
  if (!decoded?.ok) return '';
  const { content } = decoded.value.payload;
  if (content.kind === 'fileOffer') return content.name;
  return content.kind === 'text' ? content.text : '';
}

/**
 * To the tokenizer `ivan.petrov`, `trip_2024.final.jpg`, `l'arbre` and `1,000` are one word each (Unicode Annex 29, rules 6, 7 and
 * 11 to 13a), and nobody who looks for `petrov`, `final` or `arbre` would find them. With blanks instead each part is a word, in
 * its place, whichever sign stands for the apostrophe. An emoji is a word as well, and a hyphen that is not shown is nothing.
 */
export function wordsApart(text: string): string {
  const parts = partedByEmoji(text);
  return parts.map((part, index) => (index % 2 === 1 ? ` ${emojiWord(part)} ` : plainWords(part))).join('');
}

function plainWords(text: string): string {
  return text.replace(/\u00ad/gu, '').replace(/[._:,;'\u2018\u2019\u02bc]/gu, ' ');
}
