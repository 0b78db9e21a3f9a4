// Unread messages and their number, found by an index that holds nothing else.

import type { ConversationId } from '../../base/ids.js';
import type { MessageStore } from '../../core/ports/message-store.js';
import type { Position } from '../../core/ports/position.js';
import { idColumn } from './columns.js';
import { type MessageColumns, SELECT_MESSAGE, messageOf } from './message-columns.js';
import type { SqlConnection } from './sql-connection.js';

export interface UnreadMessages extends Pick<MessageStore, 'markRead' | 'markSeen'> {
  /** One more, and the conversation is hidden no more. */
  came(conversationKey: number): void;
}

export function unreadMessages(sql: SqlConnection): UnreadMessages {
  const came = sql.prepare('UPDATE conversation SET unread = unread + 1, hidden = 0 WHERE key = ?');
  const went = sql.prepare('UPDATE conversation SET unread = unread - ? WHERE key = ?');
  const clearing = (side: '<=' | '=') => {
    const where = `m.unread = 1 AND (m.lamport, m.author_rank, m.author_seq) ${side} (?, ?, ?)`;
    const select = sql.prepare<MessageColumns>(
      `${SELECT_MESSAGE} WHERE c.conversation_id = ? AND ${where}
       ORDER BY m.lamport, m.author_rank, m.author_seq`,
    );
    const clear = sql.prepare(`UPDATE message AS m SET unread = 0 WHERE m.conversation_key = ? AND ${where}`);
    return (conversation: ConversationId, { lamport, rank, authorSeq }: Position) => {
      const rows = select.all(idColumn(conversation), lamport, rank, authorSeq);
      const key = rows[0]?.conversation_key;
      if (key === undefined) return [];
      clear.run(key, lamport, rank, authorSeq);
      went.run(rows.length, key);
      return rows.map((row) => messageOf({ ...row, unread: 0 }));
    };
  };
  const clearAt = clearing('=');
  return {
    markRead: clearing('<='),
    markSeen: (conversation, positions) => positions.flatMap((position) => clearAt(conversation, position)),
    came: (conversationKey) => {
      came.run(conversationKey);
    },
  };
}
