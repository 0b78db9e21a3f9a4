// Opens the encrypted database so that a commit is durable, nothing but SQLCipher's pages reaches the disk, and a wrong key
// or a damaged file is one clear error.

import { closeSync, openSync } from 'node:fs';
import Database from '@signalapp/sqlcipher';
import { AppError } from '../../base/app-error.js';
import { type Bytes, toHex } from '../../base/bytes.js';
import type { Secret } from '../../base/secret.js';
import { migrate, schemaOf } from './migrate.js';
import { MIGRATIONS } from './migrations/index.js';
import { listSearchWords } from './read/search-words.js';
import { SqlConnection } from './sql-connection.js';
import { storeError } from './store-error.js';

export interface DatabaseFile {
  readonly path: string;
  /** 32 random bytes, SQLCipher's raw key: no password and no key derivation here. */
  readonly key: Secret<Bytes>;
}

/**
 * The one writing connection, on the newest schema. Creates the file when there is none.
 * @throws {AppError} STORE_DAMAGED (also for a wrong key), STORE_TOO_NEW {found, known}, DISK_FULL, STORE_FAILED
 */
export function openWriter(file: DatabaseFile, migrations: readonly string[] = MIGRATIONS): SqlConnection {
  const sql = open(file);
  return closedOnFailure(sql, () => {
    sql.exec(`${DURABLE} ${PRIVATE} PRAGMA cache_size = -32768; PRAGMA foreign_keys = ON;`);
    migrate(sql, {
      migrations,
      path: file.path,
      openCopy: (path) => open({ path, key: file.key }),
    });
  });
}

/**
 * A connection that cannot write, beside an open writer.
 * @throws {AppError} STORE_DAMAGED, STORE_TOO_NEW, STORE_FAILED
 */
export function openReader(file: DatabaseFile): SqlConnection {
  const sql = open(file);
  return closedOnFailure(sql, () => {
    sql.exec(`${PRIVATE} PRAGMA cache_size = -16384;`);
    if (schemaOf(sql, MIGRATIONS.length) < MIGRATIONS.length) throw new AppError('STORE_FAILED');
    listSearchWords(sql);
    sql.exec('PRAGMA query_only = ON;');
  });
}

/** https://www.sqlite.org/pragma.html. The last two only matter on macOS, where fsync alone does not reach the disk. */
const DURABLE = `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;`;
const PRIVATE = `PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;
  PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;`;
/** A reader's last checkpoint may hold the lock for a moment. */
export const BUSY_TIMEOUT_MS = 2_000;

function open(file: DatabaseFile): SqlConnection {
  const sql = new SqlConnection(openFile(file.path));
  return closedOnFailure(sql, () => {
    // The key comes before any other statement; `exec` keeps no copy of its text. SQLCipher would log to stderr.
    sql.exec(`PRAGMA key = "x'${toHex(file.key.reveal())}'"; PRAGMA cipher_log_level = NONE;`);
    sql.exec(`PRAGMA busy_timeout = ${String(BUSY_TIMEOUT_MS)}; SELECT count(*) FROM sqlite_schema;`);
    sql.learnToTokenize();
  });
}

function openFile(path: string): Database {
  try {
    // SQLite would create it readable by everybody; -wal and -shm take their mode from it.
    closeSync(openSync(path, 'a', 0o600));
    return new Database(path);
  } catch (cause) {
    throw storeError(cause);
  }
}

function closedOnFailure(sql: SqlConnection, act: () => void): SqlConnection {
  try {
    act();
    return sql;
  } catch (error) {
    sql.close();
    throw error;
  }
}
