import { describe, expect, it } from 'vitest';
import { pngImage } from '../../testing/media-samples.js';
import { jpegPhoto, jpegSegment } from '../../testing/photo-samples.js';
import { isThumbnail, MOST_THUMBNAIL_BYTES } from './thumbnail.js';

const FRAME_MARKER = 0xc0;
/** A photo whose first frame claims this size. */
function claiming(width: number, height: number): Uint8Array {
  const size = Uint8Array.of(8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0);
  return jpegPhoto({ head: [jpegSegment(FRAME_MARKER, size)] });
}

describe('the small picture of an offer', () => {
  it('is a JPEG of few bytes and few points', () => {
    expect(isThumbnail(jpegPhoto())).toBe(true);
    expect(isThumbnail(claiming(256, 256))).toBe(true);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['of another type', pngImage(3, 2)],
    ['no picture', new Uint8Array(100).fill(7)],
    ['claiming more points', claiming(257, 256)],
    ['claiming none', claiming(0, 9)],
    ['cut before it says its size', jpegPhoto().subarray(0, 6)],
    ['too long', jpegPhoto({ behind: new Uint8Array(MOST_THUMBNAIL_BYTES) })],
  ])('is refused when it is %s', (_, bytes) => {
    expect(isThumbnail(bytes)).toBe(false);
  });
});
