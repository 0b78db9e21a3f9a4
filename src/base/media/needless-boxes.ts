// What cameras and programs put between the boxes of a film that no player needs: it becomes free room of the same length,
// so that everything else stays where the film says it is.

import { utf8 } from '../bytes.js';
import type { ByteWindow } from './byte-window.js';
import type { Span } from './stripping.js';

/** uuid: notes of programs. wide: room for a longer length of what follows. */
const NEEDLESS = /^(uuid|wide)$/u;
const FREE = utf8('free');
const HEADER_BYTES = 8;
/** A film that is not in fragments has a handful. */
const MOST_BOXES = 1_000;

/** The film as it is to be read; undefined: it is not made of boxes, or of too many. */
export function withoutNeedlessBoxes(file: ByteWindow): readonly Span[] | undefined {
  const spans: Span[] = [];
  let kept = 0;
  let boxes = 0;
  for (let at = 0; at < file.sizeBytes;) {
    const length = boxLength(file, at);
    if (length === undefined || ++boxes > MOST_BOXES) return undefined;
    if (NEEDLESS.test(file.text(at + 4, 4))) {
      spans.push({ from: kept, length: at + 4 - kept }, { bytes: FREE });
      kept = at + HEADER_BYTES;
    }
    at += length;
  }
  return [...spans, { from: kept, length: file.sizeBytes - kept }];
}

/** With its header. The last one may go to the end of the file. */
function boxLength(file: ByteWindow, at: number): number | undefined {
  const length = file.uint32(at, 'big');
  if (length === 0) return file.sizeBytes - at;
  if (length !== 1) return length !== undefined && length >= HEADER_BYTES ? length : undefined;
  const [high, low] = [file.uint32(at + 8, 'big'), file.uint32(at + 12, 'big')];
  if (high === undefined || low === undefined) return undefined;
  const long = high * 2 ** 32 + low;
  return long >= 2 * HEADER_BYTES ? long : undefined;
}
