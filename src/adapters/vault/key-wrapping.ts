// Promise: the master key leaves its wrapping only for the password it was wrapped under, with every parameter unchanged.

import type { webcrypto } from 'node:crypto';
import { Crypto } from '@peculiar/webcrypto';
import type { Bytes } from '../../base/bytes.js';
import type { Secret } from '../../base/secret.js';
import { deriveKey, SALT_BYTES, type KeyCost } from './key-derivation.js';
import { associatedData, NONCE_BYTES, type VaultHeader, type VaultRecord } from './vault-record.js';

const MASTER_KEY_BYTES = 32;
/** The package's own types name those of a browser, which are not here; Node's say the same. */
const crypto = new Crypto() as unknown as webcrypto.Crypto;

export function newMasterKey(): Bytes {
  return crypto.getRandomValues(new Uint8Array(MASTER_KEY_BYTES));
}

/** AES-256-GCM under the password's key, with a fresh salt and nonce. */
export async function wrapKey(
  masterKey: Bytes,
  password: Secret<string>,
  cost: KeyCost,
): Promise<VaultRecord> {
  const header = { cost, salt: crypto.getRandomValues(new Uint8Array(SALT_BYTES)) };
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const key = await passwordKey(password, header);
  const wrapped = await crypto.subtle.encrypt(algorithm(nonce, header), key, masterKey);
  return { ...header, nonce, wrappedKey: new Uint8Array(wrapped) };
}

/** The master key, or undefined when the password is not the one. */
export async function unwrapKey(record: VaultRecord, password: Secret<string>): Promise<Bytes | undefined> {
  const key = await passwordKey(password, record);
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt(algorithm(record.nonce, record), key, record.wrappedKey),
    );
  } catch {
    // Lengths were checked with the record: what is left is a tag that does not match.
    return undefined;
  }
}

/** A handle whose bytes cannot be taken out again. */
async function passwordKey(
  password: Secret<string>,
  { salt, cost }: VaultHeader,
): Promise<webcrypto.CryptoKey> {
  const raw = await deriveKey(password, salt, cost);
  try {
    return await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  } finally {
    raw.fill(0);
  }
}

function algorithm(nonce: Bytes, header: VaultHeader) {
  return { name: 'AES-GCM', iv: nonce, additionalData: associatedData(header), tagLength: 128 };
}
