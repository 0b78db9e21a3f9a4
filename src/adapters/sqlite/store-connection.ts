// The writing connection of the commit lane: a transaction is committed whole and durably, or not at all.

import { AppError } from '../../base/app-error.js';
import type { StoreConnection } from '../../core/ports/store.js';
import { type TransactionChanges, transactionChanges } from './change-log.js';
import { BUSY_TIMEOUT_MS, type DatabaseFile, openWriter } from './database.js';
import { RowCaches } from './row-cache.js';
import type { SqlConnection } from './sql-connection.js';
import { sqliteStore } from './store.js';
import { removeUpgradeCopies } from './upgrade-copies.js';

/** Opens the store, creating or upgrading it. Errors as `openWriter`. */
export function openStore(file: DatabaseFile): StoreConnection {
  const sql = openWriter(file);
  // A process that was killed left its log, and with it pages from before a deletion.
  emptyLog(sql);
  return storeConnection(sql);
}

export function storeConnection(sql: SqlConnection): StoreConnection {
  const changes = transactionChanges(sql);
  const caches = new RowCaches();
  return {
    store: { ...sqliteStore(sql, caches), changes },
    ...transactions(sql, changes, caches),
    scrub: () => [removeUpgradeCopies(sql), atOnce(sql, () => emptyLog(sql))].every(Boolean),
    close: () => {
      sql.rollBack();
      emptyLog(sql);
      sql.close();
    },
  };
}

/** A commit waits for no reader: whoever is answered next would wait along. */
function atOnce<T>(sql: SqlConnection, act: () => T): T {
  sql.exec('PRAGMA busy_timeout = 0');
  try {
    return act();
  } finally {
    sql.exec(`PRAGMA busy_timeout = ${String(BUSY_TIMEOUT_MS)}`);
  }
}

/** The log holds a page as often as it was written; `secure_delete` overwrites only the newest version. */
function emptyLog(sql: SqlConnection): boolean {
  try {
    return sql.rows<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)')[0]?.busy === 0;
  } catch (error) {
    if (AppError.is(error, 'DISK_FULL') || AppError.is(error, 'STORE_FAILED')) return false;
    throw error;
  }
}

type Transactions = Pick<
  StoreConnection,
  'begin' | 'commit' | 'rollback' | 'beginItem' | 'keepItem' | 'dropItem' | 'tryDisk'
>;

function transactions(sql: SqlConnection, changes: TransactionChanges, caches: RowCaches): Transactions {
  const statements = prepareStatements(sql);
  return {
    begin: () => {
      sql.forgetFailure();
      statements.begin.run();
      changes.begin();
    },
    commit: () => {
      refuseAfterFailure(sql);
      const written = changes.write();
      statements.commit.run();
      changes.committed(written.rev);
      return written;
    },
    rollback: () => {
      changes.begin();
      caches.clear();
      sql.rollBack();
    },
    beginItem: () => {
      // Without its transaction a savepoint would be a transaction of its own.
      refuseAfterFailure(sql);
      statements.savepoint.run();
      changes.beginItem();
    },
    keepItem: () => {
      refuseAfterFailure(sql);
      statements.release.run();
      changes.keepItem();
    },
    dropItem: () => {
      changes.dropItem();
      caches.clear();
      refuseAfterFailure(sql);
      statements.rollbackTo.run();
      statements.release.run();
    },
    tryDisk: () => {
      sql.forgetFailure();
      try {
        statements.begin.run();
        statements.rewrite.run();
        statements.commit.run();
      } catch (error) {
        sql.rollBack();
        throw error;
      }
    },
  };
}

function prepareStatements(sql: SqlConnection) {
  return {
    begin: sql.prepare('BEGIN IMMEDIATE'),
    commit: sql.prepare('COMMIT'),
    savepoint: sql.prepare('SAVEPOINT item'),
    release: sql.prepare('RELEASE item'),
    rollbackTo: sql.prepare('ROLLBACK TO item'),
    // Writes its page whatever it says. An UPDATE that changes nothing writes nothing, and succeeds on any disk.
    rewrite: sql.prepare('PRAGMA application_id = 0'),
  };
}

function refuseAfterFailure(sql: SqlConnection): void {
  if (sql.failure !== undefined) throw sql.failure;
}
