// The writing connection of the commit lane: a transaction is committed whole and durably, or not at all.

import type { StoreConnection } from '../../core/ports/store.js';
import { type TransactionChanges, transactionChanges } from './change-log.js';
import { type DatabaseFile, openWriter } from './database.js';
import { problemsOf } from './integrity.js';
import { RowCaches } from './row-cache.js';
import type { SqlConnection } from './sql-connection.js';
import { sqliteStore } from './store.js';

/** Opens the store, creating or upgrading it. Errors as `openWriter`. */
export function openStore(file: DatabaseFile): StoreConnection {
  return storeConnection(openWriter(file));
}

export function storeConnection(sql: SqlConnection): StoreConnection {
  const changes = transactionChanges(sql);
  const caches = new RowCaches();
  return {
    store: { ...sqliteStore(sql, caches), changes },
    ...transactions(sql, changes, caches),
    check: () => problemsOf(sql),
    close: () => {
      sql.rollBack();
      try {
        sql.rows('PRAGMA wal_checkpoint(TRUNCATE)');
      } finally {
        sql.close();
      }
    },
  };
}

type Transactions = Pick<
  StoreConnection,
  'begin' | 'commit' | 'rollback' | 'beginItem' | 'keepItem' | 'dropItem'
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
  };
}

function prepareStatements(sql: SqlConnection) {
  return {
    begin: sql.prepare('BEGIN IMMEDIATE'),
    commit: sql.prepare('COMMIT'),
    savepoint: sql.prepare('SAVEPOINT item'),
    release: sql.prepare('RELEASE item'),
    rollbackTo: sql.prepare('ROLLBACK TO item'),
  };
}

function refuseAfterFailure(sql: SqlConnection): void {
  if (sql.failure !== undefined) throw sql.failure;
}
