import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latin, tiff, webpChunk, webpHead, webpPhoto } from '../../testing/photo-samples.js';
import { removed, strip, stripped } from '../../testing/stripped-photo.js';
import { type Bytes, concatBytes } from '../bytes.js';
import { orientationAlone } from './exif-orientation.js';

describe('the metadata of a WebP', () => {
  const picture = webpChunk('VP8 ', Uint8Array.of(1, 2, 3));
  const icc = webpChunk('ICCP', latin('profile'));

  it('goes, and its header says so', () => {
    const file = webpPhoto(
      [
        webpHead(0x2c),
        icc,
        picture,
        webpChunk('EXIF', tiff(undefined)),
        webpChunk('XMP ', latin('<x>')),
        webpChunk('MINE', latin('S')),
      ],
      latin('SECRET'),
    );
    expect(removed(file)).toEqual(['exif', 'other', 'trailer', 'xmp']);
    expect(stripped(file)).toEqual(webpPhoto([webpHead(0x20), icc, picture]));
    expect(strip(stripped(file))).toEqual({ outcome: 'nothing' });
  });

  it.each(['', 'Exif\0\0'])('leaves which way up, behind %j', (prefix) => {
    const exif = webpChunk('EXIF', concatBytes(latin(prefix), tiff(6)));
    const file = webpPhoto([webpHead(0x0c), picture, exif]);
    const left = webpPhoto([webpHead(0x08), picture, webpChunk('EXIF', orientationAlone(6))]);
    expect(stripped(file)).toEqual(left);
    expect(strip(left)).toEqual({ outcome: 'nothing' });
  });

  it('is not there in a plain one', () => {
    expect(strip(webpPhoto([picture]))).toEqual({ outcome: 'nothing' });
  });

  it('is taken out of the frames of an animation', () => {
    const place = new Uint8Array(16).fill(1);
    const frame = (...parts: readonly Uint8Array[]) => webpChunk('ANMF', concatBytes(place, ...parts));
    const head = [webpHead(0x02), webpChunk('ANIM', new Uint8Array(6))];
    const alpha = webpChunk('ALPH', Uint8Array.of(9));
    const notes = webpChunk('XMP ', latin('SECRET'));
    const file = webpPhoto([...head, frame(alpha, notes, picture, notes), frame(picture)]);
    expect(removed(file)).toEqual(['other']);
    expect(stripped(file)).toEqual(webpPhoto([...head, frame(alpha, picture), frame(picture)]));
    expect(strip(stripped(file))).toEqual({ outcome: 'nothing' });
  });

  it.each([
    ['ends before its end', webpPhoto([picture]).subarray(0, -1)],
    ['has a chunk longer than it is', webpPhoto([picture, latin('EXIF\x09\0\0\0x')])],
    ['has its head in the middle', webpPhoto([picture, webpHead(0)])],
    ['says it ends before the picture', webpPhoto([webpHead(0)], picture)],
    ['says it ends before it begins', webpPhoto([picture]).fill(0, 4, 8)],
    ['has a head too short', webpPhoto([webpChunk('VP8X', new Uint8Array(4)), picture])],
    ['has a head with more in it', webpPhoto([webpChunk('VP8X', new Uint8Array(40)), picture])],
    ['has a frame of no place', webpPhoto([webpHead(2), webpChunk('ANMF', new Uint8Array(15))])],
    [
      'has a frame that ends in a chunk',
      webpPhoto([
        webpHead(2),
        webpChunk('ANMF', concatBytes(new Uint8Array(16), latin('VP8 \x09\0\0\0x'), new Uint8Array(1))),
      ]),
    ],
  ])('is left alone, and that is said, where the file %s', (_, file) => {
    expect(strip(file)).toEqual({ outcome: 'cannot', reason: 'damaged' });
  });
});

