// The numbers conversations and authors have in the message table. An author's row is never deleted; a conversation whose
// history is deleted goes on under another number, and the caches are emptied with that.

import type { ConversationId, NodeId } from '../../base/ids.js';
import { authorRank } from '../../core/ports/position.js';
import { authorColumn, idColumn } from './columns.js';
import type { RowCaches } from './row-cache.js';
import type { SqlConnection } from './sql-connection.js';

export interface MessageKeys {
  /** Undefined: there is no such conversation. */
  conversation(id: ConversationId): number | undefined;
  /** Undefined: the author wrote nothing yet. */
  author(author: NodeId | null): number | undefined;
  /** The author's number, given now if it has none. */
  authorOrNew(author: NodeId | null): number;
}

export function messageKeys(sql: SqlConnection, caches: RowCaches): MessageKeys {
  const conversations = caches.make<ConversationId, number>();
  const authors = caches.make<NodeId | null, number>();
  const conversation = sql.prepare<{ key: number }>('SELECT key FROM conversation WHERE conversation_id = ?');
  const author = sql.prepare<{ key: number }>('SELECT key FROM author WHERE node_id = ?');
  const addAuthor = sql.prepare('INSERT INTO author (node_id, rank) VALUES (?, ?)');
  const authorKey = (id: NodeId | null) => authors.get(id, () => author.get(authorColumn(id))?.key);
  return {
    conversation: (id) => conversations.get(id, () => conversation.get(idColumn(id))?.key),
    author: authorKey,
    authorOrNew: (id) => authorKey(id) ?? addAuthor.run(authorColumn(id), authorRank(id)).lastInsertRowid,
  };
}
