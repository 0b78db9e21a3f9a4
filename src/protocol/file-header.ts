// The layout of an encrypted file: an 84-byte header, bound to every chunk, and chunks of one size under counter nonces
// (PROTOCOL, "Files"). What is computed with keys stands in the crypto adapter.

import { type Bytes, concatBytes, copyBytes, equalBytes, utf8 } from '../base/bytes.js';
import { LIMITS } from './limits.js';

/** AES-256-GCM over chunks of 262,144 bytes; the only suite there is. */
const SUITE = 1;
const LABEL = utf8('kith/1/file');
const SIZE_AT = LABEL.length + 1;
const SALT_AT = SIZE_AT + 8;
const COMMITMENT_AT = SALT_AT + LIMITS.hashBytes;

/** Bytes of a chunk's tag. */
export const TAG_BYTES = 16;
/** Bytes of the part of the nonce that is the same for all chunks of a file. */
export const NONCE_PREFIX_BYTES = 7;

/** What is said of a file in clear to who may have it, and bound to every chunk. */
export interface FileHeader {
  /** Bytes of the file itself. */
  readonly sizeBytes: number;
  /** 32 random bytes. */
  readonly salt: Bytes;
  /** 32 bytes that only one key leads to. */
  readonly commitment: Bytes;
}

/** What the keys are derived for: everything of the header but the commitment. 52 bytes. */
export function headerStem({ sizeBytes, salt }: Pick<FileHeader, 'sizeBytes' | 'salt'>): Bytes {
  const size = new DataView(new ArrayBuffer(8));
  size.setBigUint64(0, BigInt(sizeBytes));
  return concatBytes(LABEL, Uint8Array.of(SUITE), new Uint8Array(size.buffer), salt);
}

export function encodeFileHeader(header: FileHeader): Bytes {
  return concatBytes(headerStem(header), header.commitment);
}

/** Undefined for another length, label or suite, and for a size above the limit. */
export function decodeFileHeader(bytes: Uint8Array): FileHeader | undefined {
  if (bytes.length !== LIMITS.fileHeaderBytes) return undefined;
  if (!equalBytes(bytes.subarray(0, LABEL.length), LABEL) || bytes[LABEL.length] !== SUITE) return undefined;
  const size = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(SIZE_AT);
  if (size > BigInt(LIMITS.fileBytes)) return undefined;
  return {
    sizeBytes: Number(size),
    salt: copyBytes(bytes.subarray(SALT_AT, COMMITMENT_AT)),
    commitment: copyBytes(bytes.subarray(COMMITMENT_AT)),
  };
}

/** The nonce of a chunk: prefix (7) ‖ index (4, big endian) ‖ 1 for the last chunk, else 0. */
export function chunkNonce(prefix: Uint8Array, index: number, isLast: boolean): Bytes {
  const tail = new DataView(new ArrayBuffer(5));
  tail.setUint32(0, index);
  tail.setUint8(4, isLast ? 1 : 0);
  return concatBytes(prefix, new Uint8Array(tail.buffer));
}

/** An empty file has one empty chunk, so that its end is authenticated too. */
export function chunkCount(sizeBytes: number): number {
  return Math.max(1, Math.ceil(sizeBytes / LIMITS.fileChunkBytes));
}

/** Bytes of the file in a chunk. */
export function chunkBytes(sizeBytes: number, index: number): number {
  return Math.min(LIMITS.fileChunkBytes, sizeBytes - index * LIMITS.fileChunkBytes);
}

/** Where an encrypted chunk begins in the encrypted file. */
export function chunkOffset(index: number): number {
  return index * (LIMITS.fileChunkBytes + TAG_BYTES);
}

/** Bytes of the whole encrypted file, without the header. */
export function encryptedBytes(sizeBytes: number): number {
  return sizeBytes + chunkCount(sizeBytes) * TAG_BYTES;
}
