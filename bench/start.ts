// From the password to a listening node, on a store with 100,000 messages.

import { durableFiles } from '../src/adapters/filesystem/durable-file.js';
import { homeIn } from '../src/adapters/filesystem/home.js';
import { openVault } from '../src/adapters/vault/vault.js';
import { openStore } from '../src/adapters/sqlite/store-connection.js';
import type { Bytes } from '../src/base/bytes.js';
import { Secret } from '../src/base/secret.js';
import { type BenchHome, foundHome, inTemporaryDirectory, PASSWORD, startNode } from './bench-node.js';
import { type Figure, percentile } from './figure.js';
import { fillStore } from './fill-store.js';

const MESSAGES = 100_000;
const CONVERSATIONS = 20;
const RUNS = 7;

export async function measureStart(): Promise<Figure[]> {
  return inTemporaryDirectory(async (directory) => {
    const home = await foundHome(directory, 'Alice');
    await fillStore(homeIn(home.dir).databaseFile, await masterKeyOf(home), {
      messages: MESSAGES,
      conversations: CONVERSATIONS,
    });
    const [unlocks, derivations]: [number[], number[]] = [[], []];
    for (let run = 0; run < RUNS; run++) {
      derivations.push(await timed(() => masterKeyOf(home)));
      unlocks.push(await unlockMs(home));
    }
    const derivation = percentile(derivations, 0.5);
    const databaseFile = homeIn(home.dir).databaseFile;
    const alone: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const key = await masterKeyOf(home);
      alone.push(
        await timed(async () => {
          openStore({ path: databaseFile, key }).close();
        }),
      );
    }
    return [
      {
        name: `unlock to listening, ${MESSAGES} messages`,
        value: percentile(unlocks, 0.5) - derivation,
        unit: 'ms',
        aim: { relation: '<', value: 500 },
        note:
          `median of ${RUNS} fresh processes, from the command until the node answers that it is open and listens, without ` +
          `the ${derivation.toFixed(0)} ms (median) that opening the vault with Argon2id at its minimum (KITH_KDF=minimum) takes by itself.`,
      },
      {
        name: 'opening and closing the same store alone',
        value: percentile(alone, 0.5),
        unit: 'ms',
      },
    ];
  });
}

export async function unlockMs(home: BenchHome): Promise<number> {
  const node = await startNode(home, 'locked');
  try {
    const client = await node.connect();
    const elapsed = await timed(() => client.call('unlock', { password: PASSWORD }));
    const { listening } = await client.call('status', {});
    if (listening === null) throw new Error('the node does not listen');
    return elapsed;
  } finally {
    await node.stop();
  }
}

export function masterKeyOf({ dir }: BenchHome, password = PASSWORD): Promise<Secret<Bytes>> {
  const { vaultFile } = homeIn(dir);
  return openVault({ vaultFile, files: durableFiles(), onRestored: () => undefined }, new Secret(password));
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}
