import { createHash } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../base/app-error.js';
import { copyBytes, fromUtf8, type Bytes } from '../../base/bytes.js';
import { Secret } from '../../base/secret.js';
import { encodeStored } from './vault-record.js';
import { createVault, openVault, type VaultPlace } from './vault.js';

const MAIN = 'vault.json';
const BACKUP = 'vault.json.bak';
const password = new Secret('correct horse');
const contents = new Map<string, Bytes>();
const place: VaultPlace = {
  vaultFile: MAIN,
  files: {
    read: async (path) => contents.get(path),
    write: async (path, content) => void contents.set(path, copyBytes(content)),
    remove: async (path) => void contents.delete(path),
  },
  onRestored: () => undefined,
};
let sound: Bytes;

beforeAll(async () => {
  await createVault(place, password, { kdf: 'minimum', memoryBytes: 2 ** 30, monotonicMs: () => 0 });
  sound = contents.get(MAIN) ?? new Uint8Array();
});
beforeEach(() => {
  contents.set(MAIN, sound);
  contents.set(BACKUP, sound);
});

const outcome = (): Promise<string> =>
  openVault(place, password).then(
    () => 'opens',
    (error: unknown) => (error instanceof AppError ? error.code : 'bug'),
  );

/** Rewrites stored fields and makes the checksum right again, as an attacker would. */
function forged(edit: (stored: Record<string, unknown>) => void): Bytes {
  const { check: _check, ...content } = JSON.parse(fromUtf8(sound) ?? '') as Record<string, unknown>;
  edit(content);
  const check = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return encodeStored({ ...content, check });
}

/** Made once by `createVault`, at the least cost, under `password`. */
const STORED = {
  version: 1,
  kdf: { name: 'argon2id', memoryKiB: 65_536, passes: 3, lanes: 4 },
  salt: '6zAEw6rdtKgUgzNMBujijg',
  nonce: '7X_zKIXLdOfRAyti',
  wrappedKey: 'p4f0R39-MjBrjmgSCiBw9poTy8sXzZMGrsu8ro6ROM_92-FhagOHJMDMKweeEEe0',
  check: '9da5a2546a72ca5143db3fa49a92ff8b940375a27d422fd5733fc91d386b2379',
};
/** SHA-256 of its master key. */
const STORED_KEY = 'aaf47370643959c3751da98440978a59b0e3f845889aaaa9b0d27d727b583b10';

describe('a vault that was stored once', () => {
  it('opens in every later version and gives the same key', async () => {
    contents.set(MAIN, encodeStored(STORED));
    expect(await outcome()).toBe('opens');
    const key = await openVault(place, password);
    expect(createHash('sha256').update(key.reveal()).digest('hex')).toBe(STORED_KEY);
  });
});

describe('a forged vault with a right checksum', () => {
  const kdf = (stored: Record<string, unknown>): Record<string, unknown> =>
    stored['kdf'] as Record<string, unknown>;

  it.each([
    ['more than 1 GiB', { memoryKiB: 1024 * 1024 + 1 }],
    ['more than 16 passes', { passes: 17 }],
    ['less than 64 MiB', { memoryKiB: 64 * 1024 - 1 }],
    ['less than 3 passes', { passes: 2 }],
    ['fewer lanes', { lanes: 1 }],
    ['more lanes', { lanes: 5 }],
    ['half a pass', { passes: 3.5 }],
  ])('is refused before hashing when it asks for %s', async (_, edit) => {
    contents.set(
      MAIN,
      forged((stored) => Object.assign(kdf(stored), edit)),
    );
    expect(await outcome()).toBe('VAULT_UNSUPPORTED');
  });

  it.each<[string, (stored: Record<string, unknown>) => void]>([
    ['the memory', (stored) => Object.assign(kdf(stored), { memoryKiB: 65 * 1024 })],
    ['the passes', (stored) => Object.assign(kdf(stored), { passes: 4 })],
    ['the salt', (stored) => Object.assign(stored, { salt: 'A'.repeat(22) })],
    ['the nonce', (stored) => Object.assign(stored, { nonce: 'A'.repeat(16) })],
    ['the wrapped key', (stored) => Object.assign(stored, { wrappedKey: 'A'.repeat(64) })],
  ])('opens for nobody when %s was changed', async (_, edit) => {
    contents.set(MAIN, forged(edit));
    expect(await outcome()).toBe('PASSWORD_WRONG');
    contents.set(BACKUP, forged(edit));
    contents.delete(MAIN);
    expect(await outcome()).toBe('PASSWORD_WRONG');
  });

  it.each<[string, Record<string, unknown>]>([
    ['a version it does not know', { version: 2 }],
    ['another derivation', { kdf: { name: 'argon2i', memoryKiB: 65536, passes: 3, lanes: 4 } }],
    ['a derivation in words', { kdf: { name: 'argon2id', memoryKiB: 'much', passes: 3, lanes: 4 } }],
    ['no derivation', { kdf: null }],
    ['a short salt', { salt: 'AAAA' }],
    ['a number for bytes', { nonce: 1 }],
    ['a longer wrapped key', { wrappedKey: 'A'.repeat(66) }],
  ])('is unsupported with %s, and a sound second copy is not tried', async (_, edit) => {
    const forgery = forged((stored) => Object.assign(stored, edit));
    contents.set(MAIN, forgery);
    expect(await outcome()).toBe('VAULT_UNSUPPORTED');
    expect(contents.get(BACKUP)).toBe(sound);
    contents.set(BACKUP, forgery);
    contents.delete(MAIN);
    expect(await outcome()).toBe('VAULT_UNSUPPORTED');
  });
});
