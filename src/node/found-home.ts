// Makes vault, store and identity so that a crash leaves either a whole home or one that can be founded again: the vault
// takes its place last.

import { setAside } from '../adapters/filesystem/set-aside.js';
import type { CostSurroundings } from '../adapters/vault/key-derivation.js';
import { createVault, type VaultPlace } from '../adapters/vault/vault.js';
import { type Bytes, copyBytes } from '../base/bytes.js';
import type { Secret } from '../base/secret.js';
import { LaneClient } from './lane/lane-client.js';

export interface FoundingPlace {
  readonly vault: VaultPlace;
  readonly databaseFile: string;
  readonly laneEntry: URL;
  /** Unix ms. */
  readonly now: number;
}

export interface Founder {
  readonly name: string;
  readonly password: Secret<string>;
  readonly cost: CostSurroundings;
}

/** The master key, 32 bytes, for the caller to zero. Throws AppError as `createVault` and opening the store do. */
export async function foundHome(place: FoundingPlace, founder: Founder): Promise<Secret<Bytes>> {
  const { vault, databaseFile } = place;
  const pending: VaultPlace = { ...vault, vaultFile: `${vault.vaultFile}.new` };
  await removeVault(pending);
  // Without a vault there is no key to it: what an interrupted founding left.
  await setAside(databaseFile, place.now);
  const masterKey = await createVault(pending, founder.password, founder.cost);
  try {
    await foundStore(place, founder.name, copyBytes(masterKey.reveal()));
    for (const copy of COPIES) {
      const content = await vault.files.read(pending.vaultFile + copy);
      if (content) await vault.files.write(vault.vaultFile + copy, content);
    }
    await removeVault(pending);
    return masterKey;
  } catch (error) {
    masterKey.reveal().fill(0);
    throw error;
  }
}

const COPIES = ['', '.bak'];

async function foundStore(place: FoundingPlace, name: string, masterKey: Bytes): Promise<void> {
  const lane = new LaneClient(place.laneEntry, {
    committed: () => undefined,
    effect: () => undefined,
    worked: () => undefined,
    died: () => undefined,
  });
  try {
    await lane.open({ databaseFile: place.databaseFile, masterKey, createFor: { name } });
  } finally {
    await lane.close();
  }
}

async function removeVault({ files, vaultFile }: VaultPlace): Promise<void> {
  for (const copy of COPIES) await files.remove(vaultFile + copy);
}
