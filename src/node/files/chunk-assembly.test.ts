import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../base/bytes.js';
import { chunkBytes, TAG_BYTES } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import { ChunkAssembly } from './chunk-assembly.js';

const SIZE = 3 * LIMITS.fileChunkBytes + 9;

/** As it is sealed: every byte says whose it is. */
function chunk(index: number): Uint8Array {
  return new Uint8Array(chunkBytes(SIZE, index) + TAG_BYTES).fill(index + 1);
}

describe('chunks that are put together', () => {
  const collected = (pieceBytes: number) => {
    const whole: { readonly index: number; readonly isRight: boolean }[] = [];
    const places = new Set<ArrayBufferLike>();
    const assembly = new ChunkAssembly(SIZE, (index, sealed) => {
      whole.push({ index, isRight: Buffer.compare(sealed, chunk(index)) === 0 });
      places.add(sealed.buffer);
    });
    const take = (bytes: Uint8Array) => {
      for (let at = 0; at < bytes.length; at += pieceBytes)
        assembly.take(bytes.subarray(at, at + pieceBytes));
    };
    return { assembly, take, whole, places };
  };

  it.each([1_000, 65_536, 10_000_000])('are whole, however their bytes come (%s at once)', (pieceBytes) => {
    const { assembly, take, whole } = collected(pieceBytes);
    assembly.begin(1);
    take(concatBytes(chunk(1), chunk(2), chunk(3)));
    expect(whole).toEqual([1, 2, 3].map((index) => ({ index, isRight: true })));
  });

  it('begin anew where a stretch broke off', () => {
    const { assembly, take, whole } = collected(65_536);
    assembly.begin(2);
    take(chunk(2).subarray(0, 100_000));
    assembly.begin(0);
    take(chunk(0));
    expect(whole).toEqual([{ index: 0, isRight: true }]);
  });

  it('take the same memory, whatever came before', () => {
    const { assembly, take, places } = collected(65_536);
    for (let round = 0; round < 50; round++) {
      assembly.begin(0);
      take(concatBytes(chunk(0), chunk(1)));
    }
    expect(places.size).toBe(1);
  });
});
