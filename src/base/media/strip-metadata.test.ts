import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pngChunk, pngImage, wavSound } from '../../testing/media-samples.js';
import {
  JFIF,
  jpegExif,
  type JpegParts,
  jpegPhoto,
  jpegSegment,
  latin,
  pngText,
  tiff,
  webpChunk,
  webpHead,
  webpPhoto,
} from '../../testing/photo-samples.js';
import { concatBytes } from '../bytes.js';
import { orientationAlone } from './exif-orientation.js';
import { removed, strip, stripped } from '../../testing/stripped-photo.js';
import { stripMetadata } from './strip-metadata.js';

const ICC = jpegSegment(0xe2, latin('ICC_PROFILE\0'), latin('profile'));
const ADOBE = jpegSegment(0xee, latin('Adobe'), new Uint8Array(7));
const XMP = jpegSegment(0xe1, latin('http://ns.adobe.com/xap/1.0/\0<x>'));
const IPTC = jpegSegment(0xed, latin('Photoshop 3.0\0SECRET'));
const COMMENT = jpegSegment(0xfe, latin('SECRET'));
const minimal = (orientation: number) => jpegSegment(0xe1, latin('Exif\0\0'), orientationAlone(orientation));

describe('the metadata of a JPEG', () => {
  it.each<[string, JpegParts, readonly string[], JpegParts]>([
    ['Exif', { head: [jpegExif()] }, ['exif'], {}],
    ['Exif beside JFIF', { head: [JFIF, jpegExif(1)] }, ['exif'], { head: [JFIF] }],
    ['Exif, but not which way up', { head: [jpegExif(6)] }, ['exif'], { head: [minimal(6)] }],
    ['Exif of the other order', { head: [jpegExif(8, 'MM')] }, ['exif'], { head: [minimal(8)] }],
    ['a second Exif', { head: [jpegExif(3), jpegExif(6)] }, ['exif'], { head: [minimal(3)] }],
    [
      'an Exif that makes no sense',
      { head: [jpegSegment(0xe1, latin('Exif\0\0'), latin('MM'))] },
      ['exif'],
      {},
    ],
    ['XMP, IPTC and comments', { head: [XMP, IPTC, COMMENT] }, ['comment', 'iptc', 'xmp'], {}],
    ['what stands between scans', { between: [COMMENT] }, ['comment'], { between: [] }],
    [
      'everything but profile and colours',
      { head: [JFIF, ICC, IPTC, ADOBE] },
      ['iptc'],
      { head: [JFIF, ICC, ADOBE] },
    ],
    [
      'segments of programs',
      { head: [jpegSegment(0xeb, latin('JP')), jpegSegment(0xe2, latin('MPF\0'))] },
      ['other'],
      {},
    ],
    ['a second picture behind', { behind: latin('\xff\xd8SECRET') }, ['trailer'], {}],
    ['a small picture', { head: [jpegSegment(0xe0, latin('JFXX\0'), new Uint8Array(9))] }, ['thumbnail'], {}],
    [
      'a small picture inside JFIF',
      { head: [jpegSegment(0xe0, latin('JFIF\0'), Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 1, 1, 9, 9, 9))] },
      ['thumbnail'],
      { head: [JFIF] },
    ],
  ])('goes: %s', (_, given, parts, left) => {
    expect(removed(jpegPhoto(given))).toEqual(parts);
    expect(stripped(jpegPhoto(given))).toEqual(jpegPhoto(left));
  });

  it('is not there twice: what was stripped has nothing left, and neither has a plain photo', () => {
    expect(strip(stripped(jpegPhoto({ head: [jpegExif(6), COMMENT] })))).toEqual({ outcome: 'nothing' });
    expect(strip(jpegPhoto({ head: [JFIF, ICC, ADOBE] }))).toEqual({ outcome: 'nothing' });
  });

  it('is found behind a picture longer than what is looked at together', () => {
    const scan = new Uint8Array(300_000).fill(0x55);
    const file = concatBytes(jpegPhoto().subarray(0, -2), scan, COMMENT, jpegPhoto().subarray(2));
    expect(removed(file)).toEqual(['comment']);
    expect(stripped(file)).toHaveLength(file.length - COMMENT.length);
  });

  const photo = jpegPhoto({ head: [jpegExif(6)], behind: new Uint8Array(0) });
  it.each([
    ['ends before its end', photo.subarray(0, -2)],
    ['ends in a segment', photo.subarray(0, 30)],
    ['has no picture', concatBytes(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9))],
    [
      'has bytes between its segments',
      concatBytes(photo.subarray(0, 2), Uint8Array.of(0xff, 0xfe, 0, 2, 7), photo.subarray(2)),
    ],
    [
      'has a segment of no length',
      concatBytes(photo.subarray(0, 2), Uint8Array.of(0xff, 0xfe, 0, 1), photo.subarray(2)),
    ],
    [
      'has a marker of no meaning',
      concatBytes(photo.subarray(0, 2), Uint8Array.of(0xff, 0x05, 0, 2), photo.subarray(2)),
    ],
    ['begins twice', concatBytes(photo.subarray(0, 2), photo)],
  ])('is left alone, and that is said, where the file %s', (_, file) => {
    expect(strip(file)).toEqual({ outcome: 'cannot', reason: 'damaged' });
  });
});

