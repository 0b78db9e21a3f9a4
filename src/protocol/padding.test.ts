import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../base/bytes.js';
import { pad, unpad } from './padding.js';

describe('padding', () => {
  it.each([
    [0, 512],
    [511, 512],
    [512, 1_024],
    [1_023, 1_024],
    [2_047, 2_048],
    [4_095, 4_096],
    [8_191, 8_192],
    [16_383, 16_384],
    [16_384, 17_408],
    [32_768, 34_816],
    [48_640, 49_152],
    [49_152, 51_200],
  ])('makes %i bytes %i', (length, padded) => {
    expect(pad(new Uint8Array(length)).length).toBe(padded);
  });

  it('comes off again, also from payloads that end in zeros or in the end mark', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 600 }),
        fc.constantFrom<number[]>([], [0], [0x80], [0x80, 0, 0]),
        (start, end) => {
          const payload = concatBytes(start, Uint8Array.from(end));
          expect(unpad(pad(payload))).toEqual(payload);
        },
      ),
    );
  });

  it('is refused without an end mark', () => {
    expect(unpad(new Uint8Array(0))).toBeUndefined();
    expect(unpad(new Uint8Array(512))).toBeUndefined();
    expect(unpad(Uint8Array.of(1, 2, 3, 0))).toBeUndefined();
  });
});
