// Encrypts and decrypts the chunks of one file: STREAM over AES-256-GCM with a key commitment (PROTOCOL, "Files"). A chunk
// opens only in its own place of its own file, and a header only with the key it was made for.

import { createCipheriv, createDecipheriv, hkdfSync, timingSafeEqual } from 'node:crypto';
import { type Bytes, concatBytes, utf8 } from '../../base/bytes.js';
import {
  chunkBytes,
  chunkCount,
  chunkNonce,
  decodeFileHeader,
  encodeFileHeader,
  headerStem,
  NONCE_PREFIX_BYTES,
  TAG_BYTES,
} from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import { randomBytes } from './random.js';

export interface FileCipher {
  readonly sizeBytes: number;
  readonly chunks: number;
  /** Writes chunk `index`, encrypted and with its tag, into `into`. Never twice for two different plaintexts. */
  seal(index: number, plaintext: Uint8Array, into: Uint8Array): void;
  /**
   * Writes the plaintext into `into`; without, it is dropped as it comes. False: this is not chunk `index` of this file; `into`
   * then holds nothing to be used.
   */
  open(index: number, sealed: Uint8Array, into?: Uint8Array): boolean;
}

/** A fresh key, and the encoded header that commits to it, for a file of this size. */
export function newFileKey(sizeBytes: number): { readonly key: Bytes; readonly header: Bytes } {
  const key = randomBytes(LIMITS.fileKeyBytes);
  const stem = { sizeBytes, salt: randomBytes(LIMITS.hashBytes) };
  return { key, header: encodeFileHeader({ ...stem, commitment: derive(key, stem).commitment }) };
}

/** Undefined when the header is malformed or was not made for this key. */
export function fileCipher(key: Uint8Array, header: Bytes): FileCipher | undefined {
  const decoded = decodeFileHeader(header);
  if (!decoded || key.length !== LIMITS.fileKeyBytes) return undefined;
  const { chunkKey, prefix, commitment } = derive(key, decoded);
  if (!timingSafeEqual(commitment, decoded.commitment)) return undefined;
  const { sizeBytes } = decoded;
  const chunks = chunkCount(sizeBytes);
  const nonceOf = (index: number) => chunkNonce(prefix, index, index === chunks - 1);
  return {
    sizeBytes,
    chunks,
    seal: (index, plaintext, into) => {
      if (index >= chunks || plaintext.length !== chunkBytes(sizeBytes, index))
        throw new RangeError('not a chunk of this file');
      const cipher = createCipheriv('aes-256-gcm', chunkKey, nonceOf(index)).setAAD(header);
      inPieces(plaintext, (piece) => cipher.update(piece), into);
      cipher.final();
      into.set(cipher.getAuthTag(), plaintext.length);
    },
    open: (index, sealed, into) => {
      const length = sealed.length - TAG_BYTES;
      if (index >= chunks || length !== chunkBytes(sizeBytes, index)) return false;
      const decipher = createDecipheriv('aes-256-gcm', chunkKey, nonceOf(index)).setAAD(header);
      decipher.setAuthTag(sealed.subarray(length));
      inPieces(sealed.subarray(0, length), (piece) => decipher.update(piece), into);
      try {
        decipher.final();
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** Results of so many bytes are allocated without asking the system for memory: a third less time for a chunk. */
const PIECE_BYTES = 16_384;

function inPieces(from: Uint8Array, step: (piece: Uint8Array) => Uint8Array, into?: Uint8Array): void {
  for (let at = 0; at < from.length; at += PIECE_BYTES) {
    const result = step(from.subarray(at, at + PIECE_BYTES));
    into?.set(result, at);
  }
}

/** HKDF-SHA256 (RFC 5869): 32 bytes of key, 7 of nonce prefix, 32 of commitment. */
function derive(key: Uint8Array, stem: Parameters<typeof headerStem>[0]) {
  const info = concatBytes(utf8('kith/1/file-keys'), headerStem(stem));
  const length = KEY_BYTES + NONCE_PREFIX_BYTES + LIMITS.hashBytes;
  const derived = new Uint8Array(hkdfSync('sha256', key, stem.salt, info, length));
  const commitmentAt = KEY_BYTES + NONCE_PREFIX_BYTES;
  return {
    chunkKey: derived.subarray(0, KEY_BYTES),
    prefix: derived.subarray(KEY_BYTES, commitmentAt),
    commitment: derived.subarray(commitmentAt),
  };
}

const KEY_BYTES = 32;
