// Where the bytes of one file are, for whoever reads them out of the home.

import type { Bytes } from '../../../base/bytes.js';
import type { TransferId } from '../../../base/ids.js';
import { bytesOf, idColumn } from '../columns.js';
import type { SqlConnection } from '../sql-connection.js';
import type { StoredFile } from './read-query.js';

export function storedFiles(sql: SqlConnection): (id: TransferId) => StoredFile | undefined {
  const get = sql.prepare<Columns>(
    'SELECT incoming, stage, name, key, header, saved_as, source_path, source_modified_ms FROM transfer WHERE id = ?',
  );
  return (id) => {
    const row = get.get(idColumn(id));
    if (!row) return undefined;
    const { name, key, header, source_path: path, source_modified_ms: modifiedMs } = row;
    if (row.incoming === 0)
      return path !== null && modifiedMs !== null ? { name, own: { path, modifiedMs } } : undefined;
    if (row.stage !== 'done' || key === null) return undefined;
    return { name, kept: { id, key: bytesOf(key), header: bytesOf(header) }, savedAs: row.saved_as };
  };
}

type Columns = {
  incoming: number;
  stage: string;
  name: string;
  key: Bytes | null;
  header: Bytes;
  saved_as: string | null;
  source_path: string | null;
  source_modified_ms: number | null;
};
