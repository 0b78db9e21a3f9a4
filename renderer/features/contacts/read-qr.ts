// The text of a QR code on an image the owner chose.

import { decodeQR } from 'qr/decode.js';

const LARGEST_BYTES = 20 * 1024 * 1024;
/** Longer edges are scaled down: enough for any code, and a bound for what decoding costs. */
const LONGEST_EDGE = 1_600;

/** Undefined when there is none to be read. */
export async function readQr(file: Blob): Promise<string | undefined> {
  if (file.size > LARGEST_BYTES) return undefined;
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_EDGE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context?.drawImage(bitmap, 0, 0, width, height);
    bitmap.close();
    return context ? decodeQR(context.getImageData(0, 0, width, height)) : undefined;
  } catch {
    return undefined;
  }
}
