// A QR code as a PNG to be kept or sent.

import { qrPath } from '../../ui/qr-path.js';

const PIXELS_PER_SQUARE = 12;

export async function qrImageFile(text: string): Promise<Blob> {
  const { path, side } = qrPath(text);
  const size = side * PIXELS_PER_SQUARE;
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d');
  if (context) {
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, size, size);
    context.scale(PIXELS_PER_SQUARE, PIXELS_PER_SQUARE);
    context.fillStyle = '#000000';
    context.fill(new Path2D(path));
  }
  return canvas.convertToBlob({ type: 'image/png' });
}
