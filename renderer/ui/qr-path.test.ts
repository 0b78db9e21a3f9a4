import { describe, expect, it } from 'vitest';
import { decodeQR } from 'qr/decode.js';
import { qrPath } from './qr-path.js';

const PIXELS = 4;

describe('a drawn QR code', () => {
  it.each(['kith://add/alice.example.org:8443?id=kith1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9', 'Ёж'])(
    'is read back as "%s"',
    (text) => {
      const { path, side } = qrPath(text);
      const width = side * PIXELS;
      const data = new Uint8ClampedArray(width * width * 4).fill(255);
      for (const [, x, y] of path.matchAll(/M(\d+) (\d+)/gu)) paint(data, width, Number(x), Number(y));
      expect(decodeQR({ width, height: width, data })).toBe(text);
    },
  );
});

function paint(data: Uint8ClampedArray, width: number, x: number, y: number): void {
  for (let row = 0; row < PIXELS; row++) {
    const start = ((y * PIXELS + row) * width + x * PIXELS) * 4;
    for (let pixel = 0; pixel < PIXELS; pixel++) data.fill(0, start + pixel * 4, start + pixel * 4 + 3);
  }
}
