import { createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes, copyBytes, equalBytes, fromHex, toHex, utf8 } from '../../base/bytes.js';
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

interface TwoKeys {
  readonly name: string;
  /** The header commits to the first. */
  readonly keys: readonly [string, string];
  readonly header: string;
  readonly chunk: string;
  /** What the chunk holds under either. */
  readonly contents: readonly [string, string];
}

const vectors = JSON.parse(
  readFileSync(new URL('../../../../src/protocol/vectors/files.json', import.meta.url), 'utf8'),
) as {
  readonly good: readonly Good[];
  readonly malformed: readonly Malformed[];
  readonly twoKeys: readonly TwoKeys[];
};

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

/** Whether these chunks, taken for those of the file from the first on, all open and give it. */
function opensTo(cipher: FileCipher, chunks: readonly Bytes[], file: Bytes): boolean {
  const parts = chunks.map((chunk, index) => {
    const into = new Uint8Array(Math.max(0, chunk.length - TAG_BYTES));
    return cipher.open(index, chunk, into) ? into : undefined;
  });
  const opened = parts.filter((part) => part !== undefined);
  return opened.length === cipher.chunks && equalBytes(concatBytes(...opened), file);
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
    expect(opensTo(cipher, sealed, file)).toBe(true);
  });

  it.each(vectors.malformed)('$name is refused', ({ key, header, index, chunk }) => {
    const cipher = fileCipher(bytes(key), bytes(header));
    if (chunk === undefined) return expect(cipher).toBeUndefined();
    const sealed = bytes(chunk);
    expect(cipher?.open(index ?? 0, sealed, new Uint8Array(sealed.length))).toBe(false);
  });
});

/** The only chunk of a file, opened under a key as PROTOCOL has it, but for the commitment. */
function openedUncommitted(key: Bytes, header: Bytes, chunk: Bytes): string {
  const info = concatBytes(utf8('kith/1/file-keys'), header.subarray(0, 52));
  const derived = new Uint8Array(hkdfSync('sha256', key, header.subarray(20, 52), info, 71));
  const nonce = concatBytes(derived.subarray(32, 39), Uint8Array.of(0, 0, 0, 0, 1));
  const decipher = createDecipheriv('aes-256-gcm', derived.subarray(0, 32), nonce).setAAD(header);
  decipher.setAuthTag(chunk.subarray(-TAG_BYTES));
  const plain = decipher.update(chunk.subarray(0, -TAG_BYTES));
  return toHex(concatBytes(plain, decipher.final()));
}

describe.each(vectors.twoKeys)('$name', ({ keys, header, chunk, contents }) => {
  it('is no file with two contents: the header commits to one of the keys', () => {
    const [one, two] = keys.map((key) => openedUncommitted(bytes(key), bytes(header), bytes(chunk)));
    expect([one, two]).toEqual(contents);
    expect(one).not.toBe(two);
    const opened = new Uint8Array(16);
    expect(cipherOf(bytes(keys[0]), bytes(header)).open(0, bytes(chunk), opened)).toBe(true);
    expect(toHex(opened)).toBe(contents[0]);
    expect(fileCipher(bytes(keys[1]), bytes(header))).toBeUndefined();
  });
});

describe('an encrypted file', () => {
  it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 4 * CHUNK])('of %i bytes opens as it was', (sizeBytes) => {
    const cipher = newCipher(sizeBytes);
    const file = fileOf(sizeBytes);
    expect(opensTo(cipher, sealAll(cipher, file), file)).toBe(true);
  });

  it('is verified without its plaintext as well', () => {
    const cipher = newCipher(CHUNK + 1);
    const sealed = sealAll(cipher, fileOf(CHUNK + 1));
    const [first = new Uint8Array(0), last = new Uint8Array(0)] = sealed;
    expect([cipher.open(0, first), cipher.open(1, last)]).toEqual([true, true]);
    const changed = bent(first, 70_000, 0);
    expect([cipher.open(0, changed), cipher.open(1, first), cipher.open(0, last)]).toEqual([
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

/** Every bit of the bytes from `from` to before `to`. */
function bitsFrom(from: number, to: number): (readonly [place: number, bit: number])[] {
  return Array.from({ length: 8 * (to - from) }, (_, at) => [from + (at >> 3), at & 7] as const);
}

function bent(whole: Uint8Array, place: number, bit: number): Bytes {
  const copy = copyBytes(whole);
  copy[place] = (copy[place] ?? 0) ^ (1 << bit);
  return copy;
}

describe('of a small file', () => {
  const SIZE = 300;
  const { key, header } = newFileKey(SIZE);

  it('no header is taken with any bit of it flipped', () => {
    for (const [place, bit] of bitsFrom(0, header.length))
      expect(fileCipher(key, bent(header, place, bit))).toBeUndefined();
  });

  it('no key is taken with any bit of it flipped', () => {
    for (const [place, bit] of bitsFrom(0, key.length))
      expect(fileCipher(bent(key, place, bit), header)).toBeUndefined();
  });

  it('the chunk does not open with any bit of it flipped', () => {
    const cipher = cipherOf(key, header);
    const [chunk = new Uint8Array(0)] = sealAll(cipher, fileOf(SIZE));
    expect(cipher.open(0, chunk)).toBe(true);
    for (const [place, bit] of bitsFrom(0, chunk.length))
      expect(cipher.open(0, bent(chunk, place, bit))).toBe(false);
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

  it('none opens when a bit anywhere in it is flipped', () => {
    const anywhere = fc.nat({ max: 7 }).chain((index) =>
      fc.record({
        index: fc.constant(index),
        place: fc.nat({ max: (sealed[index]?.length ?? 1) - 1 }),
        bit: fc.nat({ max: 7 }),
      }),
    );
    fc.assert(
      fc.property(anywhere, ({ index, place, bit }) =>
        refused(index, bent(sealed[index] ?? new Uint8Array(0), place, bit)),
      ),
    );
  });

  it('none opens when any bit of its tag is flipped', () => {
    for (const index of [0, 7]) {
      const chunk = sealed[index] ?? new Uint8Array(0);
      for (const [place, bit] of bitsFrom(chunk.length - TAG_BYTES, chunk.length))
        expect(refused(index, bent(chunk, place, bit))).toBe(true);
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
