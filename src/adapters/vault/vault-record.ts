// The content of vault.json. Promise: damage of any byte is noticed before a password is judged by it.

import { createHash } from 'node:crypto';
import { concatBytes, copyBytes, fromUtf8, utf8, type Bytes } from '../../base/bytes.js';
import { isAcceptableCost, SALT_BYTES, type KeyCost } from './key-derivation.js';

const VAULT_VERSION = 1;
export const NONCE_BYTES = 12;
/** 256-bit master key and 128-bit tag. */
const WRAPPED_KEY_BYTES = 48;

/** What stands in clear beside the wrapped key; all of it is associated data of the wrapping. */
export interface VaultHeader {
  readonly cost: KeyCost;
  readonly salt: Bytes;
}

export interface VaultRecord extends VaultHeader {
  readonly nonce: Bytes;
  readonly wrappedKey: Bytes;
}

/** The JSON object as stored. `check` is SHA-256, in hexadecimal, of the JSON of everything before it. */
export type StoredVault = Readonly<Record<string, unknown>>;

export function storedVault(record: VaultRecord): StoredVault {
  const content = {
    ...clearFields(record),
    nonce: base64url(record.nonce),
    wrappedKey: base64url(record.wrappedKey),
  };
  return { ...content, check: checksum(content) };
}

/** Bytes of the file. */
export function encodeStored(stored: StoredVault): Bytes {
  return utf8(`${JSON.stringify(stored, null, 2)}\n`);
}

/** The stored object, or undefined when the bytes are not what was once written. */
export function decodeStored(bytes: Uint8Array): StoredVault | undefined {
  const stored = parsed(fromUtf8(bytes) ?? '');
  if (stored === undefined) return undefined;
  const { check, ...content } = stored;
  return check === checksum(content) ? stored : undefined;
}

/** 'unsupported': made by another version, or asking for a key derivation outside the bounds. */
export function vaultRecord(stored: StoredVault): VaultRecord | 'unsupported' {
  const cost = keyCost(stored['kdf']);
  const salt = bytesOf(stored['salt'], SALT_BYTES);
  const nonce = bytesOf(stored['nonce'], NONCE_BYTES);
  const wrappedKey = bytesOf(stored['wrappedKey'], WRAPPED_KEY_BYTES);
  if (stored['version'] !== VAULT_VERSION || !cost || !salt || !nonce || !wrappedKey) return 'unsupported';
  return { cost, salt, nonce, wrappedKey };
}

/** Associated data: the label and the JSON of version, parameters and salt. */
export function associatedData(header: VaultHeader): Bytes {
  return concatBytes(utf8('kith/1/vault\0'), utf8(JSON.stringify(clearFields(header))));
}

function clearFields({ cost, salt }: VaultHeader): StoredVault {
  const { memoryKiB, passes, lanes } = cost;
  return {
    version: VAULT_VERSION,
    kdf: { name: 'argon2id', memoryKiB, passes, lanes },
    salt: base64url(salt),
  };
}

function parsed(text: string): StoredVault | undefined {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function keyCost(value: unknown): KeyCost | undefined {
  const { name, memoryKiB, passes, lanes } = objectOf(value) ?? {};
  if (name !== 'argon2id') return undefined;
  if (typeof memoryKiB !== 'number' || typeof passes !== 'number' || typeof lanes !== 'number') {
    return undefined;
  }
  const cost = { memoryKiB, passes, lanes };
  return isAcceptableCost(cost) ? cost : undefined;
}

function objectOf(value: unknown): StoredVault | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as StoredVault)
    : undefined;
}

function bytesOf(value: unknown, length: number): Bytes | undefined {
  if (typeof value !== 'string') return undefined;
  const bytes = copyBytes(Buffer.from(value, 'base64url'));
  return bytes.length === length ? bytes : undefined;
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

function checksum(content: StoredVault): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
