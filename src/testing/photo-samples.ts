// Photos put together from their parts, with whatever metadata a test wants in them.

import { type Bytes, concatBytes } from '../base/bytes.js';
import { pngChunk } from './media-samples.js';

export const latin = (text: string): Bytes => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** One segment of a JPEG. */
export function jpegSegment(marker: number, ...parts: readonly Uint8Array[]): Bytes {
  const length = 2 + parts.reduce((sum, part) => sum + part.length, 0);
  return concatBytes(Uint8Array.of(0xff, marker, length >> 8, length & 0xff), ...parts);
}

/** Exif's TIFF with a place, a camera and which way up, in either order of bytes. */
export function tiff(orientation: number | undefined, order: 'MM' | 'II' = 'II'): Bytes {
  const entries = orientation === undefined ? 1 : 2;
  const bytes = new Uint8Array(8 + 2 + entries * 12 + 4 + 16);
  const view = new DataView(bytes.buffer);
  const little = order === 'II';
  bytes.set(latin(order));
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  view.setUint16(8, entries, little);
  const put = (index: number, tag: number, type: number, value: number) => {
    const at = 10 + index * 12;
    view.setUint16(at, tag, little);
    view.setUint16(at + 2, type, little);
    view.setUint32(at + 4, 1, little);
    if (type === 3) view.setUint16(at + 8, value, little);
    else view.setUint32(at + 8, value, little);
  };
  put(0, 0x010f, 4, 0);
  if (orientation !== undefined) put(1, 0x0112, 3, orientation);
  bytes.set(latin('SECRET-PLACE 52N'), bytes.length - 16);
  return bytes;
}

export const jpegExif = (orientation?: number, order?: 'MM' | 'II'): Bytes =>
  jpegSegment(0xe1, latin('Exif\0\0'), tiff(orientation, order));

const SOI = Uint8Array.of(0xff, 0xd8);
export const JFIF = jpegSegment(0xe0, latin('JFIF\0'), Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 0, 0));
const FRAME = jpegSegment(0xc0, Uint8Array.of(8, 0, 1, 0, 1, 1, 1, 0x11, 0));
const TABLES = jpegSegment(0xdb, new Uint8Array(65).fill(1));
/** With stuffed, restart and fill bytes, as encoders write them. */
const JPEG_SCAN = concatBytes(
  jpegSegment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
  Uint8Array.of(1, 2, 0xff, 0, 3, 0xff, 0xd3, 4, 0xff, 0xff, 0, 5),
);

export interface JpegParts {
  readonly head?: readonly Uint8Array[];
  /** Between two scans. */
  readonly between?: readonly Uint8Array[];
  readonly behind?: Uint8Array;
}

export function jpegPhoto({ head = [], between, behind = new Uint8Array(0) }: JpegParts = {}): Bytes {
  const scans = between ? [JPEG_SCAN, ...between, JPEG_SCAN] : [JPEG_SCAN];
  return concatBytes(SOI, ...head, TABLES, FRAME, ...scans, Uint8Array.of(0xff, 0xd9), behind);
}

/** A chunk of a WebP. */
export function webpChunk(type: string, data: Uint8Array): Bytes {
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, data.length, true);
  return concatBytes(latin(type), new Uint8Array(length.buffer), data, new Uint8Array(data.length % 2));
}

/** VP8X with these flags, for a picture of 3 times 2 pixels. */
export const webpHead = (flags: number): Bytes =>
  webpChunk('VP8X', Uint8Array.of(flags, 0, 0, 0, 2, 0, 0, 1, 0, 0));

export function webpPhoto(chunks: readonly Uint8Array[], behind: Uint8Array = new Uint8Array(0)): Bytes {
  const body = concatBytes(latin('WEBP'), ...chunks);
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, body.length, true);
  return concatBytes(latin('RIFF'), new Uint8Array(length.buffer), body, behind);
}

export const pngText = (type: string, text: string): Buffer => pngChunk(type, latin(text));
