// Deleted messages are hidden at once and emptied when nobody can have them back any more.

import type { Bytes } from '../../base/bytes.js';
import type { DeletionId } from '../../base/ids.js';
import type { Deletion, DeletionStore } from '../../core/ports/deletion-store.js';
import { flag, idColumn, idOf } from './columns.js';
import { PLACE_KIND, type MessageColumns, SELECT_MESSAGE, messageOf } from './message-columns.js';
import type { MessageKeys } from './message-keys.js';
import type { RowCaches } from './row-cache.js';
import type { MessageIndex } from './search-index.js';
import type { SqlConnection } from './sql-connection.js';

export interface DeletionTools {
  readonly keys: MessageKeys;
  readonly caches: RowCaches;
  readonly index: MessageIndex;
}

export function sqliteDeletions(sql: SqlConnection, tools: DeletionTools): DeletionStore {
  const get = sql.prepare<DeletionColumns>(`${SELECT} WHERE d.id = ?`);
  const all = sql.prepare<DeletionColumns>(`${SELECT} ORDER BY d.due_at`);
  return {
    get: (id) => {
      const row = get.get(idColumn(id));
      return row && deletionOf(row);
    },
    all: () => all.all().map(deletionOf),
    hold: holding(sql, tools),
    undo: undoing(sql, tools),
    carryOut: carryingOut(sql, tools),
  };
}

function holding(sql: SqlConnection, { keys, caches }: DeletionTools): DeletionStore['hold'] {
  const add = sql.prepare('INSERT INTO deletion (id, conversation_key, due_at) VALUES (?, ?, ?)');
  const note = sql.prepare(
    `INSERT INTO deleted_message (message_key, deletion_id, kind, unread)
     SELECT key, ?, kind, unread FROM message
     WHERE author_key = ? AND message_id = ? AND conversation_key = ? AND kind <> ${String(PLACE_KIND)}`,
  );
  const hide = sql.prepare(
    `UPDATE message SET kind = ${String(PLACE_KIND)}, unread = 0
     WHERE author_key = ? AND message_id = ? AND conversation_key = ?`,
  );
  const count = sql.prepare(COUNT_UNREAD);
  return ({ id, conversationId, dueAt }, messages) => {
    const conversationKey = keys.conversation(conversationId);
    if (conversationKey === undefined) return [];
    add.run(idColumn(id), conversationKey, dueAt);
    const hidden = messages.filter((message) => {
      const authorKey = keys.author(message.author);
      if (authorKey === undefined) return false;
      const place = [authorKey, idColumn(message.id), conversationKey] as const;
      if (note.run(idColumn(id), ...place).changes === 0) return false;
      hide.run(...place);
      if (message.unread) count.run(-1, conversationKey);
      return true;
    });
    caches.clear();
    return hidden;
  };
}

function undoing(sql: SqlConnection, { caches }: DeletionTools): DeletionStore['undo'] {
  const held = sql.prepare<HeldColumns>(SELECT_HELD);
  const show = sql.prepare('UPDATE message SET kind = ?, unread = ? WHERE key = ?');
  const count = sql.prepare(COUNT_UNREAD);
  const forget = forgetting(sql);
  return (id) => {
    const rows = held.all(idColumn(id));
    for (const row of rows) {
      show.run(row.kind_before, row.unread_before, row.key);
      if (row.unread_before === 1) count.run(1, row.conversation_key);
    }
    forget(id);
    caches.clear();
    return rows.map((row) => {
      return { ...messageOf(row), kind: row.kind_before, unread: row.unread_before === flag(true) };
    });
  };
}

function carryingOut(sql: SqlConnection, { caches, index }: DeletionTools): DeletionStore['carryOut'] {
  const held = sql.prepare<HeldColumns>(SELECT_HELD);
  const empty = sql.prepare(`UPDATE message SET payload = x'', failure = NULL, recovered = 0 WHERE key = ?`);
  const remove = sql.prepare('DELETE FROM message WHERE key = ?');
  const forget = forgetting(sql);
  return (id) => {
    const rows = held.all(idColumn(id));
    forget(id);
    index.forget(rows);
    for (const row of rows) (row.author_key === 0 ? remove : empty).run(row.key);
    index.rowsDeleted();
    caches.clear();
    return rows.map((row) => ({ ...messageOf(row), kind: row.kind_before }));
  };
}

function forgetting(sql: SqlConnection): (id: DeletionId) => void {
  const messages = sql.prepare('DELETE FROM deleted_message WHERE deletion_id = ?');
  const deletion = sql.prepare('DELETE FROM deletion WHERE id = ?');
  return (id) => {
    messages.run(idColumn(id));
    deletion.run(idColumn(id));
  };
}

const SELECT = `SELECT d.id, c.conversation_id, d.due_at
  FROM deletion AS d JOIN conversation AS c ON c.key = d.conversation_key`;
const SELECT_HELD = `${SELECT_MESSAGE.replace('SELECT', 'SELECT x.kind AS kind_before, x.unread AS unread_before,')}
    JOIN deleted_message AS x ON x.message_key = m.key
  WHERE x.deletion_id = ?`;
const COUNT_UNREAD = 'UPDATE conversation SET unread = unread + ? WHERE key = ?';

function deletionOf(row: DeletionColumns): Deletion {
  return { id: idOf(row.id), conversationId: idOf(row.conversation_id), dueAt: row.due_at };
}

type DeletionColumns = { id: Bytes; conversation_id: Bytes; due_at: number };
type HeldColumns = MessageColumns & { kind_before: number; unread_before: number };
