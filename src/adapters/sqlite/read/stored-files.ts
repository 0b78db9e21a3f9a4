// Where the bytes of one file are, for whoever reads them out of the home.

import type { Bytes } from '../../../base/bytes.js';
import type { ContactId, TransferId } from '../../../base/ids.js';
import type { Spool } from '../../../core/ports/spool-store.js';
import { decodePayload } from '../../../protocol/payload-codec.js';
import { bytesOf, bytesOrNull, idColumn, idOf } from '../columns.js';
import { IS_KNOWN } from '../message-columns.js';
import type { SqlConnection } from '../sql-connection.js';
import type { AttachedFile, ReaderFacts, StoredFile } from './read-query.js';

export function storedFiles(sql: SqlConnection): (id: TransferId) => StoredFile | undefined {
  const get = sql.prepare<Columns>(
    `SELECT incoming, stage, name, transfer.key, transfer.header, saved_as, source_path, source_modified_ms,
       keeps_metadata, contact_id, ${SPOOL}
     FROM transfer LEFT JOIN spool ON spool.id = source_spool_id WHERE transfer.id = ?`,
  );
  return (id) => {
    const row = get.get(idColumn(id));
    if (!row) return undefined;
    const { name, key, header, source_path: path, source_modified_ms: modifiedMs } = row;
    if (row.incoming === 0)
      return path !== null && modifiedMs !== null
        ? { name, own: { path, modifiedMs, spool: spoolOf(row), ...offeredBy(row) } }
        : undefined;
    if (row.stage !== 'done' || key === null) return undefined;
    return { name, kept: { id, key: bytesOf(key), header: bytesOf(header) }, savedAs: row.saved_as };
  };
}

function offeredBy({ contact_id: contactId, keeps_metadata: keeps }: Columns) {
  return { contactId: idOf<ContactId>(contactId), keepsMetadata: keeps === 1 };
}

/** What is attached, as it is read. */
export function attachedFiles(sql: SqlConnection): (id: string) => AttachedFile | undefined {
  const get = sql.prepare<SpoolColumns & { path: string; thumbnail: Bytes | null }>(
    `SELECT path, thumbnail, ${SPOOL} FROM attachment LEFT JOIN spool ON spool.id = spool_id WHERE attachment.id = ?`,
  );
  return (id) => {
    const row = get.get(idColumn(id));
    return row && { path: row.path, spool: spoolOf(row), thumbnail: bytesOrNull(row.thumbnail) };
  };
}

/** The small picture that came with an offer of an approved contact; null: none did. Undefined: no such offer to us. */
export function offerThumbnails(sql: SqlConnection): (id: TransferId) => Bytes | null | undefined {
  return thumbnails(
    sql,
    `JOIN contact AS p ON p.id = t.contact_id JOIN author AS a ON a.node_id = p.node_id ${OFFERED}
     WHERE t.id = ? AND t.incoming = 1 AND p.state = 'approved'`,
  );
}

/** The same of an offer of the owner's. */
export function ownThumbnails(
  sql: SqlConnection,
  { self }: Pick<ReaderFacts, 'self'>,
): (id: TransferId) => Bytes | null | undefined {
  return thumbnails(
    sql,
    `JOIN author AS a ON a.node_id = x'${self}' ${OFFERED} WHERE t.id = ? AND t.incoming = 0`,
  );
}

const OFFERED = `JOIN message AS m ON m.author_key = a.key AND m.message_id = t.offer
  JOIN conversation AS c ON c.key = m.conversation_key AND ${IS_KNOWN}`;

function thumbnails(sql: SqlConnection, from: string): (id: TransferId) => Bytes | null | undefined {
  const get = sql.prepare<{ payload: Bytes }>(`SELECT m.payload FROM transfer AS t ${from}`);
  return (id) => {
    const row = get.get(idColumn(id));
    const decoded = row && decodePayload(bytesOf(row.payload));
    if (!decoded?.ok) return undefined;
    const { content } = decoded.value.payload;
    return content.kind === 'fileOffer' ? content.thumbnail : undefined;
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
  keeps_metadata: number;
  contact_id: Bytes;
};
