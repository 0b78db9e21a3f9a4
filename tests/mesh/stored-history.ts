// What is in a home, as it lies there. What faces are shown is asked of a node, on a copy, so that the home stays the evidence
// it is; whether its pages are sound and what it owes that no face is told of stands in its database alone.

import { cp, mkdtemp, rm } from 'node:fs/promises';
import { durableFiles } from '../../src/adapters/filesystem/durable-file.js';
import { homeIn } from '../../src/adapters/filesystem/home.js';
import { type DatabaseFile, openReader } from '../../src/adapters/sqlite/database.js';
import { problemsOf } from '../../src/adapters/sqlite/integrity.js';
import type { SqlConnection } from '../../src/adapters/sqlite/sql-connection.js';
import { openVault } from '../../src/adapters/vault/vault.js';
import { Secret } from '../../src/base/secret.js';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import type { StoredHistory } from './conversation-evidence.js';
import { type ShownHome, shownIn } from './shown-history.js';

export interface StoredEvidence extends StoredHistory {
  /** What its integrity check finds, and what a node only says when something went wrong; empty when sound. */
  readonly problems: readonly string[];
}

/** Of a home of the tests on which no node runs. */
export async function storedEvidence(
  directory: string,
  { node, nodeId }: Pick<StoredHistory, 'node' | 'nodeId'>,
): Promise<StoredEvidence> {
  const { messages, alarms } = await shownInCopyOf(directory);
  const sql = await openHome(directory);
  try {
    const problems = [...problemsOf(sql), ...alarms, ...alarmsIn(sql)];
    return { node, nodeId, messages, owed: owedIn(sql), problems };
  } finally {
    sql.close();
  }
}

/** The copy has no files: nothing that is checked depends on them, and they may be large. */
async function shownInCopyOf(directory: string): Promise<ShownHome> {
  const { dir, filesDir, logDir, runDir, lockFile } = homeIn(directory);
  // Whoever reads the lock's file gives the lock up.
  const left = [filesDir, logDir, runDir, lockFile];
  const copy = await mkdtemp(`${dir}-shown-`);
  try {
    await cp(dir, copy, { recursive: true, filter: (path) => !left.includes(path) });
    return await shownIn(copy);
  } finally {
    await rm(copy, { recursive: true });
  }
}

/** A connection that cannot write; beside a running node, too. */
export async function openHome(directory: string): Promise<SqlConnection> {
  return openReader(await databaseOf(directory));
}

/** Of a home of the tests, which all have one password. */
export async function databaseOf(directory: string): Promise<DatabaseFile> {
  const { vaultFile, databaseFile } = homeIn(directory);
  const vault = { vaultFile, files: durableFiles(), onRestored: () => undefined };
  return { path: databaseFile, key: await openVault(vault, new Secret(TEST_PASSWORD)) };
}

/** Whatever the store still owes others: receipts and answers, too, which no face shows as queued. */
export function owedIn(sql: SqlConnection): number {
  return sql.rows<{ owed: number }>('SELECT count(*) AS owed FROM outbox')[0]?.owed ?? 0;
}

/** Nothing was restored in a run: who begins a new life is mistaken, whether or not its owner is told. */
function alarmsIn(sql: SqlConnection): string[] {
  const lives = sql.rows('SELECT 1 FROM incarnation').length;
  return lives > 1 ? [`${lives} lives`] : [];
}
