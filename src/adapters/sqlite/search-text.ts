// What of a message can be searched for, and where its words end.

import type { Bytes } from '../../base/bytes.js';
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
 * To the tokenizer `ivan.petrov` and `trip_2024.final.jpg` are one word each (Unicode Annex 29, rules 6, 7 and 13a), and nobody
 * who looks for `petrov` or `final` would find them. With blanks instead each part is a word, in its place.
 */
export function wordsApart(text: string): string {
  return text.replace(/[._:]/gu, ' ');
}
