// Files that were handed over as bytes.

import type { Bytes } from '../../base/bytes.js';
import type { SpoolStore } from '../../core/ports/spool-store.js';
import { bytesOf, idColumn } from './columns.js';
import type { SqlConnection } from './sql-connection.js';

export function sqliteSpools(sql: SqlConnection): SpoolStore {
  const get = sql.prepare<SpoolColumns>('SELECT key, header FROM spool WHERE id = ?');
  const add = sql.prepare('INSERT INTO spool VALUES (?, ?, ?)');
  const isNamed = sql.prepare<{ named: number }>(
    `SELECT EXISTS (SELECT 1 FROM attachment WHERE spool_id = ?) OR EXISTS (SELECT 1 FROM upload WHERE spool_id = ?)
       OR EXISTS (SELECT 1 FROM transfer WHERE source_spool_id = ?) AS named`,
  );
  const remove = sql.prepare('DELETE FROM spool WHERE id = ?');
  return {
    get: (id) => {
      const row = get.get(idColumn(id));
      return row && { id, key: bytesOf(row.key), header: bytesOf(row.header) };
    },
    add: ({ id, key, header }) => {
      add.run(idColumn(id), key, header);
    },
    isNamed: (id) => {
      const column = idColumn(id);
      return isNamed.get(column, column, column)?.named === 1;
    },
    remove: (id) => {
      remove.run(idColumn(id));
    },
  };
}

type SpoolColumns = { key: Bytes; header: Bytes };
