import { fromUtf8, utf8 } from '../../../base/bytes.js';

/** UTF-8 bytes of text a row in a list carries. */
export const ROW_TEXT_BYTES = 2_048;

/** The text, or as much of its beginning as fits without cutting a code point. */
export function cutText(text: string): { readonly text: string; readonly more: boolean } {
  // A UTF-16 unit takes one to three bytes.
  if (3 * text.length <= ROW_TEXT_BYTES) return { text, more: false };
  const bytes = utf8(text);
  if (bytes.length <= ROW_TEXT_BYTES) return { text, more: false };
  let end = ROW_TEXT_BYTES;
  while (isContinuation(bytes[end])) end--;
  return { text: fromUtf8(bytes.subarray(0, end)) ?? '', more: true };
}

/** RFC 3629 section 3: 10xxxxxx. */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
