// The history: written so that each message finds its place, its author's gaps and its duplicates by index alone.

import type { ConversationId, NodeId } from '../../base/ids.js';
import type { Message, MessageStore } from '../../core/ports/message-store.js';
import { authorOrder } from './author-order.js';
import { authorColumn, flag, idColumn } from './columns.js';
import {
  type MessageColumns,
  SELECT_MESSAGE,
  failureColumn,
  messageOf,
  stateColumn,
} from './message-columns.js';
import type { SqlConnection } from './sql-connection.js';
import { unreadMessages } from './unread-messages.js';

export function sqliteMessages(sql: SqlConnection): MessageStore {
  return { ...queries(sql), ...changes(sql), markRead: unreadMessages(sql).markRead };
}

type Queries = 'byId' | 'bySeq' | 'authoredAbove' | 'lastBy';

function queries(sql: SqlConnection): Pick<MessageStore, Queries> {
  const byAuthor = `${SELECT_MESSAGE} WHERE c.conversation_id = ? AND a.node_id = ?`;
  const byId = sql.prepare<MessageColumns>(`${byAuthor} AND m.message_id = ?`);
  const bySeq = sql.prepare<MessageColumns>(`${byAuthor} AND m.author_seq = ?`);
  const above = sql.prepare<MessageColumns>(`${byAuthor} AND m.author_seq > ? ORDER BY m.author_seq LIMIT ?`);
  const last = sql.prepare<MessageColumns>(`${byAuthor} ORDER BY m.author_seq DESC LIMIT 1`);
  const found = (row: MessageColumns | undefined): Message | undefined => row && messageOf(row);
  return {
    byId: (conversation, author, id) =>
      found(byId.get(idColumn(conversation), authorColumn(author), idColumn(id))),
    bySeq: (conversation, author, authorSeq) =>
      found(bySeq.get(idColumn(conversation), authorColumn(author), authorSeq)),
    authoredAbove: (conversation, author, authorSeq, limit) =>
      above.all(idColumn(conversation), authorColumn(author), authorSeq, limit).map(messageOf),
    lastBy: (conversation, author) => found(last.get(idColumn(conversation), authorColumn(author))),
  };
}

function changes(sql: SqlConnection): Pick<MessageStore, 'add' | 'setState' | 'move'> {
  const order = authorOrder(sql);
  const unread = unreadMessages(sql);
  const insert = sql.prepare(INSERT);
  const setState = sql.prepare(`UPDATE message SET state = ?, failure = ? WHERE ${KEY_BY_ID}`);
  const move = sql.prepare(
    `UPDATE message SET author_seq = ?, lamport = ?, payload = ?, gap_before = ? WHERE ${KEY_BY_ID}`,
  );
  return {
    add: (message) => {
      const place = order.find(message.conversationId, message.author, message.authorSeq);
      const added = insert.run(
        place.conversationKey,
        place.authorKey,
        idColumn(message.id),
        message.authorSeq,
        message.lamport,
        place.rank,
        message.kind,
        stateColumn(message.state),
        flag(message.unread),
        flag(message.recovered),
        place.gapBefore,
        message.sentAt,
        message.receivedAt,
        failureColumn(message.failure),
        message.payload,
      );
      if (added.changes === 0) return 'duplicate';
      order.closeGap(place, message.authorSeq);
      if (message.unread) unread.count(place.conversationKey, 1);
      return 'added';
    },
    setState: (...change) => {
      const [conversation, author, id, state, failure = null] = change;
      setState.run(stateColumn(state), failureColumn(failure), ...idOfMessage(conversation, author, id));
    },
    move: (message, to) => {
      const { conversationId, author, id, authorSeq } = message;
      order.leave(conversationId, author, authorSeq);
      const place = order.find(conversationId, author, to.authorSeq, authorSeq);
      move.run(
        to.authorSeq,
        to.lamport,
        to.payload,
        place.gapBefore,
        ...idOfMessage(conversationId, author, id),
      );
      order.closeGap(place, to.authorSeq);
    },
  };
}

const INSERT = `INSERT INTO message (conversation_key, author_key, message_id, author_seq, lamport, author_rank, kind,
    state, unread, recovered, gap_before, sent_at, received_at, failure, payload)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO NOTHING`;

const KEY_BY_ID = `author_key = (SELECT key FROM author WHERE node_id = ?) AND message_id = ?
  AND conversation_key = (SELECT key FROM conversation WHERE conversation_id = ?)`;

function idOfMessage(conversation: ConversationId, author: NodeId | null, id: Message['id']) {
  return [authorColumn(author), idColumn(id), idColumn(conversation)] as const;
}
