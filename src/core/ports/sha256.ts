import type { Bytes } from '../../base/bytes.js';

/** SHA-256 (FIPS 180-4) of the concatenated parts: 32 bytes. */
export type Sha256 = (...parts: readonly Uint8Array[]) => Bytes;
