// LinkCrypto on Node's OpenSSL. Raw 32-byte keys enter and leave as bytes; the DER wrapping (RFC 8410) stays in here.

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { type Bytes, concatBytes, copyBytes } from '../../base/bytes.js';
import type { KeyPair, LinkCrypto } from '../../core/ports/link-crypto.js';

const KEY_BYTES = 32;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

export function createLinkCrypto(): LinkCrypto {
  const privateKeys = new WeakMap<Bytes, KeyObject>();

  // The static key agrees in every handshake of a process; parsing it once saves a third of the agreement's time.
  function privateKeyObject(raw: Bytes): KeyObject {
    const known = privateKeys.get(raw);
    if (known) return known;
    const key = parsePrivateKey(raw);
    privateKeys.set(raw, key);
    return key;
  }

  return {
    generateKeyPair,
    agree: (privateKey, publicKey) => agree(privateKeyObject(privateKey), publicKey),
    seal,
    open,
    sha256: (data) => copyBytes(createHash('sha256').update(data).digest()),
    hmacSha256: (key, data) => copyBytes(createHmac('sha256', key).update(data).digest()),
  };
}

function generateKeyPair(): KeyPair {
  const pair = generateKeyPairSync('x25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  return {
    privateKey: copyBytes(pair.privateKey.subarray(-KEY_BYTES)),
    publicKey: copyBytes(pair.publicKey.subarray(-KEY_BYTES)),
  };
}

// RFC 8410: algorithm identifier 1.3.101.110 and the wrapping around the raw 32 bytes.
const PKCS8_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');

function parsePrivateKey(raw: Bytes): KeyObject {
  if (raw.length !== KEY_BYTES) throw new TypeError('an X25519 private key has 32 bytes');
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, raw]), format: 'der', type: 'pkcs8' });
}

function agree(privateKey: KeyObject, publicKey: Uint8Array): Bytes | undefined {
  if (publicKey.length !== KEY_BYTES) return undefined;
  const theirs = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, publicKey]),
    format: 'der',
    type: 'spki',
  });
  try {
    return copyBytes(diffieHellman({ privateKey, publicKey: theirs }));
  } catch {
    // OpenSSL refuses an all-zero result (RFC 7748 section 6.1); nothing else can fail with two valid keys.
    return undefined;
  }
}

function seal(key: Bytes, nonce: Bytes, associatedData: Uint8Array, plaintext: Uint8Array): Bytes {
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(associatedData);
  return concatBytes(cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
}

function open(
  key: Bytes,
  nonce: Bytes,
  associatedData: Uint8Array,
  ciphertext: Uint8Array,
): Bytes | undefined {
  if (ciphertext.length < TAG_BYTES) return undefined;
  const end = ciphertext.length - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(associatedData)
    .setAuthTag(ciphertext.subarray(end));
  const plaintext = decipher.update(ciphertext.subarray(0, end));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return copyBytes(plaintext);
}
