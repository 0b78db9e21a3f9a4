// The small picture an offer may carry, shown before anything of the file is here: so small and of so few points that drawing
// it is nothing, and of the one type every window draws.

import { mediaTypeOf } from './media-type.js';
import { picturePoints } from './picture-points.js';

export const MOST_THUMBNAIL_BYTES = 8_192;
/** On its longer side. */
export const MOST_THUMBNAIL_PIXELS = 256;

/** Whether these bytes may be one: a JPEG within both measures. */
export function isThumbnail(bytes: Uint8Array): boolean {
  if (bytes.length > MOST_THUMBNAIL_BYTES || mediaTypeOf(bytes) !== 'image/jpeg') return false;
  const points = picturePoints('image/jpeg', bytes) ?? 0;
  return points > 0 && points <= MOST_THUMBNAIL_PIXELS ** 2;
}
