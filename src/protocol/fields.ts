// Checked values out of decoded protobuf fields. Undefined always means: outside its bounds.

import { type Bytes, copyBytes, utf8 } from '../base/bytes.js';

/** Bytes of exactly this length, copied out of the received buffer. */
export function exactly(length: number, bytes: Uint8Array): Bytes | undefined {
  return bytes.length === length ? copyBytes(bytes) : undefined;
}

/** Null for an empty field, else as `exactly`. */
export function exactlyOrNone(length: number, bytes: Uint8Array): Bytes | null | undefined {
  return bytes.length === 0 ? null : exactly(length, bytes);
}

/** Text somebody chose: no NUL, no lone surrogate, at most so many code points. */
export function boundedText(maxCodePoints: number, text: string): string | undefined {
  // A text has at least as many UTF-16 units as code points, at most twice as many.
  if (text.length > 2 * maxCodePoints || Array.from(text).length > maxCodePoints) return undefined;
  return isCleanText(text) ? text : undefined;
}

/** Message text: 1 to `maxBytes` bytes of UTF-8, no NUL, no lone surrogate. */
export function boundedMessageText(maxBytes: number, text: string): string | undefined {
  if (text.length === 0 || text.length > maxBytes || utf8(text).length > maxBytes) return undefined;
  return isCleanText(text) ? text : undefined;
}

/** Whether every character can travel: no NUL, and no half of a surrogate pair. */
function isCleanText(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}
