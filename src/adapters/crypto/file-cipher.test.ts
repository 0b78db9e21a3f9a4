import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes, copyBytes, fromHex, toHex } from '../../base/bytes.js';
import { chunkBytes, decodeFileHeader, encodeFileHeader, TAG_BYTES } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import { fileCipher, type FileCipher, newFileKey } from './file-cipher.js';

interface Good {
  readonly name: string;
  readonly key: string;
  readonly header: string;
  readonly sizeBytes: number;
  /** The encrypted chunks where they are short, else the SHA-256 of each. */
  readonly chunks?: readonly string[];
  readonly chunkHashes: readonly string[];
  readonly root: string;
}

interface Malformed {
  readonly name: string;
  readonly key: string;
  readonly header: string;
  readonly index?: number;
  readonly chunk?: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('../../../../src/protocol/vectors/files.json', import.meta.url), 'utf8'),
) as { readonly good: readonly Good[]; readonly malformed: readonly Malformed[] };

const CHUNK = LIMITS.fileChunkBytes;

/** Byte i of the file of a vector is 7 i mod 256. */
function fileOf(sizeBytes: number): Bytes {
  return Uint8Array.from({ length: sizeBytes }, (_, index) => (7 * index) & 255);
}

function sealAll(cipher: FileCipher, file: Bytes): Bytes[] {
  return Array.from({ length: cipher.chunks }, (_, index) => {
    const plain = file.subarray(index * CHUNK, index * CHUNK + chunkBytes(file.length, index));
    const sealed = new Uint8Array(plain.length + TAG_BYTES);
    cipher.seal(index, plain, sealed);
    return sealed;
  });
}

/** The file these chunks give when they are taken for its chunks from the first on; undefined when one does not open. */
function openAll(cipher: FileCipher, chunks: readonly Bytes[]): Bytes | undefined {
  if (chunks.length !== cipher.chunks) return undefined;
  const parts: Bytes[] = [];
  for (const [index, chunk] of chunks.entries()) {
    const into = new Uint8Array(Math.max(0, chunk.length - TAG_BYTES));
    if (!cipher.open(index, chunk, into)) return undefined;
    parts.push(into);
  }
  return concatBytes(...parts);
}

function cipherOf(key: Bytes, header: Bytes): FileCipher {
  const cipher = fileCipher(key, header);
  if (!cipher) throw new Error('the header does not fit the key');
  return cipher;
}

function newCipher(sizeBytes: number): FileCipher {
  const { key, header } = newFileKey(sizeBytes);
  return cipherOf(key, header);
}

function bytes(hex: string): Bytes {
  const value = fromHex(hex);
  if (!value) throw new Error('not hexadecimal');
  return value;
}

