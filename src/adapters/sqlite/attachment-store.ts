// What is attached to what is being written.

import type { Bytes } from '../../base/bytes.js';
import type { Attachment, AttachmentStore } from '../../core/ports/attachment-store.js';
import { bytesOrNull, idColumn, idOf, idOrNull } from './columns.js';
import type { SqlConnection } from './sql-connection.js';

export function sqliteAttachments(sql: SqlConnection): AttachmentStore {
  const get = sql.prepare<AttachmentColumns>('SELECT * FROM attachment WHERE id = ?');
  const of = sql.prepare<AttachmentColumns>(
    'SELECT * FROM attachment WHERE conversation_id = ? ORDER BY place',
  );
  const add = sql.prepare(
    `INSERT INTO attachment (id, place, path, name, size_bytes, keep_metadata, spool_id, thumbnail)
     VALUES (?, (SELECT coalesce(max(place), 0) + 1 FROM attachment WHERE conversation_id IS NULL), ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO NOTHING`,
  );
  const detach = sql.prepare('UPDATE attachment SET conversation_id = NULL WHERE conversation_id = ?');
  const attach = sql.prepare('UPDATE attachment SET conversation_id = ?, place = ? WHERE id = ?');
  const keepMetadata = sql.prepare(
    `UPDATE attachment SET keep_metadata = id IN (SELECT unhex(value) FROM json_each(?)) WHERE conversation_id = ?`,
  );
  const putThumbnail = sql.prepare('UPDATE attachment SET thumbnail = ? WHERE id = ?');
  const forget = sql.prepare('DELETE FROM attachment WHERE id = ?');
  const take = sql.prepare<Pick<AttachmentColumns, 'conversation_id'>>(
    'DELETE FROM attachment WHERE id = ? RETURNING conversation_id',
  );
  const loose = sql.prepare<AttachmentColumns>(
    'SELECT * FROM attachment WHERE conversation_id IS NULL ORDER BY place DESC LIMIT -1 OFFSET +?',
  );
  const forgotten = (rows: readonly Attachment[]) => {
    for (const { id } of rows) forget.run(idColumn(id));
    return rows;
  };
  return {
    get: (id) => {
      const row = get.get(idColumn(id));
      return row && attachmentOf(row);
    },
    of: (conversationId) => of.all(idColumn(conversationId)).map(attachmentOf),
    add: ({ id, path, name, sizeBytes, keepMetadata: keep, spoolId, thumbnail }) => {
      add.run(idColumn(id), path, name, sizeBytes, Number(keep), idColumn(spoolId), thumbnail);
    },
    attach: (conversationId, ids) => {
      const before = of.all(idColumn(conversationId)).map(attachmentOf);
      detach.run(idColumn(conversationId));
      for (const [place, id] of ids.entries()) attach.run(idColumn(conversationId), place, idColumn(id));
      return forgotten(before.filter(({ id }) => !ids.includes(id)));
    },
    keepMetadata: (conversationId, ids) => {
      keepMetadata.run(JSON.stringify(ids), idColumn(conversationId));
    },
    take: (id) => {
      const row = take.get(idColumn(id));
      return row && { conversationId: idOrNull(row.conversation_id) };
    },
    putThumbnail: (id, thumbnail) => {
      putThumbnail.run(thumbnail, idColumn(id));
    },
    keepLoose: (most) => forgotten(loose.all(most).map(attachmentOf)),
    dropLoose: droppingLoose(sql),
  };
}

function droppingLoose(sql: SqlConnection): AttachmentStore['dropLoose'] {
  const drop = sql.prepare<AttachmentColumns>(
    'DELETE FROM attachment WHERE id = ? AND conversation_id IS NULL RETURNING *',
  );
  return (id) => {
    const row = drop.get(idColumn(id));
    return row && attachmentOf(row);
  };
}

function attachmentOf({ id, path, name, size_bytes: sizeBytes, ...row }: AttachmentColumns): Attachment {
  const { keep_metadata: keep, spool_id: spoolId } = row;
  return {
    id: idOf(id),
    path,
    name,
    sizeBytes,
    keepMetadata: keep === 1,
    spoolId: idOrNull(spoolId),
    thumbnail: bytesOrNull(row.thumbnail),
  };
}

type AttachmentColumns = {
  id: Bytes;
  conversation_id: Bytes | null;
  path: string;
  name: string;
  size_bytes: number;
  keep_metadata: number;
  spool_id: Bytes | null;
  thumbnail: Bytes | null;
};
