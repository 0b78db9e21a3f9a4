// JPEG without metadata: application segments go but those a decoder needs, and so does what stands behind the picture.

import { concatBytes, equalBytes } from '../bytes.js';
import type { ByteWindow } from './byte-window.js';
import { orientationAlone, readOrientation } from './exif-orientation.js';
import { DAMAGED, type MetadataPart, StripPlan, type Stripping } from './stripping.js';

const [SOI_BYTES, RST0, RST7, SOI, EOI, SOS, APP0, APP15, COM] = [
  2, 0xd0, 0xd7, 0xd8, 0xd9, 0xda, 0xe0, 0xef, 0xfe,
];

/** The file begins with SOI. */
export function stripJpeg(file: ByteWindow): Stripping {
  const plan = new StripPlan();
  plan.keep(0, SOI_BYTES);
  let hasScan = false;
  let hasExif = false;
  for (let at = SOI_BYTES; ;) {
    const name = markerAt(file, at);
    const marker = name === undefined ? undefined : file.byte(name);
    if (name === undefined || marker === undefined || isMisplaced(marker)) return DAMAGED;
    if (marker === EOI) {
      plan.keep(at, name + 1 - at);
      if (name + 1 < file.sizeBytes) plan.remove('trailer');
      return hasScan ? plan.done() : DAMAGED;
    }
    const length = file.uint16(name + 1) ?? 0;
    const end = name + 1 + length;
    if (length < 2 || end > file.sizeBytes) return DAMAGED;
    const part = partOf(file, marker, { at: name + 3, length: length - 2 });
    const instead =
      part === undefined
        ? undefined
        : replacementOf(file, part, { at: name + 3, length: length - 2 }, hasExif);
    hasExif ||= part === 'exif';
    const isFine =
      part === undefined || instead === 'as it is' ? plan.keep(at, end - at) : plan.remove(part, instead);
    if (!isFine) return DAMAGED;
    at = end;
    if (marker !== SOS) continue;
    hasScan = true;
    const next = scanEnd(file, end);
    if (next === undefined) return DAMAGED;
    plan.keep(end, next - end);
    at = next;
  }
}

interface Payload {
  readonly at: number;
  readonly length: number;
}

/** Where the marker's name stands behind 0xff, of which there may be several. */
function markerAt(file: ByteWindow, at: number): number | undefined {
  if (file.byte(at) !== 0xff) return undefined;
  let name = at + 1;
  while (file.byte(name) === 0xff) name += 1;
  return name;
}

/** Not between segments, or of no meaning. */
function isMisplaced(marker: number): boolean {
  return marker < 0xc0 || (marker >= RST0 && marker <= SOI) || (marker >= 0xf0 && marker < COM);
}

/** Undefined: needed to show the picture. */
function partOf(file: ByteWindow, marker: number, { at, length }: Payload): MetadataPart | undefined {
  if (marker === COM) return 'comment';
  if (marker < APP0 || marker > APP15) return undefined;
  const starts = (text: string) => length >= text.length && file.text(at, text.length) === text;
  switch (marker - APP0) {
    case 0:
      if (starts('JFIF\0')) return length > JFIF_BYTES ? 'thumbnail' : undefined;
      return starts('JFXX\0') ? 'thumbnail' : 'other';
    case 1:
      if (starts(EXIF)) return 'exif';
      return starts('http://ns.adobe.com/x') ? 'xmp' : 'other';
    case 2:
      return starts('ICC_PROFILE\0') ? undefined : 'other';
    case 13:
      return 'iptc';
    case 14:
      return starts('Adobe') ? undefined : 'other';
    default:
      return 'other';
  }
}

const EXIF = 'Exif\0\0';
const JFIF_BYTES = 14;

/** What takes the place of a removed segment, if anything; 'as it is': it holds nothing but what would. */
function replacementOf(file: ByteWindow, part: MetadataPart, { at, length }: Payload, hasExif: boolean) {
  if (part === 'thumbnail' && file.text(at, 5) === 'JFIF\0') {
    const head = file.take(at, JFIF_BYTES - 2) ?? new Uint8Array(0);
    return segment(APP0, head, Uint8Array.of(0, 0));
  }
  if (part !== 'exif' || hasExif) return undefined;
  const payload = file.take(at, length);
  const tiff = payload?.subarray(EXIF.length) ?? new Uint8Array(0);
  const orientation = readOrientation(tiff);
  if (orientation === undefined) return undefined;
  const alone = orientationAlone(orientation);
  return equalBytes(tiff, alone) ? 'as it is' : segment(APP0 + 1, latin(EXIF), alone);
}

function segment(marker: number, ...parts: readonly Uint8Array[]) {
  const length = 2 + parts.reduce((sum, part) => sum + part.length, 0);
  return concatBytes(Uint8Array.of(0xff, marker, length >> 8, length & 0xff), ...parts);
}

/** Where the marker behind the compressed picture begins. */
function scanEnd(file: ByteWindow, from: number): number | undefined {
  for (let at = file.find(0xff, from); at !== undefined; at = file.find(0xff, at)) {
    const next = file.byte(at + 1);
    if (next === undefined) return undefined;
    const isData = next === 0 || (next >= RST0 && next <= RST7);
    if (!isData && next !== 0xff) return at;
    at += isData ? 2 : 1;
  }
  return undefined;
}

function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
