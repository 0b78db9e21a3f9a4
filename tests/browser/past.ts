// A home whose store already holds a long history, or requests, when its node starts.

import { durableFiles } from '../../src/adapters/filesystem/durable-file.js';
import { homeIn } from '../../src/adapters/filesystem/home.js';
import { openStore } from '../../src/adapters/sqlite/store-connection.js';
import { openVault } from '../../src/adapters/vault/vault.js';
import { Secret } from '../../src/base/secret.js';
import type { IncomingRequest } from '../../src/core/ports/contact-store.js';
import { TEST_PASSWORD, type TestHome } from '../../src/testing/node/homes.js';
import { fillStore, type HistoryShape } from '../../bench/fill-store.js';

/** Nobody may have the home open. */
export async function giveAPast(home: TestHome, shape: HistoryShape): Promise<void> {
  await fillStore(homeIn(home.dir).databaseFile, await keyOf(home), shape);
}

/** As `giveAPast`. */
export async function giveRequests(home: TestHome, requests: readonly IncomingRequest[]): Promise<void> {
  const { store, ...connection } = openStore({ path: homeIn(home.dir).databaseFile, key: await keyOf(home) });
  connection.begin();
  for (const request of requests) store.requests.put(request);
  connection.commit();
  connection.close();
}

function keyOf({ dir }: TestHome) {
  const vault = { vaultFile: homeIn(dir).vaultFile, files: durableFiles(), onRestored: () => undefined };
  return openVault(vault, new Secret(TEST_PASSWORD));
}
