import type { Bytes } from '../../base/bytes.js';

/** The primitives of Noise_XX_25519_AESGCM_SHA256, synchronous. Implemented on the platform's cryptography. */
export interface LinkCrypto {
  generateKeyPair(): KeyPair;
  /** RFC 7748 X25519; undefined when the result is all zero (a low-order public key). */
  agree(privateKey: Bytes, publicKey: Uint8Array): Bytes | undefined;
  /** AES-256-GCM, 12-byte nonce; returns ciphertext followed by the 16-byte tag. */
  seal(key: Bytes, nonce: Bytes, associatedData: Uint8Array, plaintext: Uint8Array): Bytes;
  /** Inverse of `seal`; undefined when the tag does not match. */
  open(key: Bytes, nonce: Bytes, associatedData: Uint8Array, ciphertext: Uint8Array): Bytes | undefined;
  sha256(data: Uint8Array): Bytes;
  hmacSha256(key: Uint8Array, data: Uint8Array): Bytes;
}

/** Raw 32-byte X25519 keys. */
export interface KeyPair {
  readonly privateKey: Bytes;
  readonly publicKey: Bytes;
}
