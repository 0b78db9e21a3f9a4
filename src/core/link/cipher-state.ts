// CipherState of the Noise Protocol Framework, revision 34, section 5.1. A nonce is never used twice under one key.

import { type Bytes, copyBytes } from '../../base/bytes.js';
import type { LinkCrypto } from '../ports/link-crypto.js';

export interface CipherState {
  /** 32 bytes; null until the first MixKey of a handshake: text then travels in clear. */
  readonly key: Bytes | null;
  /** Number of the next message under this key. */
  readonly nonce: number;
}

/** Noise reserves 2^64-1; a JavaScript number is exact up to 2^53-1, so this one is the last that is used. */
export const LAST_NONCE = 2 ** 53 - 2;

export const NO_KEY: CipherState = { key: null, nonce: 0 };

/** EncryptWithAd; undefined when the nonces are used up: the link has to end. */
export function encryptWithAd(
  crypto: LinkCrypto,
  state: CipherState,
  associatedData: Uint8Array,
  plaintext: Uint8Array,
): { readonly state: CipherState; readonly text: Bytes } | undefined {
  if (!state.key) return { state, text: copyBytes(plaintext) };
  if (state.nonce > LAST_NONCE) return undefined;
  const text = crypto.seal(state.key, gcmNonce(state.nonce), associatedData, plaintext);
  return { state: advance(state), text };
}

/** DecryptWithAd; undefined when the tag does not match or the nonces are used up. */
export function decryptWithAd(
  crypto: LinkCrypto,
  state: CipherState,
  associatedData: Uint8Array,
  ciphertext: Uint8Array,
): { readonly state: CipherState; readonly text: Bytes } | undefined {
  if (!state.key) return { state, text: copyBytes(ciphertext) };
  if (state.nonce > LAST_NONCE) return undefined;
  const text = crypto.open(state.key, gcmNonce(state.nonce), associatedData, ciphertext);
  return text && { state: advance(state), text };
}

function advance(state: CipherState): CipherState {
  return { key: state.key, nonce: state.nonce + 1 };
}

/** Section 12.4: four zero bytes, then the counter as eight bytes, big-endian. */
function gcmNonce(counter: number): Bytes {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setUint32(4, Math.floor(counter / 2 ** 32));
  view.setUint32(8, counter % 2 ** 32);
  return nonce;
}
