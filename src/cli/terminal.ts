// Nothing a peer wrote reaches the terminal with the power to command it: control characters, bidirectional overrides and
// invisible text are taken out here, and only here.

import { stripVTControlCharacters } from 'node:util';

// C0 but newline, DEL and C1: the first bytes of every escape sequence.

const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/gu;
// Marks, embeddings, overrides and isolates; soft hyphen; annotation anchors; byte order mark; tag characters.
const INVISIBLE =
  /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
// More combining marks than any script stacks would climb over the lines above.
const STACKED_MARKS = /(\p{Mn}{6})\p{Mn}+/gu;

/** Text of several lines, safe to print; keeps newlines. */
export function safeText(text: string): string {
  return stripVTControlCharacters(text.replace(/\r\n?|[\u2028\u2029\u0085]/gu, '\n').replaceAll('\t', '    '))
    .replace(CONTROLS, '')
    .replace(INVISIBLE, '')
    .replace(STACKED_MARKS, '$1')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Text on one line, safe to print: a name, a note, a parameter of an error. */
export function safeLine(text: string): string {
  return safeText(text).replace(/\s+/gu, ' ').trim();
}
