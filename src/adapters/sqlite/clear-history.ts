// Deletes what was said in a conversation, and keeps the numbering of its authors. The messages stay with the row they have,
// which becomes a conversation nobody can ask for, and leave from there in steps; the conversation itself goes on as a new row.

import type { Bytes } from '../../base/bytes.js';
import type { ConversationId } from '../../base/ids.js';
import type { ConversationStore } from '../../core/ports/message-store.js';
import { wholeTo } from './author-order.js';
import { idColumn, idOf } from './columns.js';
import { PLACE_KIND } from './message-columns.js';
import type { RowCaches } from './row-cache.js';
import { type IndexedColumns, type MessageIndex, textsWithin } from './search-index.js';
import type { SqlConnection } from './sql-connection.js';

/** The author of the lines of the system, which have no order to keep. */
const SYSTEM = 0;

export function clearHistory(sql: SqlConnection, caches: RowCaches): ConversationStore['clear'] {
  const find = sql.prepare<{ key: number }>('SELECT key FROM conversation WHERE conversation_id = ?');
  const unset = sql.prepare(
    `UPDATE conversation SET draft = '', caption = '', recipients = '[]', unread = 0, marked_unread = 0, place_row = NULL,
       place_offset = 0
     WHERE key = ?`,
  );
  const isEmpty = emptiness(sql);
  const forgetDeletions = deletionsOf(sql);
  const goOn = successor(sql);
  const keepPlaces = placesOf(sql);
  return (id) => {
    const cleared = find.get(idColumn(id))?.key;
    if (cleared === undefined) return undefined;
    // The messages go behind the back of their own store.
    caches.clear();
    unset.run(cleared);
    forgetDeletions(cleared);
    if (isEmpty(cleared)) return undefined;
    const { key, left } = goOn(cleared);
    keepPlaces(cleared, key);
    return left;
  };
}

/** Nothing but the places its authors keep. */
function emptiness(sql: SqlConnection): (conversationKey: number) => boolean {
  const any = sql.prepare(
    `SELECT key FROM message WHERE conversation_key = ? AND (kind <> ${String(PLACE_KIND)} OR payload <> x'') LIMIT 1`,
  );
  const lowest = sql.prepare<{ author: number; authorSeq: number }>(
    `SELECT author_key AS author, author_seq AS authorSeq FROM message WHERE conversation_key = ? AND author_key > ?
     ORDER BY author_key, author_seq LIMIT 1`,
  );
  const whole = wholeTo(sql);
  const isTrimmed = (conversationKey: number) => {
    for (let known = SYSTEM - 1; ;) {
      const first = lowest.get(conversationKey, known);
      if (!first) return true;
      known = first.author;
      if (known === SYSTEM || first.authorSeq < whole({ conversationKey, authorKey: known })) return false;
    }
  };
  return (conversationKey) => isTrimmed(conversationKey) && any.get(conversationKey) === undefined;
}

interface Successor {
  readonly key: number;
  /** The name of the other row, which is nobody's. */
  readonly left: ConversationId | undefined;
}

/** The row under which the conversation goes on. */
function successor(sql: SqlConnection): (cleared: number) => Successor {
  const add = sql.prepare(
    `INSERT INTO conversation (conversation_id, contact_id, peer, lamport, former_of, muted_until, pinned, archived, hidden)
     SELECT randomblob(32), contact_id, peer, lamport, former_of, muted_until, pinned, archived, hidden
     FROM conversation WHERE key = ?`,
  );
  const named = sql.prepare<{ id: Bytes }>('SELECT conversation_id AS id FROM conversation WHERE key = ?');
  const leave = sql.prepare(
    `UPDATE conversation SET conversation_id = randomblob(32), contact_id = NULL, peer = x'', former_of = NULL, erased = 1
     WHERE key = ?`,
  );
  const name = sql.prepare('UPDATE conversation SET conversation_id = ? WHERE key = ?');
  return (cleared) => {
    const key = add.run(cleared).lastInsertRowid;
    const id = named.get(cleared)?.id ?? null;
    leave.run(cleared);
    name.run(id, key);
    const left = named.get(cleared);
    return { key, left: left && idOf<ConversationId>(left.id) };
  };
}

/** What was before the first of the places that are kept is deleted, not missing. */
function placesOf(sql: SqlConnection): (cleared: number, key: number) => void {
  const nextAuthor = sql.prepare<{ author: number }>(
    `SELECT author_key AS author FROM message WHERE conversation_key = ? AND author_key > ?
     ORDER BY author_key LIMIT 1`,
  );
  const keep = sql.prepare(
    `INSERT INTO message (conversation_key, author_key, message_id, author_seq, lamport, author_rank, kind, state, unread,
       recovered, gap_before, sent_at, received_at, failure, payload)
     SELECT ?, author_key, message_id, author_seq, lamport, author_rank, ${String(PLACE_KIND)}, state, 0,
       0, iif(author_seq = ?, 0, gap_before), sent_at, received_at, NULL, x''
     FROM message WHERE conversation_key = ? AND author_key = ? AND author_seq >= ?`,
  );
  const whole = wholeTo(sql);
  return (cleared, key) => {
    for (let known = SYSTEM; ;) {
      const author = nextAuthor.get(cleared, known)?.author;
      if (author === undefined) return;
      const kept = whole({ conversationKey: cleared, authorKey: author });
      keep.run(key, kept, cleared, author, kept);
      known = author;
    }
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

/** Most messages that leave the disk in one commit: some 20 ms with their words, in which nobody else's message is committed. */
const STEP_MESSAGES = 25;

export function erasing(sql: SqlConnection, index: MessageIndex): ConversationStore['erase'] {
  const next = sql.prepare<{ key: number }>(
    'SELECT key FROM conversation WHERE erased = 1 ORDER BY key LIMIT 1',
  );
  const named = sql.prepare<{ key: number }>(
    'SELECT key FROM conversation WHERE conversation_id = ? AND erased = 1',
  );
  const messages = sql.prepare<IndexedColumns>(
    `SELECT key, conversation_key, payload FROM message WHERE conversation_key = ?
     ORDER BY author_key, author_seq LIMIT ${String(STEP_MESSAGES)}`,
  );
  const remove = sql.prepare('DELETE FROM message WHERE key = ?');
  const forget = sql.prepare('DELETE FROM conversation WHERE key = ?');
  return (cleared) => {
    const key = (cleared ? named.get(idColumn(cleared)) : next.get())?.key;
    if (key === undefined) return false;
    const rows = textsWithin(messages.all(key));
    if (rows.length === 0) forget.run(key);
    index.forget(rows);
    for (const row of rows) remove.run(row.key);
    index.rowsDeleted();
    return true;
  };
}
