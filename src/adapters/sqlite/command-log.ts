import type { Bytes } from '../../base/bytes.js';
import type { CommandLog } from '../../core/ports/command-log.js';
import { bytesOf } from './columns.js';
import type { SqlConnection } from './sql-connection.js';

/** More than anybody does in a day. */
const KEPT_COMMANDS = 10_000;

export function sqliteCommandLog(sql: SqlConnection): CommandLog {
  const find = sql.prepare<{ digest: Bytes; result: string }>(
    'SELECT digest, result FROM done_command WHERE key = ?',
  );
  const add = sql.prepare('INSERT OR REPLACE INTO done_command (key, digest, result) VALUES (?, ?, ?)');
  const trim = sql.prepare('DELETE FROM done_command WHERE id <= ?');
  return {
    find: (key) => {
      const row = find.get(key);
      return row && { key, digest: bytesOf(row.digest), result: row.result };
    },
    add: ({ key, digest, result }) => {
      trim.run(add.run(key, digest, result).lastInsertRowid - KEPT_COMMANDS);
    },
  };
}
