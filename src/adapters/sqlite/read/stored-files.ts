// Where the bytes of one file are, for whoever reads them out of the home.

import type { Bytes } from '../../../base/bytes.js';
import type { TransferId } from '../../../base/ids.js';
import type { OwnFile, Spool } from '../../../core/ports/spool-store.js';
import { bytesOf, idColumn, idOf } from '../columns.js';
import type { SqlConnection } from '../sql-connection.js';
import type { StoredFile } from './read-query.js';

export function storedFiles(sql: SqlConnection): (id: TransferId) => StoredFile | undefined {
  const get = sql.prepare<Columns>(
    `SELECT incoming, stage, name, transfer.key, transfer.header, saved_as, source_path, source_modified_ms, ${SPOOL}
     FROM transfer LEFT JOIN spool ON spool.id = source_spool_id WHERE transfer.id = ?`,
  );
  return (id) => {
    const row = get.get(idColumn(id));
    if (!row) return undefined;
    const { name, key, header, source_path: path, source_modified_ms: modifiedMs } = row;
    if (row.incoming === 0)
      return path !== null && modifiedMs !== null
        ? { name, own: { path, modifiedMs, spool: spoolOf(row) } }
        : undefined;
    if (row.stage !== 'done' || key === null) return undefined;
    return { name, kept: { id, key: bytesOf(key), header: bytesOf(header) }, savedAs: row.saved_as };
  };
}

/** What is attached, as it is read. */
export function attachedFiles(
  sql: SqlConnection,
): (id: string) => Pick<OwnFile, 'path' | 'spool'> | undefined {
  const get = sql.prepare<SpoolColumns & { path: string }>(
    `SELECT path, ${SPOOL} FROM attachment LEFT JOIN spool ON spool.id = spool_id WHERE attachment.id = ?`,
  );
  return (id) => {
    const row = get.get(idColumn(id));
    return row && { path: row.path, spool: spoolOf(row) };
  };
}

const SPOOL = 'spool.id AS spool_id, spool.key AS spool_key, spool.header AS spool_header';

type SpoolColumns = { spool_id: Bytes | null; spool_key: Bytes | null; spool_header: Bytes | null };

function spoolOf({ spool_id: id, spool_key: key, spool_header: header }: SpoolColumns): Spool | null {
  return id && key && header ? { id: idOf(id), key: bytesOf(key), header: bytesOf(header) } : null;
}

type Columns = SpoolColumns & {
  incoming: number;
  stage: string;
  name: string;
  key: Bytes | null;
  header: Bytes;
  saved_as: string | null;
  source_path: string | null;
  source_modified_ms: number | null;
};
