// What is owed to contacts, in the order it was appended.

import type { Bytes } from '../../base/bytes.js';
import type { ContactId, MessageId } from '../../base/ids.js';
import type { AckedRow, OutboxRow, OutboxStore, OwedKind } from '../../core/ports/stream-store.js';
import { bytesOf, idColumn, idOf } from './columns.js';
import { givingUpJobs } from './giving-up.js';
import type { RowCaches } from './row-cache.js';
import type { Prepared, SqlConnection } from './sql-connection.js';

export function sqliteOutbox(sql: SqlConnection, caches: RowCaches): OutboxStore {
  const jobs = givingUpJobs(sql, caches);
  const removeAll = sql.prepare('DELETE FROM outbox WHERE contact_id = ?');
  return {
    ...queries(sql),
    ...changes(sql),
    ...jobs,
    removeAll: (contactId) => {
      jobs.endGivingUp(contactId);
      removeAll.run(idColumn(contactId));
    },
  };
}

type Jobs = 'removeAll' | 'givingUp' | 'anyGivingUp' | 'setGivingUp' | 'endGivingUp';
type Queries =
  | 'nextUnsealed'
  | 'firstUnsealedNumbered'
  | 'lastUnsealed'
  | 'unsealedBetween'
  | 'sealedAbove'
  | 'sealedAt'
  | 'sealedCount'
  | 'find'
  | 'findUnsealed'
  | 'all';

function queries(sql: SqlConnection): Pick<OutboxStore, Queries> {
  const unsealed = sql.prepare<UnsealedColumns>(
    `${UNSEALED} WHERE contact_id = ? AND stream_seq IS NULL ORDER BY id LIMIT +?`,
  );
  const firstNumbered = sql.prepare<OutboxColumns>(
    'SELECT * FROM outbox WHERE contact_id = ? AND stream_seq IS NULL AND visible > 0 ORDER BY id LIMIT 1',
  );
  const firstNew = sql.prepare<OutboxColumns>(
    'SELECT * FROM outbox WHERE contact_id = ? AND stream_seq IS NULL AND visible IN (1, 2) ORDER BY id LIMIT 1',
  );
  const unsealedService = sql.prepare<UnsealedColumns>(
    `${UNSEALED} WHERE contact_id = ? AND stream_seq IS NULL AND visible = 0 ORDER BY id LIMIT +?`,
  );
  const last = sql.prepare<{ id: number }>(
    'SELECT id FROM outbox WHERE contact_id = ? AND stream_seq IS NULL ORDER BY id DESC LIMIT 1',
  );
  const between = sql.prepare<UnsealedColumns>(
    `${UNSEALED} WHERE contact_id = ? AND stream_seq IS NULL AND id > ? AND id <= ? ORDER BY id LIMIT +?`,
  );
  const sealedAbove = sql.prepare<OutboxColumns>(
    'SELECT * FROM outbox WHERE contact_id = ? AND stream_seq > ? ORDER BY stream_seq',
  );
  const sealedAt = sql.prepare<OutboxColumns>('SELECT * FROM outbox WHERE contact_id = ? AND stream_seq = ?');
  const sealedCount = sql.prepare<{ count: number }>(
    'SELECT count(*) AS count FROM outbox WHERE contact_id = ? AND stream_seq IS NOT NULL',
  );
  const find = sql.prepare<OutboxColumns>(
    'SELECT * FROM outbox WHERE contact_id = ? AND message_id = ? ORDER BY id LIMIT 1',
  );
  const findUnsealed = sql.prepare<OutboxColumns>(
    'SELECT * FROM outbox WHERE contact_id = ? AND message_id = ? AND +stream_seq IS NULL LIMIT 1',
  );
  const found = (row: OutboxColumns | undefined) => row && outboxRowOf(row);
  const all = sql.prepare<OutboxColumns>('SELECT * FROM outbox WHERE contact_id = ? ORDER BY id');
  return {
    nextUnsealed: (contactId, limit, which = 'all') =>
      (which === 'all' ? unsealed : unsealedService)
        .all(idColumn(contactId), limit)
        .map((row) => unsealedRowOf(contactId, row)),
    sealedAbove: (contactId, streamSeq) => sealedAbove.all(idColumn(contactId), streamSeq).map(outboxRowOf),
    sealedAt: (contactId, streamSeq) => found(sealedAt.get(idColumn(contactId), streamSeq)),
    sealedCount: (contactId) => sealedCount.get(idColumn(contactId))?.count ?? 0,
    firstUnsealedNumbered: (contactId, which = 'all') =>
      found((which === 'all' ? firstNumbered : firstNew).get(idColumn(contactId))),
    lastUnsealed: (contactId) => last.get(idColumn(contactId))?.id,
    unsealedBetween: ({ contactId, reached, upTo }, limit) =>
      between.all(idColumn(contactId), reached, upTo, limit).map((row) => unsealedRowOf(contactId, row)),
    find: (contactId, messageId) => found(find.get(idColumn(contactId), idColumn(messageId))),
    findUnsealed: (contactId, messageId) => found(findUnsealed.get(idColumn(contactId), idColumn(messageId))),
    all: (contactId) => all.all(idColumn(contactId)).map(outboxRowOf),
  };
}

