// The small picture that goes with the offer of a picture, made here, where pictures are decoded: drawn anew, so that nothing
// but its points is in it.

import { shownAs } from '../../../src/base/file-kind.js';
import { fileExtension } from '../../../src/base/file-name.js';
import { mediaTypeOf } from '../../../src/base/media/media-type.js';
import { MOST_PICTURE_POINTS, picturePoints, SIZED_BYTES } from '../../../src/base/media/picture-points.js';
import { isThumbnail, MOST_THUMBNAIL_PIXELS } from '../../../src/base/media/thumbnail.js';

/** As large as pictures are that the window shows beside text. */
const MOST_PICTURE_BYTES = 32 * 1024 * 1024;
/** Tried one after another until the picture is small enough. */
const QUALITIES = [0.7, 0.5, 0.3];
const SIDES = [MOST_THUMBNAIL_PIXELS, 128];

/** A JPEG as `isThumbnail` has it; undefined: the file is no picture, or one that is not drawn. */
export async function thumbnailOf(file: File): Promise<Uint8Array | undefined> {
  if (shownAs(fileExtension(file.name)) !== 'image' || file.size > MOST_PICTURE_BYTES) return undefined;
  try {
    const head = new Uint8Array(await file.slice(0, SIZED_BYTES).arrayBuffer());
    const type = mediaTypeOf(head);
    const points = type && picturePoints(type, head);
    if (points === undefined || points === 0 || points > MOST_PICTURE_POINTS) return undefined;
    const picture = await createImageBitmap(file);
    try {
      return await smallEnough(picture);
    } finally {
      picture.close();
    }
  } catch {
    // No picture after all, or it cannot be read any more: it goes without.
    return undefined;
  }
}

async function smallEnough(picture: ImageBitmap): Promise<Uint8Array | undefined> {
  for (const side of SIDES) {
    const canvas = drawn(picture, side);
    for (const quality of QUALITIES) {
      const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality });
      const bytes = new Uint8Array(await jpeg.arrayBuffer());
      if (isThumbnail(bytes)) return bytes;
    }
  }
  return undefined;
}

/** No larger than it is; what shines through is white, because a JPEG cannot. */
function drawn(picture: ImageBitmap, side: number): OffscreenCanvas {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('nothing to draw on');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  return canvas;
}
