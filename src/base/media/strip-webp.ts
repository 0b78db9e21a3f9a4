// WebP without metadata: chunks the format names stay, the flags and the length in its header follow what went.

import { type Bytes, concatBytes, copyBytes, equalBytes, utf8 } from '../bytes.js';
import { type ByteWindow, WINDOW_BYTES } from './byte-window.js';
import { orientationAlone, readOrientation } from './exif-orientation.js';
import { DAMAGED, type MetadataPart, type Span, StripPlan, spanLength, type Stripping } from './stripping.js';

const HEADER_BYTES = 12;
const FRAME_BYTES = 8;
const VP8X_BYTES = 10;
/** Where a frame of an animation stands, how large it is and how long it is shown. */
const ANMF_BYTES = 16;
const FIRST = /^VP8[ LX]$/u;
const NEEDED = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ICCP']);
const PICTURES = new Set(['VP8 ', 'VP8L', 'ANMF']);
const NEEDED_IN_FRAME = new Set(['VP8 ', 'VP8L', 'ALPH']);
const [EXIF_FLAG, XMP_FLAG] = [0x08, 0x04];

interface Chunk {
  readonly type: string;
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
    const chunk = chunkAt(file, at, whole);
    if (!chunk) return DAMAGED;
    const { type, length, end } = chunk;
    if (type === 'VP8X') {
      if (length !== VP8X_BYTES || at !== HEADER_BYTES) return DAMAGED;
      extended = chunk;
    }
    const alone: Bytes | 'as it is' | undefined =
      type === 'EXIF' && exif === 'none' ? orientationOf(file, chunk) : undefined;
    if (type === 'EXIF') exif = alone ? 'kept' : exif === 'kept' ? exif : 'gone';
    if (!put(plan, file, chunk, alone)) return DAMAGED;
    hasPicture ||= PICTURES.has(type);
    at = end;
  }
  if (!hasPicture) return DAMAGED;
  if (whole < file.sizeBytes) plan.remove('trailer');
  return withHeader(file, plan.done(), { extended, hasExif: exif === 'kept' });
}

/** Undefined: it would reach behind `limit`. */
function chunkAt(file: ByteWindow, at: number, limit: number): Chunk | undefined {
  const length = file.uint32(at + 4, 'little');
  if (length === undefined) return undefined;
  const end = at + FRAME_BYTES + length + (length % 2);
  return end > limit ? undefined : { type: file.text(at, 4), at, length, end };
}

/** False: damaged, or too many parts. */
function put(
  plan: StripPlan,
  file: ByteWindow,
  chunk: Chunk,
  alone: Bytes | 'as it is' | undefined,
): boolean {
  const { type, at, end } = chunk;
  if (type === 'ANMF') return putFrame(plan, file, chunk);
  if (NEEDED.has(type) || alone === 'as it is') return plan.keep(at, end - at);
  return plan.remove(partOf(type), alone);
}

/** A frame of an animation may have chunks in it that no decoder needs. */
function putFrame(plan: StripPlan, file: ByteWindow, { at, length, end }: Chunk): boolean {
  const head = file.take(at + FRAME_BYTES, Math.min(length, ANMF_BYTES));
  if (!head || length < ANMF_BYTES) return false;
  const behind = copyBytes(head);
  const limit = at + FRAME_BYTES + length;
  const kept: Chunk[] = [];
  for (let from = at + FRAME_BYTES + ANMF_BYTES; from < limit;) {
    const chunk = chunkAt(file, from, limit);
    if (!chunk) return false;
    if (NEEDED_IN_FRAME.has(chunk.type)) kept.push(chunk);
    from = chunk.end;
  }
  const left = kept.reduce((sum, chunk) => sum + chunk.end - chunk.at, ANMF_BYTES);
  if (left === length) return plan.keep(at, end - at);
  return (
    plan.remove('other', concatBytes(utf8('ANMF'), littleEndian(left), behind)) &&
    kept.every((chunk) => plan.keep(chunk.at, chunk.end - chunk.at))
  );
}

function partOf(type: string): MetadataPart {
  if (type === 'EXIF') return 'exif';
  return type === 'XMP ' ? 'xmp' : 'other';
}

function orientationOf(file: ByteWindow, { at, length }: Chunk): Bytes | 'as it is' | undefined {
  // Which way up stands near its beginning; what makes it long are small pictures and notes of the camera.
  const payload = file.take(at + FRAME_BYTES, Math.min(length, WINDOW_BYTES));
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
  const chunk = copyBytes(file.take(at, FRAME_BYTES + VP8X_BYTES) ?? new Uint8Array(0));
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
