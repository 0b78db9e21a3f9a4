// Promise: one process per home. SQLite's exclusive lock on an empty database decides; the kernel releases it with the
// process, also on SIGKILL. The only use of @signalapp/sqlcipher outside adapters/sqlite: its locks work on every system.

import { chmodSync, closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { Database } from '@signalapp/sqlcipher';
import { AppError } from '../../base/app-error.js';
import { utf8 } from '../../base/bytes.js';
import { err, ok, type Result } from '../../base/result.js';
import { durableFiles } from './durable-file.js';
import { systemCode } from './file-error.js';
import type { Home } from './home.js';

/** What a refusal tells the owner about the process that holds the home. */
export interface HomeOwner {
  readonly pid: number;
  /** `desktop`, `headless` or the command that runs. */
  readonly face: string;
  /** Unix ms. */
  readonly since: number;
}

export interface HomeLock {
  /** Gives the home back. Once; an exiting process need not. */
  release(): void;
}

/** Takes the home for the life of the process, or HOME_IN_USE {pid, face, since}, or HOME_UNUSABLE. Never waits. */
export async function lockHome(home: Home, owner: HomeOwner): Promise<Result<HomeLock, AppError>> {
  const locked = lockFile(home);
  if (!locked.ok) return locked;
  // Only names the holder in a refusal: a full disk must not keep the owner from reading.
  await durableFiles()
    .write(home.ownerFile, utf8(JSON.stringify(owner)))
    .catch(() => undefined);
  return ok({
    release: () => {
      rmSync(home.ownerFile, { force: true });
      locked.value.close();
    },
  });
}

function lockFile(home: Home): Result<Database, AppError> {
  let database: Database | undefined;
  try {
    keepPrivate(home.lockFile);
    database = new Database(home.lockFile);
    database.pragma('busy_timeout = 0');
    database.exec('BEGIN EXCLUSIVE');
    return ok(database);
  } catch (error) {
    database?.close();
    if (systemCode(error) === 'SQLITE_BUSY')
      return err(new AppError('HOME_IN_USE', { ...ownerOf(home) }, error));
    return err(
      new AppError('HOME_UNUSABLE', { path: home.lockFile, reason: systemCode(error) ?? 'lock' }, error),
    );
  }
}

/** SQLite would let others read it. A file that is there is not opened: closing it would end a lock this process holds. */
function keepPrivate(path: string): void {
  if (existsSync(path)) chmodSync(path, 0o600);
  else closeSync(openSync(path, 'wx', 0o600));
}

/** Zeros and an empty face when the holder did not say. */
function ownerOf(home: Home): HomeOwner {
  const unknown: HomeOwner = { pid: 0, face: '', since: 0 };
  try {
    const said: unknown = JSON.parse(readFileSync(home.ownerFile, 'utf8'));
    return isOwner(said) ? { pid: said.pid, face: said.face, since: said.since } : unknown;
  } catch {
    return unknown;
  }
}

function isOwner(value: unknown): value is HomeOwner {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, face, since } = value as Partial<Record<keyof HomeOwner, unknown>>;
  return typeof pid === 'number' && typeof face === 'string' && typeof since === 'number';
}
