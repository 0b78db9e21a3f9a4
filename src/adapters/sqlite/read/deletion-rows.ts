import type { Bytes } from '../../../base/bytes.js';
import { idOf } from '../columns.js';
import type { SqlConnection } from '../sql-connection.js';
import type { Rows } from './read-query.js';
import type { DeletionRow } from './rows.js';
import { rowsWithin } from './rows-within.js';

/** Deletions that can still be undone, in the order in which they are due. */
export function deletionRows(sql: SqlConnection): () => Rows<DeletionRow> {
  const all = sql.prepare<Columns>(
    `SELECT d.id, c.conversation_id, d.due_at,
       (SELECT count(*) FROM deleted_message AS x WHERE x.deletion_id = d.id) AS messages
     FROM deletion AS d JOIN conversation AS c ON c.key = d.conversation_key ORDER BY d.due_at`,
  );
  return () =>
    rowsWithin(
      all.all().map((row) => {
        const conversationId: string = idOf(row.conversation_id);
        return { id: idOf(row.id), conversationId, messages: row.messages, dueAt: row.due_at };
      }),
    );
}

type Columns = { id: Bytes; conversation_id: Bytes; due_at: number; messages: number };
