// Photos say where and when they were taken and with what. This takes it off without touching the picture, or says that it
// cannot: what is not understood is never changed.

import { ByteWindow, type ReadAt } from './byte-window.js';
import { mediaTypeOf } from './media-type.js';
import type { Stripping } from './stripping.js';
import { stripJpeg } from './strip-jpeg.js';
import { stripPng } from './strip-png.js';
import { stripWebp } from './strip-webp.js';

/** No photo is larger, and what is walked through at once must end. */
const MOST_BYTES = 256 * 1_048_576;

/** The same for the same bytes, whenever it is asked. Which way up a photo is stays in it. */
export function stripMetadata(read: ReadAt, sizeBytes: number): Stripping {
  const type = mediaTypeOf(read(0, Math.min(sizeBytes, 64)));
  const strip = type === undefined ? undefined : STRIPPERS[type];
  if (!strip) return { outcome: 'cannot', reason: 'format' };
  if (sizeBytes > MOST_BYTES) return { outcome: 'cannot', reason: 'large' };
  return strip(new ByteWindow(read, sizeBytes));
}

const STRIPPERS: Readonly<Partial<Record<string, (file: ByteWindow) => Stripping>>> = {
  'image/jpeg': stripJpeg,
  'image/png': stripPng,
  'image/webp': stripWebp,
};
