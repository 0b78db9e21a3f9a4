// Takes a database to the newest schema: forward only, each step in one transaction, and only after a copy of the database
// was made and read back.

import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../base/app-error.js';
import { problemsOf } from './integrity.js';
import type { SqlConnection } from './sql-connection.js';
import { storeError } from './store-error.js';
import { upgradeCopy } from './upgrade-copies.js';

export interface MigrationPlan {
  readonly migrations: readonly string[];
  /** Of the database; copies are kept beside it as `<path>.before-<number of the schema that replaced it>`. */
  readonly path: string;
  /** Opens a copy under the same key. */
  openCopy(path: string): SqlConnection;
}

/** @throws {AppError} STORE_TOO_NEW {found, known}; STORE_FAILED or DISK_FULL, then the database is as it was */
export function migrate(sql: SqlConnection, plan: MigrationPlan): void {
  const found = schemaOf(sql, plan.migrations.length);
  if (found > 0 && found < plan.migrations.length) keepCopy(sql, found, plan);
  for (const [number, change] of plan.migrations.entries()) {
    if (number >= found) step(sql, number + 1, change);
  }
}

/** The schema number of the database; STORE_TOO_NEW when it is above `known`. */
export function schemaOf(sql: SqlConnection, known: number): number {
  const found = sql.rows<{ user_version: number }>('PRAGMA user_version')[0]?.user_version ?? 0;
  if (found > known) throw new AppError('STORE_TOO_NEW', { found, known });
  return found;
}

function step(sql: SqlConnection, number: number, change: string): void {
  sql.exec('BEGIN IMMEDIATE');
  try {
    sql.exec(`${change}; PRAGMA user_version = ${String(number)};`);
    if (sql.rows('PRAGMA foreign_key_check').length > 0) throw new AppError('STORE_FAILED');
    sql.exec('COMMIT');
  } catch (error) {
    sql.rollBack();
    throw error;
  }
}

function keepCopy(sql: SqlConnection, found: number, plan: MigrationPlan): void {
  const copy = upgradeCopy(plan.path, found + 1);
  const unfinished = `${copy}.unfinished`;
  try {
    discard(unfinished);
    closeSync(openSync(unfinished, 'wx', 0o600));
    sql.exec(`VACUUM INTO '${unfinished.replaceAll("'", "''")}'`);
    verifyCopy(plan.openCopy(unfinished), found);
    sync(unfinished, 'r+');
    renameSync(unfinished, copy);
    // Windows cannot open a directory; there the rename is durable by itself.
    if (process.platform !== 'win32') sync(dirname(copy), 'r');
  } catch (cause) {
    discard(unfinished);
    throw storeError(cause);
  }
}

function discard(path: string): void {
  rmSync(path, { force: true, recursive: true });
}

function verifyCopy(copy: SqlConnection, schema: number): void {
  try {
    if (schemaOf(copy, schema) !== schema || problemsOf(copy).length > 0) throw new AppError('STORE_FAILED');
  } finally {
    copy.close();
  }
}

function sync(path: string, flags: string): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
