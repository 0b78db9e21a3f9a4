import { rename } from 'node:fs/promises';
import { fileError, systemCode } from './file-error.js';

/** What SQLite keeps beside a database. */
const COMPANIONS = ['', '-wal', '-shm'];

/**
 * Moves a database nobody can open any more out of the way, under a name that says when: what a person may still miss is
 * never deleted. Nothing happens when there is none. Throws AppError ACCESS_DENIED, DISK_FULL or HOME_UNUSABLE.
 */
export async function setAside(databaseFile: string, nowMs: number): Promise<void> {
  for (const companion of COMPANIONS) {
    const path = databaseFile + companion;
    await rename(path, `${databaseFile}.set-aside-${nowMs}${companion}`).catch((error: unknown) => {
      if (systemCode(error) !== 'ENOENT') throw fileError(error, path);
    });
  }
}