describe('the metadata of a PNG', () => {
  it('goes, but not what the picture looks like', () => {
    const colours = pngChunk('gAMA', Uint8Array.of(0, 0, 177, 143));
    const secrets = [
      pngText('tEXt', 'Author\0SECRET'),
      pngText('iTXt', 'XML:com.adobe.xmp\0\0\0\0\0SECRET'),
      pngText('zTXt', 'Comment\0\0x'),
      pngChunk('tIME', new Uint8Array(7)),
      pngChunk('eXIf', tiff(undefined)),
      pngText('caBX', 'SECRET'),
    ];
    const file = concatBytes(
      pngImage(3, 2, [...secrets.slice(0, 3), colours, ...secrets.slice(3)]),
      latin('SECRET'),
    );
    expect(removed(file)).toEqual(['comment', 'exif', 'other', 'time', 'trailer']);
    expect(Buffer.from(stripped(file)).equals(pngImage(3, 2, [colours]))).toBe(true);
    expect(strip(stripped(file))).toEqual({ outcome: 'nothing' });
  });

  it.each([0, 70_000])('leaves which way up, with %i bytes of notes behind it', (length) => {
    const file = pngImage(3, 2, [pngChunk('eXIf', concatBytes(tiff(6), new Uint8Array(length)))]);
    expect(Buffer.from(stripped(file)).equals(pngImage(3, 2, [pngChunk('eXIf', orientationAlone(6))]))).toBe(
      true,
    );
    expect(strip(stripped(file))).toEqual({ outcome: 'nothing' });
  });

  it.each([
    ['ends before its end', pngImage().subarray(0, -12)],
    ['has a needed chunk nobody knows', pngImage(3, 2, [pngChunk('CgBI', new Uint8Array(4))])],
    ['has two headers', pngImage(3, 2, [pngChunk('IHDR', new Uint8Array(13))])],
    ['has a chunk without a name', pngImage(3, 2, [pngChunk('\0\0\0\0', new Uint8Array(0))])],
    ['has a chunk longer than it is', pngImage().fill(0x7f, 33, 34)],
    ['says it ends before the picture', pngImage(3, 2, [pngChunk('IEND', new Uint8Array(0))])],
  ])('is left alone, and that is said, where the file %s', (_, file) => {
    expect(strip(file)).toEqual({ outcome: 'cannot', reason: 'damaged' });
  });

  it('of more parts than a picture has is not even counted', () => {
    const many = Buffer.concat(Array<Buffer>(200_001).fill(pngText('tEXt', '')));
    expect(strip(pngImage(3, 2, [many]))).toEqual({ outcome: 'cannot', reason: 'damaged' });
  });
});

describe('other files', () => {
  it('are not touched, and that is said', () => {
    for (const file of [wavSound(1), latin('GIF89a'), latin('%PDF-1.7'), new Uint8Array(0)])
      expect(strip(file)).toEqual({ outcome: 'cannot', reason: 'format' });
  });

  it('longer than photos are not walked through', () => {
    const head = jpegPhoto();
    const result = stripMetadata((offset, length) => head.subarray(offset, offset + length), 2 ** 28 + 1);
    expect(result).toEqual({ outcome: 'cannot', reason: 'large' });
  });
});

describe('stripping', () => {
  const secret = fc.constantFrom(
    jpegExif(),
    jpegExif(6),
    XMP,
    IPTC,
    COMMENT,
    jpegSegment(0xef, latin('SECRET')),
  );
  const kept = fc.constantFrom(ICC, ADOBE, JFIF);

  it('takes all metadata and nothing else, in any order, and the same whenever it is asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(secret, kept), { maxLength: 12 }),
        fc.boolean(),
        (head, isProgressive) => {
          const between = isProgressive ? { between: [COMMENT] } : {};
          const file = jpegPhoto({ head, ...between });
          const out = stripped(file);
          expect(Buffer.from(out).includes('SECRET')).toBe(false);
          const left = jpegPhoto({
            head: head.filter((part) => [ICC, ADOBE, JFIF].includes(part)),
            ...(isProgressive ? { between: [] } : {}),
          });
          const first = head.find((part) => Buffer.from(part).includes('Exif'));
          const orientation =
            first === undefined || first.length < jpegExif(6).length ? 0 : minimal(6).length;
          expect(out).toHaveLength(left.length + orientation);
          expect(strip(out)).toEqual({ outcome: 'nothing' });
          expect(stripped(file)).toEqual(out);
        },
      ),
    );
  });

  it('never throws, and what it gives back is whole again, whatever it is given', () => {
    const bases = [
      jpegPhoto({ head: [jpegExif(6), XMP], between: [COMMENT], behind: latin('x') }),
      pngImage(3, 2, [pngChunk('eXIf', tiff(6)), pngText('tEXt', 'a')]),
      webpPhoto([webpHead(0x0c), webpChunk('VP8 ', latin('abc')), webpChunk('EXIF', tiff(6))], latin('x')),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...bases),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 }),
        fc.nat(400),
        (base, changes, cut) => {
          const file = Uint8Array.from(base);
          for (const [at, value] of changes) if (at < file.length) file[at] = value;
          const given = file.subarray(0, Math.max(0, file.length - (cut > 300 ? cut - 300 : 0)));
          const result = strip(given);
          if (result.outcome !== 'stripped') return;
          expect(strip(stripped(given)).outcome).toBe('nothing');
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
