// WebP without metadata: chunks the format names stay, the flags and the length in its header follow what went.

import { type Bytes, concatBytes, copyBytes, equalBytes, utf8 } from '../bytes.js';
import type { ByteWindow } from './byte-window.js';
import { orientationAlone, readOrientation } from './exif-orientation.js';
import { DAMAGED, type MetadataPart, type Span, StripPlan, spanLength, type Stripping } from './stripping.js';

const HEADER_BYTES = 12;
const FRAME_BYTES = 8;
const FIRST = /^VP8[ LX]$/u;
const NEEDED = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const PICTURES = new Set(['VP8 ', 'VP8L', 'ANMF']);
const [EXIF_FLAG, XMP_FLAG] = [0x08, 0x04];

interface Chunk {
  readonly at: number;
  readonly length: number;
  /** With frame and padding. */
  readonly end: number;
}

/** The file begins with the header of a WebP. */
export function stripWebp(file: ByteWindow): Stripping {
  const body = file.uint32(4, 'little') ?? 0;
  const whole = FRAME_BYTES + body;
  if (whole > file.sizeBytes || !FIRST.test(file.text(HEADER_BYTES, 4))) return DAMAGED;
  const plan = new StripPlan();
  let extended: Chunk | undefined;
  let exif: 'none' | 'kept' | 'gone' = 'none';
  let hasPicture = false;
  for (let at = HEADER_BYTES; at < whole;) {
    const length = file.uint32(at + 4, 'little');
    const type = file.text(at, 4);
    const end = at + FRAME_BYTES + (length ?? 0) + ((length ?? 0) % 2);
    if (length === undefined || end > whole) return DAMAGED;
    const chunk = { at, length, end };
    if (type === 'VP8X') {
      if (length < 10 || at !== HEADER_BYTES) return DAMAGED;
      extended = chunk;
    }
    const alone: Bytes | 'as it is' | undefined =
      type === 'EXIF' && exif === 'none' ? orientationOf(file, chunk) : undefined;
    if (type === 'EXIF') exif = alone ? 'kept' : exif === 'kept' ? exif : 'gone';
    const isFine: boolean =
      NEEDED.has(type) || alone === 'as it is' ? plan.keep(at, end - at) : plan.remove(partOf(type), alone);
    if (!isFine) return DAMAGED;
    hasPicture ||= PICTURES.has(type);
    at = end;
  }
  if (!hasPicture) return DAMAGED;
  if (whole < file.sizeBytes) plan.remove('trailer');
  return withHeader(file, plan.done(), { extended, hasExif: exif === 'kept' });
}

function partOf(type: string): MetadataPart {
  if (type === 'EXIF') return 'exif';
  return type === 'XMP ' ? 'xmp' : 'other';
}

function orientationOf(file: ByteWindow, { at, length }: Chunk): Bytes | 'as it is' | undefined {
  const payload = file.take(at + FRAME_BYTES, length);
  if (!payload) return undefined;
  const hasPrefix = file.text(at + FRAME_BYTES, 6) === 'Exif\0\0';
  const tiff = payload.subarray(hasPrefix ? 6 : 0);
  const orientation = readOrientation(tiff);
  if (orientation === undefined) return undefined;
  const alone = orientationAlone(orientation);
  if (!hasPrefix && equalBytes(tiff, alone)) return 'as it is';
  return concatBytes(utf8('EXIF'), littleEndian(alone.length), alone);
}

/** The header says how long the rest is, and the first chunk which others there are. */
function withHeader(
  file: ByteWindow,
  stripping: Stripping,
  { extended, hasExif }: { readonly extended: Chunk | undefined; readonly hasExif: boolean },
): Stripping {
  if (stripping.outcome !== 'stripped') return stripping;
  const spans = extended ? withFlags(file, stripping.spans, extended, hasExif) : stripping.spans;
  const body = 4 + spans.reduce((sum, span) => sum + spanLength(span), 0);
  const header = concatBytes(utf8('RIFF'), littleEndian(body), utf8('WEBP'));
  return { ...stripping, spans: [{ bytes: header }, ...spans] };
}

/** VP8X is the first chunk, and stays. */
function withFlags(
  file: ByteWindow,
  spans: readonly Span[],
  { at, end }: Chunk,
  hasExif: boolean,
): readonly Span[] {
  const chunk = copyBytes(file.take(at, FRAME_BYTES + 10) ?? new Uint8Array(0));
  const flags = chunk[FRAME_BYTES] ?? 0;
  chunk[FRAME_BYTES] = (flags & ~(EXIF_FLAG | XMP_FLAG)) | (hasExif ? EXIF_FLAG : 0);
  const [first, ...others] = spans;
  const rest =
    first && 'from' in first ? { from: at + chunk.length, length: first.length - chunk.length } : undefined;
  return [{ bytes: chunk }, ...(rest && rest.length > 0 && end > at ? [rest] : []), ...others];
}

function littleEndian(value: number) {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value, true);
  return new Uint8Array(view.buffer);
}
