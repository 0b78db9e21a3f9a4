// SymmetricState of the Noise Protocol Framework, revision 34, section 5.2, with HKDF of section 4.3.

import { type Bytes, concatBytes } from '../../base/bytes.js';
import type { LinkCrypto } from '../ports/link-crypto.js';
import { type CipherState, NO_KEY, decryptWithAd, encryptWithAd } from './cipher-state.js';

export interface SymmetricState {
  readonly cipher: CipherState;
  /** 32 bytes, `ck` of the specification. */
  readonly chainingKey: Bytes;
  /** 32 bytes, `h` of the specification: everything both sides have seen so far. */
  readonly hash: Bytes;
}

const HASH_BYTES = 32;

/** InitializeSymmetric: a name of up to 32 bytes is padded with zeros, a longer one hashed. */
export function initializeSymmetric(crypto: LinkCrypto, protocolName: Bytes): SymmetricState {
  const hash =
    protocolName.length <= HASH_BYTES
      ? concatBytes(protocolName, new Uint8Array(HASH_BYTES - protocolName.length))
      : crypto.sha256(protocolName);
  return { cipher: NO_KEY, chainingKey: hash, hash };
}

export function mixHash(crypto: LinkCrypto, state: SymmetricState, data: Uint8Array): SymmetricState {
  return { ...state, hash: crypto.sha256(concatBytes(state.hash, data)) };
}

export function mixKey(crypto: LinkCrypto, state: SymmetricState, input: Uint8Array): SymmetricState {
  const [chainingKey, key] = hkdf(crypto, state.chainingKey, input);
  return { ...state, chainingKey, cipher: { key, nonce: 0 } };
}

/** EncryptAndHash; undefined under the condition of `encryptWithAd`. */
export function encryptAndHash(
  crypto: LinkCrypto,
  state: SymmetricState,
  plaintext: Uint8Array,
): { readonly state: SymmetricState; readonly text: Bytes } | undefined {
  const sealed = encryptWithAd(crypto, state.cipher, state.hash, plaintext);
  if (!sealed) return undefined;
  return { state: mixHash(crypto, { ...state, cipher: sealed.state }, sealed.text), text: sealed.text };
}

/** DecryptAndHash; undefined when the text is not what the other side encrypted. */
export function decryptAndHash(
  crypto: LinkCrypto,
  state: SymmetricState,
  ciphertext: Uint8Array,
): { readonly state: SymmetricState; readonly text: Bytes } | undefined {
  const opened = decryptWithAd(crypto, state.cipher, state.hash, ciphertext);
  if (!opened) return undefined;
  return { state: mixHash(crypto, { ...state, cipher: opened.state }, ciphertext), text: opened.text };
}

/** Split: the first cipher carries what the initiator sends, the second what the responder sends. */
export function split(crypto: LinkCrypto, state: SymmetricState): readonly [CipherState, CipherState] {
  const [first, second] = hkdf(crypto, state.chainingKey, new Uint8Array(0));
  return [
    { key: first, nonce: 0 },
    { key: second, nonce: 0 },
  ];
}

/** HKDF(chaining_key, input_key_material, 2). */
function hkdf(crypto: LinkCrypto, chainingKey: Bytes, input: Uint8Array): readonly [Bytes, Bytes] {
  const temporary = crypto.hmacSha256(chainingKey, input);
  const first = crypto.hmacSha256(temporary, Uint8Array.of(1));
  const second = crypto.hmacSha256(temporary, concatBytes(first, Uint8Array.of(2)));
  return [first, second];
}
