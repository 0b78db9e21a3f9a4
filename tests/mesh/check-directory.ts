// Checks what a run left behind: its log and its homes, and nothing else.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { homeIn } from '../../src/adapters/filesystem/home.js';
import { lockHome } from '../../src/adapters/filesystem/home-lock.js';
import { LOG_NAME, readHistoryLog } from './history-log.js';
import { type MeshReport, reportOf } from './report.js';
import { type StoredEvidence, storedEvidence } from './stored-history.js';

/** Throws an Error that names the file or home which cannot be read, AppError HOME_IN_USE while a node runs on one. */
export async function checkDirectory(directory: string): Promise<MeshReport> {
  const logFile = join(directory, LOG_NAME);
  const recorded = readHistoryLog(await readFile(logFile, 'utf8'));
  if (!recorded.ok) throw new Error(`${logFile}: ${recorded.error}`);
  const stores: StoredEvidence[] = [];
  for (const [node, nodeId] of Object.entries(recorded.value.run.nodes)) {
    stores.push(await evidenceAlone(join(directory, node), { node, nodeId }));
  }
  return reportOf(recorded.value, stores);
}

/** A node that runs on the home is still changing what is to be looked at. */
async function evidenceAlone(
  home: string,
  whose: Parameters<typeof storedEvidence>[1],
): Promise<StoredEvidence> {
  const locked = await lockHome(homeIn(home), { pid: process.pid, face: 'mesh', since: Date.now() });
  if (!locked.ok) throw locked.error;
  try {
    return await storedEvidence(home, whose);
  } finally {
    locked.value.release();
  }
}
