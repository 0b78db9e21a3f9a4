// The picture in the tray: a disc, with a hole where nothing waits to be read.

const BYTES_PER_PIXEL = 4;
/** Blue, green, red, as bitmaps have it; legible on light and dark panels. */
const COLOUR = [0xd6, 0x7d, 0x3b] as const;

/** `size` by `size` pixels, four bytes each. */
export function trayBitmap(size: number, hasUnread: boolean): Buffer {
  const bitmap = Buffer.alloc(size * size * BYTES_PER_PIXEL);
  const middle = (size - 1) / 2;
  for (let pixel = 0; pixel < size * size; pixel++) {
    const distance = Math.hypot((pixel % size) - middle, Math.floor(pixel / size) - middle) / (size / 2);
    const isDrawn = distance < 0.9 && (hasUnread || distance > 0.5);
    if (isDrawn) bitmap.set([...COLOUR, 0xff], pixel * BYTES_PER_PIXEL);
  }
  return bitmap;
}
