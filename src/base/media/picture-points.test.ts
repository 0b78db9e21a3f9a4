import { describe, expect, it } from 'vitest';
import { picturePoints } from './picture-points.js';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)),
  );
const zeros = (count: number) => Array<number>(count).fill(0);

describe('the size a picture claims', () => {
  it.each([
    [
      'image/png',
      bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]),
    ],
    ['image/gif', bytes('GIF89a', [0x60, 0xea, 0x60, 0xea])],
    [
      'image/jpeg',
      bytes([0xff, 0xd8, 0xff, 0xe1, 0, 4, 1, 2, 0xff, 0xff, 0xc2, 0, 17, 8, 0xea, 0x60, 0xea, 0x60]),
    ],
  ] as const)('is read from the header of %s', (type, head) => {
    expect(picturePoints(type, head)).toBe(60_000 * 60_000);
  });

  it('is read from every form of WebP', () => {
    const webp = (form: string, ...rest: number[]) =>
      bytes('RIFF', zeros(4), 'WEBPVP8', form, zeros(4), rest);
    const plain = webp(' ', 0, 0, 0, 0x9d, 0x01, 0x2a, 0xff, 0x3f, 0x10, 0x00);
    expect(picturePoints('image/webp', plain)).toBe(16_383 * 16);
    expect(picturePoints('image/webp', webp('L', 0x2f, 0xff, 0xff, 0xff, 0x0f))).toBe(16_384 * 16_384);
    const canvas = webp('X', 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
    expect(picturePoints('image/webp', canvas)).toBe(16_777_216 ** 2);
  });

  it('is unknown where the bytes end before it, and where they are nothing of the kind', () => {
    expect(picturePoints('image/png', bytes([0x89], 'PNG\r\n\x1a\n'))).toBeUndefined();
    expect(picturePoints('image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 0, 0]))).toBeUndefined();
    expect(picturePoints('image/jpeg', bytes([0xff, 0xd8, 0, 0]))).toBeUndefined();
  });

  it('is none for a sound and a film', () => {
    expect(picturePoints('audio/mpeg', bytes([]))).toBe(0);
    expect(picturePoints('video/mp4', bytes([]))).toBe(0);
  });
});
