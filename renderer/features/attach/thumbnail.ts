// The small picture that goes with the offer of a picture, made here, where pictures are decoded: drawn anew, so that nothing
// but its points is in it.

import { shownAs } from '../../../src/base/file-kind.js';
import { fileExtension } from '../../../src/base/file-name.js';
import { isThumbnail, MOST_THUMBNAIL_PIXELS } from '../../../src/base/media/thumbnail.js';

/** Tried one after another until the picture is small enough. */
const QUALITIES = [0.7, 0.5, 0.3];
const SIDES = [MOST_THUMBNAIL_PIXELS, 128];

/**
 * A JPEG as `isThumbnail` has it; undefined: the file is no picture, or one that is not drawn.
 * @param mayDraw what the node says of the file's bytes
 */
export async function thumbnailOf(
  file: File,
  mayDraw: () => Promise<boolean>,
): Promise<Uint8Array | undefined> {
  if (shownAs(fileExtension(file.name)) !== 'image' || !(await mayDraw())) return undefined;
  try {
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
