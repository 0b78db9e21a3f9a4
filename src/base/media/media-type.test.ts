import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { concatBytes, utf8 } from '../bytes.js';
import { MEDIA_TYPES, mediaTypeOf } from './media-type.js';

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  concatBytes(...parts.map((part) => (typeof part === 'string' ? latin(part) : Uint8Array.from(part))));
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const EBML = '\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08';
const OGG = ['OggS', [0, 2, ...Array<number>(20).fill(0), 1, 19]] as const;

describe('the type of a file', () => {
  it.each([
    ['image/png', bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR')],
    ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
    ['image/gif', bytes('GIF87a')],
    ['image/gif', bytes('GIF89a')],
    ['image/webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
    ['image/webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8L')],
    ['image/webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8X')],
    ['audio/wav', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt ')],
    ['video/mp4', bytes([0, 0, 0, 32], 'ftypisom')],
    ['video/mp4', bytes([0, 0, 0, 32], 'ftypM4A ')],
    ['video/webm', bytes(EBML, '\x42\x82\x84webm')],
    ['audio/ogg; codecs=opus', bytes(...OGG, 'OpusHead\x01')],
    ['audio/mpeg', bytes('ID3', [4, 0, 0, 0, 0, 1, 0x7f])],
    ['audio/mpeg', bytes([0xff, 0xfb, 0x90, 0x64])],
  ])('is %s by its first bytes', (type, head) => {
    expect(mediaTypeOf(head)).toBe(type);
  });

  it.each([
    ['an SVG picture', utf8('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a page', utf8('<!doctype html><script>alert(1)</script>')],
    ['a page behind white space', utf8('\n\n  <html>')],
    ['a PDF', utf8('%PDF-1.7')],
    ['XML', utf8('<?xml version="1.0"?><svg/>')],
    ['text', utf8('hello')],
    ['nothing', new Uint8Array(0)],
    ['half a PNG', bytes('\x89PNG')],
    ['a PNG without its header', bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'tEXt')],
    ['AVI', bytes('RIFF', [1, 2, 3, 4], 'AVI LIST')],
    ['a WebP of no known form', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP9 ')],
    ['HEIC', bytes([0, 0, 0, 32], 'ftypheic')],
    ['AVIF', bytes([0, 0, 0, 32], 'ftypavif')],
    ['QuickTime', bytes([0, 0, 0, 32], 'ftypqt  ')],
    ['Matroska', bytes(EBML, '\x42\x82\x88matroska')],
    ['Vorbis', bytes(...OGG, '\x01vorbis')],
    ['Theora', bytes(...OGG, '\x80theora')],
    ['a bitmap', bytes('BM')],
    ['UTF-16', bytes([0xff, 0xfe, 0x3c, 0x00])],
    ['a frame of no bitrate', bytes([0xff, 0xfb, 0xf0, 0x64])],
    ['a tag of no size', bytes('ID3', [4, 0, 0, 0xff, 0, 1, 0x7f])],
    ['a program', bytes('MZ')],
  ])('is none of the list for %s', (_, head) => {
    expect(mediaTypeOf(head)).toBeUndefined();
  });

  it('is one of the list or none, whatever a file begins with', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (head) => {
        const type = mediaTypeOf(head);
        expect(type === undefined || MEDIA_TYPES.includes(type)).toBe(true);
      }),
    );
  });
});
