import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBytes, concatBytes, copyBytes, equalBytes, fromHex, fromUtf8, toHex, utf8 } from './bytes.js';

const anyBytes = fc.uint8Array({ maxLength: 64 });

describe('text as bytes', () => {
  it('comes back as it was, byte order marks and all', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fromUtf8(utf8(text)) === text));
    expect(fromUtf8(utf8('\uFEFFПривет'))).toBe('\uFEFFПривет');
  });

  it('is refused when it is not UTF-8', () => {
    expect(fromUtf8(Uint8Array.of(0xc0, 0x80))).toBeUndefined();
    expect(fromUtf8(Uint8Array.of(0xed, 0xa0, 0x80))).toBeUndefined();
    expect(fromUtf8(Uint8Array.of(0xe2, 0x82))).toBeUndefined();
  });
});

describe('hexadecimal', () => {
  it('comes back as the bytes it was made of', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => equalBytes(fromHex(toHex(bytes)) ?? new Uint8Array(99), bytes)),
    );
  });

  it.each(['0', 'abc', 'zz', '0x', ' 00', '0 '])('refuses %j', (text) => {
    expect(fromHex(text)).toBeUndefined();
  });

  it('reads capital letters and writes small ones', () => {
    expect(toHex(fromHex('ABCDEF') ?? new Uint8Array(0))).toBe('abcdef');
  });
});

describe('byte arrays', () => {
  it('are joined in order', () => {
    expect(concatBytes(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3))).toEqual(
      Uint8Array.of(1, 2, 3),
    );
  });

  it('are copied, not shared', () => {
    const original = Uint8Array.of(1, 2, 3);
    const copy = copyBytes(original.subarray(1));
    original.fill(0);
    expect(copy).toEqual(Uint8Array.of(2, 3));
  });

  it('are equal only when length and every byte are', () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0))).toBe(false);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
  });

  it('sort like their hexadecimal text', () => {
    const sign = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    fc.assert(
      fc.property(anyBytes, anyBytes, (a, b) => Math.sign(compareBytes(a, b)) === sign(toHex(a), toHex(b))),
    );
  });
});