const sha256 = (...parts: Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

describe('file vectors', () => {
  it.each(vectors.good)('$name encrypts and opens as recorded', (vector) => {
    const cipher = cipherOf(bytes(vector.key), bytes(vector.header));
    expect(cipher.sizeBytes).toBe(vector.sizeBytes);
    const file = fileOf(vector.sizeBytes);
    const sealed = sealAll(cipher, file);
    if (vector.chunks) expect(sealed.map(toHex)).toEqual(vector.chunks);
    const hashes = sealed.map((chunk) => sha256(chunk));
    expect(hashes.map(toHex)).toEqual(vector.chunkHashes);
    expect(toHex(sha256(...hashes))).toBe(vector.root);
    expect(openAll(cipher, sealed)).toEqual(file);
  });

  it.each(vectors.malformed)('$name is refused', ({ key, header, index, chunk }) => {
    const cipher = fileCipher(bytes(key), bytes(header));
    if (chunk === undefined) return expect(cipher).toBeUndefined();
    const sealed = bytes(chunk);
    expect(cipher?.open(index ?? 0, sealed, new Uint8Array(sealed.length))).toBe(false);
  });
});

describe('an encrypted file', () => {
  it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 4 * CHUNK])('of %i bytes opens as it was', (sizeBytes) => {
    const cipher = newCipher(sizeBytes);
    const file = fileOf(sizeBytes);
    expect(openAll(cipher, sealAll(cipher, file))).toEqual(file);
  });

  it('is verified without its plaintext as well', () => {
    const cipher = newCipher(CHUNK + 1);
    const sealed = sealAll(cipher, fileOf(CHUNK + 1));
    const [first = new Uint8Array(0), last = new Uint8Array(0)] = sealed;
    expect([cipher.open(0, first), cipher.open(1, last)]).toEqual([true, true]);
    const bent = copyBytes(first);
    bent[70_000] = (bent[70_000] ?? 0) ^ 1;
    expect([cipher.open(0, bent), cipher.open(1, first), cipher.open(0, last)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('opens only with its own key', () => {
    const { header } = newFileKey(5);
    expect(fileCipher(newFileKey(5).key, header)).toBeUndefined();
  });

  it('binds the key to size and salt', () => {
    const { key, header } = newFileKey(5);
    const decoded = decodeFileHeader(header);
    if (!decoded) throw new Error('no header');
    expect(fileCipher(key, encodeFileHeader({ ...decoded, sizeBytes: 6 }))).toBeUndefined();
    expect(
      fileCipher(key, encodeFileHeader({ ...decoded, salt: newFileKey(5).header.subarray(20, 52) })),
    ).toBeUndefined();
  });

  it('shares no chunk with another encryption of the same file', () => {
    const file = fileOf(3);
    const [one, two] = [sealAll(newCipher(3), file), sealAll(newCipher(3), file)];
    expect(one[0]).not.toEqual(two[0]);
  });
});

describe('of a file of 8 chunks', () => {
  const cipher = newCipher(7 * CHUNK + 9);
  const sealed = sealAll(cipher, fileOf(7 * CHUNK + 9));
  const refused = (index: number, chunk: Uint8Array) =>
    !cipher.open(index, copyBytes(chunk), new Uint8Array(Math.max(0, chunk.length)));

  it('no chunk opens in the place of another, so no permutation, drop or repetition does', () => {
    for (const [place] of sealed.entries()) {
      for (const [index, chunk] of sealed.entries()) expect(refused(place, chunk)).toBe(index !== place);
    }
    expect(refused(8, sealed[7] ?? new Uint8Array(0))).toBe(true);
  });

  it('none opens when any bit of it is flipped', () => {
    for (const [index, chunk] of sealed.entries()) {
      const places = [
        0,
        1,
        chunk.length >> 1,
        chunk.length - TAG_BYTES - 1,
        chunk.length - TAG_BYTES,
        chunk.length - 1,
      ];
      for (const place of places.filter((at) => at >= 0)) {
        for (let bit = 0; bit < 8; bit++) {
          const bent = copyBytes(chunk);
          bent[place] = (bent[place] ?? 0) ^ (1 << bit);
          expect(refused(index, bent)).toBe(true);
        }
      }
    }
  });

  it('none opens shortened or lengthened', () => {
    const last = sealed[7] ?? new Uint8Array(0);
    for (let length = 0; length < last.length; length++)
      expect(refused(7, last.subarray(0, length))).toBe(true);
    expect(refused(7, concatBytes(last, Uint8Array.of(0)))).toBe(true);
    expect(refused(0, (sealed[0] ?? last).subarray(1))).toBe(true);
  });

  it('none of another file opens, though it has the same size', () => {
    const other = sealAll(newCipher(7 * CHUNK + 9), fileOf(7 * CHUNK + 9));
    for (const [index, chunk] of other.entries()) expect(refused(index, chunk)).toBe(true);
  });

  it('the last one is not the last one of a file that goes on', () => {
    // The same key, salt and place in the header of a longer file are another key.
    const { key, header } = newFileKey(CHUNK);
    const short = cipherOf(key, header);
    const [only] = sealAll(short, fileOf(CHUNK));
    const decoded = decodeFileHeader(header);
    if (!decoded || !only) throw new Error('no chunk');
    expect(fileCipher(key, encodeFileHeader({ ...decoded, sizeBytes: 2 * CHUNK }))).toBeUndefined();
    expect(short.open(0, only, new Uint8Array(CHUNK))).toBe(true);
  });
});
