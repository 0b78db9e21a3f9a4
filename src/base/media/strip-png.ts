// PNG without metadata: chunks a decoder may pass over go, but those that change how the picture looks.

import { concatBytes, equalBytes, utf8 } from '../bytes.js';
import { type ByteWindow, WINDOW_BYTES } from './byte-window.js';
import { crc32 } from './crc32.js';
import { orientationAlone, readOrientation } from './exif-orientation.js';
import { DAMAGED, type MetadataPart, StripPlan, type Stripping } from './stripping.js';

const SIGNATURE_BYTES = 8;
/** Length, type and checksum. */
const FRAME_BYTES = 12;
const MOST_CHUNK_BYTES = 0x7fff_ffff;

const NEEDED = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(
    ' ',
  ),
);
const PARTS: Readonly<Record<string, MetadataPart>> = {
  eXIf: 'exif',
  tIME: 'time',
  tEXt: 'comment',
  zTXt: 'comment',
  iTXt: 'comment',
};

/** The file begins with the signature. */
export function stripPng(file: ByteWindow): Stripping {
  const plan = new StripPlan();
  plan.keep(0, SIGNATURE_BYTES);
  let hasExif = false;
  let hasPicture = false;
  for (let at = SIGNATURE_BYTES; ;) {
    const length = file.uint32(at, 'big');
    const type = file.text(at + 4, 4);
    if (length === undefined || length > MOST_CHUNK_BYTES || !/^[A-Za-z]{4}$/u.test(type)) return DAMAGED;
    const end = at + FRAME_BYTES + length;
    if (end > file.sizeBytes || (at === SIGNATURE_BYTES) !== (type === 'IHDR')) return DAMAGED;
    const isFine = NEEDED.has(type)
      ? plan.keep(at, end - at)
      : isAncillary(type) && removeChunk(plan, file, { type, at, length, hasExif });
    if (!isFine) return DAMAGED;
    hasExif ||= type === 'eXIf';
    hasPicture ||= type === 'IDAT';
    at = end;
    if (type !== 'IEND') continue;
    if (!hasPicture) return DAMAGED;
    if (end < file.sizeBytes) plan.remove('trailer');
    return plan.done();
  }
}

/** One that a decoder need not know. */
function isAncillary(type: string): boolean {
  return /^[a-z]/u.test(type);
}

interface Chunk {
  readonly type: string;
  readonly at: number;
  readonly length: number;
  /** There was another before. */
  readonly hasExif: boolean;
}

function removeChunk(plan: StripPlan, file: ByteWindow, { type, at, length, hasExif }: Chunk): boolean {
  // Which way up stands near its beginning; what makes it long are small pictures and notes of the camera.
  const tiff = type === 'eXIf' && !hasExif ? file.take(at + 8, Math.min(length, WINDOW_BYTES)) : undefined;
  const orientation = tiff && readOrientation(tiff);
  if (!tiff || orientation === undefined) return plan.remove(PARTS[type] ?? 'other');
  const alone = orientationAlone(orientation);
  if (equalBytes(tiff, alone)) return plan.keep(at, FRAME_BYTES + length);
  return plan.remove('exif', chunk('eXIf', alone));
}

function chunk(type: string, data: Uint8Array) {
  const named = concatBytes(utf8(type), data);
  const frame = new DataView(new ArrayBuffer(8));
  frame.setUint32(0, data.length);
  frame.setUint32(4, crc32(named));
  return concatBytes(new Uint8Array(frame.buffer, 0, 4), named, new Uint8Array(frame.buffer, 4, 4));
}