describe('any WebP', () => {
  const [EXIF, XMP] = [0x08, 0x04];
  const needed = fc.constantFrom(
    webpChunk('ICCP', latin('profile')),
    webpChunk('ALPH', Uint8Array.of(7)),
    webpChunk('ANIM', new Uint8Array(6)),
    webpChunk('VP8 ', Uint8Array.of(1, 2, 3)),
    webpChunk('VP8L', Uint8Array.of(1, 2, 3, 4)),
    webpChunk('ANMF', concatBytes(new Uint8Array(16), webpChunk('VP8 ', Uint8Array.of(5)))),
  );
  /** Of odd and even lengths, and longer than what is looked at together. */
  const tail = fc.constantFrom(0, 1, 2, 70_001).map((length) => new Uint8Array(length).fill(0x53));
  const secret = fc.oneof(
    tail.map((more) => webpChunk('XMP ', concatBytes(latin('SECRET'), more))),
    tail.map((more) => webpChunk('MINE', concatBytes(latin('SECRET'), more))),
    fc
      .tuple(fc.constantFrom(undefined, 3, 6), fc.constantFrom('', 'Exif\0\0'), tail)
      .map(([orientation, prefix, more]) =>
        webpChunk('EXIF', concatBytes(latin(prefix), tiff(orientation), more)),
      ),
  );
  interface Part {
    readonly chunk: Bytes;
    readonly isSecret: boolean;
  }
  const parts = fc.array(
    fc.oneof(
      needed.map((chunk): Part => ({ chunk, isSecret: false })),
      secret.map((chunk): Part => ({ chunk, isSecret: true })),
    ),
    { maxLength: 8 },
  );
  const isExif = ({ chunk }: Part) => Buffer.from(chunk.subarray(0, 4)).equals(Buffer.from('EXIF'));
  /** Which way up the first Exif says, which alone counts. */
  const orientationIn = (all: readonly Part[]) => {
    const first = all.find(isExif);
    return (
      first && [3, 6].find((way) => Buffer.from(first.chunk).includes(Buffer.from(tiff(way).subarray(0, 40))))
    );
  };
  /** The same with nothing that is not needed, put together anew. */
  const without = (all: readonly Part[], flags: number) => {
    const orientation = orientationIn(all);
    const first = all.findIndex(isExif);
    const left = all.flatMap(({ chunk, isSecret }, index) => {
      if (!isSecret) return [chunk];
      return index === first && orientation !== undefined
        ? [webpChunk('EXIF', orientationAlone(orientation))]
        : [];
    });
    const head = webpHead((flags & ~(EXIF | XMP)) | (orientation === undefined ? 0 : EXIF));
    return webpPhoto([head, ...left]);
  };

  it('keeps what shows the picture and which way up, byte for byte, and nothing else', () => {
    fc.assert(
      fc.property(
        parts.filter((all) => all.some(({ isSecret }) => isSecret)),
        fc.nat(255),
        fc.boolean(),
        (all, flags, hasTrailer) => {
          const shown: Part = { chunk: webpChunk('VP8 ', Uint8Array.of(9)), isSecret: false };
          const whole = [...all, shown];
          const chunks = whole.map(({ chunk }) => chunk);
          const file = webpPhoto([webpHead(flags), ...chunks], latin(hasTrailer ? 'SECRET' : ''));
          const out = stripped(file);
          expect(out).toEqual(without(whole, flags));
          expect(Buffer.from(out).includes('SECRET')).toBe(false);
          expect(strip(out)).toEqual({ outcome: 'nothing' });
        },
      ),
    );
  });

  it('is left alone wherever it is cut off, and that is said', () => {
    const file = webpPhoto([
      ...[webpHead(0x2c), webpChunk('ICCP', latin('profile')), webpChunk('VP8 ', Uint8Array.of(1, 2, 3))],
      ...[webpChunk('EXIF', tiff(6)), webpChunk('XMP ', latin('<x>'))],
    ]);
    for (let length = 0; length < file.length; length++)
      expect(strip(file.subarray(0, length)).outcome, `of ${String(length)} bytes`).toBe('cannot');
    expect(strip(file).outcome).toBe('stripped');
  });
});
