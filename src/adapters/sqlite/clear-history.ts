// Deletes what was said in a conversation, and keeps the numbering of its authors.

import type { ConversationStore } from '../../core/ports/message-store.js';
import { wholeTo } from './author-order.js';
import { idColumn } from './columns.js';
import { PLACE_KIND } from './message-columns.js';
import type { RowCaches } from './row-cache.js';
import type { IndexedColumns, MessageIndex } from './search-index.js';
import type { SqlConnection } from './sql-connection.js';

export function clearHistory(
  sql: SqlConnection,
  caches: RowCaches,
  index: MessageIndex,
): ConversationStore['clear'] {
  const reset = sql.prepare<{ key: number }>(
    `UPDATE conversation SET draft = '', caption = '', unread = 0, marked_unread = 0, place_row = NULL, place_offset = 0
     WHERE conversation_id = ? RETURNING key`,
  );
  const authors = sql.prepare<{ author: number }>(
    'SELECT DISTINCT author_key AS author FROM message WHERE conversation_key = ?',
  );
  const forgetSystem = sql.prepare('DELETE FROM message WHERE conversation_key = ? AND author_key = 0');
  const forget = sql.prepare(
    'DELETE FROM message WHERE conversation_key = ? AND author_key = ? AND author_seq < ?',
  );
  // What was before the first of them is deleted, not missing.
  const hide = sql.prepare(
    `UPDATE message SET kind = ${String(PLACE_KIND)}, payload = x'', failure = NULL, unread = 0, recovered = 0,
       gap_before = iif(author_seq = ?, 0, gap_before)
     WHERE conversation_key = ? AND author_key = ?`,
  );
  const whole = wholeTo(sql);
  const forgetDeletions = deletionsOf(sql);
  const forgetTexts = textsOf(sql, index);
  return (id) => {
    const key = reset.get(idColumn(id))?.key;
    if (key === undefined) return;
    // The messages go behind the back of their own store.
    caches.clear();
    forgetDeletions(key);
    forgetSystem.run(key);
    for (const { author } of authors.all(key)) {
      const kept = whole({ conversationKey: key, authorKey: author });
      forgetTexts(key, author);
      forget.run(key, author, kept);
      hide.run(kept, key, author);
    }
    index.rowsDeleted();
  };
}

function deletionsOf(sql: SqlConnection): (conversationKey: number) => void {
  const held = sql.prepare(
    'DELETE FROM deleted_message WHERE deletion_id IN (SELECT id FROM deletion WHERE conversation_key = ?)',
  );
  const deletions = sql.prepare('DELETE FROM deletion WHERE conversation_key = ?');
  return (conversationKey) => {
    held.run(conversationKey);
    deletions.run(conversationKey);
  };
}

const PAGE = 500;

function textsOf(sql: SqlConnection, index: MessageIndex): (conversationKey: number, author: number) => void {
  const page = sql.prepare<IndexedColumns & { author_seq: number }>(
    `SELECT key, conversation_key, payload, author_seq FROM message
     WHERE conversation_key = ? AND author_key = ? AND author_seq > ? ORDER BY author_seq LIMIT +?`,
  );
  return (conversationKey, author) => {
    for (let above = -1; ;) {
      const rows = page.all(conversationKey, author, above, PAGE);
      index.forget(rows);
      const last = rows.at(-1);
      if (!last) return;
      above = last.author_seq;
    }
  };
}
