// Promise: the master key is on the disk only wrapped under the current password, and a crash at any moment leaves
// either the old password working or the new one, never none.

import { AppError } from '../../base/app-error.js';
import { equalBytes, type Bytes } from '../../base/bytes.js';
import { Secret } from '../../base/secret.js';
import type { DurableFiles } from '../../core/ports/durable-files.js';
import { calibrateCost, type CostSurroundings } from './key-derivation.js';
import { newMasterKey, unwrapKey, wrapKey } from './key-wrapping.js';
import { vaultCopy, type VaultCopy } from './vault-copy.js';
import type { VaultRecord } from './vault-record.js';

export interface VaultPlace {
  /** `vault.json`; its second copy stands beside it with `.bak` appended. */
  readonly vaultFile: string;
  readonly files: DurableFiles;
  /** Told when the vault was unusable and opened from this second copy instead. */
  onRestored(backupFile: string): void;
}

/** Whether there is a vault, sound or not. */
export async function vaultExists(place: VaultPlace): Promise<boolean> {
  const { main, backup } = copies(place);
  return (await main.read()) !== 'missing' || (await backup.read()) !== 'missing';
}

/** Makes a vault and its master key, 32 bytes. Throws AppError IDENTITY_EXISTS, or those of `DurableFiles.write`. */
export async function createVault(
  place: VaultPlace,
  password: Secret<string>,
  surroundings: CostSurroundings,
): Promise<Secret<Bytes>> {
  if (await vaultExists(place)) throw new AppError('IDENTITY_EXISTS');
  const masterKey = newMasterKey();
  await store(place, await wrapKey(masterKey, password, await calibrateCost(surroundings)));
  return new Secret(masterKey);
}

/**
 * The master key, 32 bytes, for the caller to zero. Throws AppError PASSWORD_WRONG, IDENTITY_MISSING,
 * VAULT_UNSUPPORTED {file}, or VAULT_DAMAGED {file, backup, backupState: 'damaged' | 'missing'}.
 */
export async function openVault(place: VaultPlace, password: Secret<string>): Promise<Secret<Bytes>> {
  const { main, backup } = copies(place);
  const [mainContent, backupContent] = [await main.read(), await backup.read()];
  if (mainContent === 'unsupported') throw new AppError('VAULT_UNSUPPORTED', { file: main.path });
  if (typeof mainContent === 'object') {
    const masterKey = await unwrapped(mainContent, password);
    if (!isSame(mainContent, backupContent)) await copyQuietly(backup, mainContent);
    return masterKey;
  }
  if (mainContent === 'missing' && backupContent === 'missing') throw new AppError('IDENTITY_MISSING');
  if (backupContent === 'unsupported') throw new AppError('VAULT_UNSUPPORTED', { file: backup.path });
  if (typeof backupContent !== 'object') {
    const backupState = backupContent;
    throw new AppError('VAULT_DAMAGED', { file: main.path, backup: backup.path, backupState });
  }
  const masterKey = await unwrapped(backupContent, password);
  await copyQuietly(main, backupContent);
  place.onRestored(backup.path);
  return masterKey;
}

/**
 * Wraps the same master key under the new password, at today's cost. Throws as `openVault` and `DurableFiles.write` do;
 * after an error of writing either password may be the one.
 */
export async function changePassword(
  place: VaultPlace,
  password: { readonly old: Secret<string>; readonly new: Secret<string> },
  surroundings: CostSurroundings,
): Promise<void> {
  const masterKey = (await openVault(place, password.old)).reveal();
  try {
    await store(place, await wrapKey(masterKey, password.new, await calibrateCost(surroundings)));
  } finally {
    masterKey.fill(0);
  }
}

/** Both copies hold the same new state, so that the old password opens nothing on the disk. */
async function store(place: VaultPlace, record: VaultRecord): Promise<void> {
  const { main, backup } = copies(place);
  await main.write(record);
  try {
    await backup.write(record);
  } catch {
    // The change stands already. No second copy is better than one under the old password; opening makes it again.
    await backup.remove();
  }
}

async function unwrapped(record: VaultRecord, password: Secret<string>): Promise<Secret<Bytes>> {
  const masterKey = await unwrapKey(record, password);
  if (!masterKey) throw new AppError('PASSWORD_WRONG');
  return new Secret(masterKey);
}

/** Completes what a crash or damage left undone. A disk that refuses must not keep the owner out. */
async function copyQuietly(copy: VaultCopy, record: VaultRecord): Promise<void> {
  await copy.write(record).catch(() => undefined);
}

function isSame(record: VaultRecord, other: unknown): boolean {
  const { wrappedKey } = (typeof other === 'object' ? other : {}) as Partial<VaultRecord>;
  return wrappedKey !== undefined && equalBytes(wrappedKey, record.wrappedKey);
}

function copies({ files, vaultFile }: VaultPlace): { main: VaultCopy; backup: VaultCopy } {
  return { main: vaultCopy(files, vaultFile), backup: vaultCopy(files, `${vaultFile}.bak`) };
}