function changes(sql: SqlConnection): Omit<OutboxStore, Queries | Jobs> {
  const append = sql.prepare(
    'INSERT INTO outbox (contact_id, message_id, payload, visible) VALUES (?, ?, ?, ?)',
  );
  const seal = sql.prepare('UPDATE outbox SET stream_seq = ?, envelope = ?, hash = ? WHERE id = ?');
  const unsealAll = sql.prepare(
    `UPDATE outbox SET stream_seq = NULL, envelope = NULL, hash = NULL
     WHERE contact_id = ? AND stream_seq IS NOT NULL`,
  );
  const setPayload = sql.prepare('UPDATE outbox SET payload = ? WHERE id = ?');
  const giveUp = sql.prepare('UPDATE outbox SET message_id = ?, payload = ?, visible = 2 WHERE id = ?');
  const takeAcked = sql.prepare<AckedColumns>(
    `DELETE FROM outbox WHERE contact_id = ? AND stream_seq <= ?
     RETURNING message_id, visible, stream_seq, hash`,
  );
  const remove = sql.prepare('DELETE FROM outbox WHERE id = ?');
  return {
    append: (row) =>
      append.run(idColumn(row.contactId), idColumn(row.messageId), row.payload, kindColumn(row.kind))
        .lastInsertRowid,
    seal: (id, { streamSeq, envelope, hash }) => {
      seal.run(streamSeq, envelope, hash, id);
    },
    unsealAll: (contactId) => {
      unsealAll.run(idColumn(contactId));
    },
    setPayload: (id, payload) => {
      setPayload.run(payload, id);
    },
    giveUp: (id, { messageId, payload }) => {
      giveUp.run(idColumn(messageId), payload, id);
    },
    takeAcked: (contactId, streamSeq) => taken(takeAcked, contactId, streamSeq),
    remove: (id) => {
      remove.run(id);
    },
  };
}

/** The column `visible` holds the place in this list. */
const OWED_KINDS = ['service', 'message', 'place', 'repeat'] as const satisfies readonly OwedKind[];

function kindColumn(kind: OwedKind): number {
  return OWED_KINDS.indexOf(kind);
}

function kindOf(column: number): OwedKind {
  return OWED_KINDS[column] ?? 'service';
}

/** RETURNING promises no order (https://www.sqlite.org/lang_returning.html). */
function taken(
  takeAcked: Prepared<AckedColumns>,
  contactId: ContactId,
  streamSeq: number,
): readonly AckedRow[] {
  const rows = takeAcked.all(idColumn(contactId), streamSeq).map((row) => ({
    messageId: idOf<MessageId>(row.message_id),
    kind: kindOf(row.visible),
    streamSeq: row.stream_seq,
    hash: bytesOf(row.hash),
  }));
  return rows.sort((a, b) => a.streamSeq - b.streamSeq);
}

// What every message reads again names its columns: SQLCipher's binding takes a microsecond or two for each.
const UNSEALED = 'SELECT id, message_id, payload, visible FROM outbox';

type UnsealedColumns = Pick<OutboxColumns, 'id' | 'message_id' | 'payload' | 'visible'>;
type AckedColumns = Pick<OutboxColumns, 'message_id' | 'visible'> & { stream_seq: number; hash: Bytes };

function unsealedRowOf(contactId: ContactId, row: UnsealedColumns): OutboxRow {
  return {
    id: row.id,
    contactId,
    messageId: idOf(row.message_id),
    payload: bytesOf(row.payload),
    kind: kindOf(row.visible),
    sealed: null,
  };
}

function outboxRowOf(row: OutboxColumns): OutboxRow {
  const { stream_seq: streamSeq, envelope, hash } = row;
  const isSealed = streamSeq !== null && envelope !== null && hash !== null;
  return {
    id: row.id,
    contactId: idOf(row.contact_id),
    messageId: idOf(row.message_id),
    payload: bytesOf(row.payload),
    kind: kindOf(row.visible),
    sealed: isSealed ? { streamSeq, envelope: bytesOf(envelope), hash: bytesOf(hash) } : null,
  };
}

type OutboxColumns = {
  id: number;
  contact_id: Bytes;
  message_id: Bytes;
  visible: number;
  stream_seq: number | null;
  payload: Bytes;
  envelope: Bytes | null;
  hash: Bytes | null;
};
