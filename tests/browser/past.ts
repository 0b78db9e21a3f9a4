// A home whose store already holds a long history when its node starts.

import { durableFiles } from '../../src/adapters/filesystem/durable-file.js';
import { homeIn } from '../../src/adapters/filesystem/home.js';
import { openVault } from '../../src/adapters/vault/vault.js';
import { Secret } from '../../src/base/secret.js';
import { TEST_PASSWORD, type TestHome } from '../../src/testing/node/homes.js';
import { fillStore, type HistoryShape } from '../../bench/fill-store.js';

/** Nobody may have the home open. */
export async function giveAPast({ dir }: TestHome, shape: HistoryShape): Promise<void> {
  const { vaultFile, databaseFile } = homeIn(dir);
  const vault = { vaultFile, files: durableFiles(), onRestored: () => undefined };
  await fillStore(databaseFile, await openVault(vault, new Secret(TEST_PASSWORD)), shape);
}
