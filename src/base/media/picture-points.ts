// How large a picture says it is, before anybody decodes it: a few bytes can claim points enough to fill the memory.

import type { MediaType } from './media-type.js';

/** Width times height of a picture that is still shown. SECURITY A-37. */
export const MOST_PICTURE_POINTS = 40_000_000;

/** Larger pictures are opened with another program, not drawn beside the text. */
export const MOST_PICTURE_BYTES = 32 * 1_048_576;

/** As many of the first bytes of a file are looked through: a photograph may say much of itself before its size. */
export const SIZED_BYTES = 262_144;

/** Points of a picture that begins with these bytes; undefined where they do not tell, 0 for what is no picture. */
export function picturePoints(type: MediaType, head: Uint8Array): number | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    if (type === 'image/png') return view.getUint32(16) * view.getUint32(20);
    if (type === 'image/gif') return view.getUint16(6, true) * view.getUint16(8, true);
    if (type === 'image/webp') return webpPoints(view);
    return type === 'image/jpeg' ? jpegPoints(view) : 0;
  } catch (error) {
    // Beyond the end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function webpPoints(view: DataView): number {
  const form = view.getUint8(15);
  const uint24 = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  if (form === 0x58 /* X: the canvas */) return (uint24(24) + 1) * (uint24(27) + 1);
  if (form === 0x4c /* L: 14 bits each */) {
    const bits = view.getUint32(21, true);
    return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1);
  }
  return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
}

/** The first frame header; every segment before it says how long it is. */
function jpegPoints(view: DataView): number | undefined {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
    } else if (isFrame(marker)) {
      return view.getUint16(at + 5) * view.getUint16(at + 7);
    } else {
      at += 2 + view.getUint16(at + 2);
    }
  }
  return undefined;
}

/** SOF0 to SOF15 without the tables among them (DHT, JPG, DAC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
