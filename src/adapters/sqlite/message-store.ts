// The history: written so that each message finds its place, its author's gaps and its duplicates by index alone.

import { AppError } from '../../base/app-error.js';
import type { ConversationId, NodeId } from '../../base/ids.js';
import type { Message, MessageStore } from '../../core/ports/message-store.js';
import { authorRank } from '../../core/ports/position.js';
import { type AuthorIn, authorOrder, type Place, placeAfter, wholeTo } from './author-order.js';
import { flag, idColumn } from './columns.js';
import {
  type MessageColumns,
  SELECT_MESSAGE,
  failureColumn,
  messageOf,
  stateColumn,
} from './message-columns.js';
import type { MessageKeys } from './message-keys.js';
import { RecentMessages } from './recent-messages.js';
import type { RowCaches } from './row-cache.js';
import type { IndexedColumns, MessageIndex } from './search-index.js';
import type { SqlConnection } from './sql-connection.js';
import { unreadMessages } from './unread-messages.js';

export function sqliteMessages(sql: SqlConnection, { caches, keys, index }: MessageTools): MessageStore {
  const tools: Tools = { sql, keys, index, recent: new RecentMessages(caches) };
  const { markRead, markSeen } = unreadMessages(sql);
  return {
    ...queries(tools),
    add: adding(tools),
    ...changes(tools),
    markRead: (...upTo) => {
      tools.recent.clear();
      return markRead(...upTo);
    },
    markSeen: (...at) => {
      tools.recent.clear();
      return markSeen(...at);
    },
  };
}

export interface MessageTools {
  readonly caches: RowCaches;
  readonly keys: MessageKeys;
  readonly index: MessageIndex;
}

interface Tools extends Omit<MessageTools, 'caches'> {
  readonly sql: SqlConnection;
  readonly recent: RecentMessages;
}

type Queries = 'byId' | 'everywhereById' | 'bySeq' | 'authoredAbove' | 'lastBy' | 'wholeTo';

function queries({ sql, keys, recent }: Tools): Pick<MessageStore, Queries> {
  const byAuthor = `${SELECT_MESSAGE} WHERE m.conversation_key = ? AND m.author_key = ?`;
  const byId = sql.prepare<MessageColumns>(`${byAuthor} AND m.message_id = ?`);
  const everywhere = sql.prepare<MessageColumns>(
    `${SELECT_MESSAGE} WHERE m.author_key = ? AND m.message_id = ?`,
  );
  const bySeq = sql.prepare<MessageColumns>(`${byAuthor} AND m.author_seq = ?`);
  const above = sql.prepare<MessageColumns>(
    `${byAuthor} AND m.author_seq > ? ORDER BY m.author_seq LIMIT +?`,
  );
  const last = sql.prepare<MessageColumns>(`${byAuthor} ORDER BY m.author_seq DESC LIMIT 1`);
  const whole = wholeTo(sql);
  const found = (row: MessageColumns | undefined): Message | undefined => row && messageOf(row);
  const lastOf = (conversation: ConversationId, author: NodeId | null) =>
    recent.last(conversation, author, () => {
      const side = sideOf(keys, conversation, author);
      return side && found(last.get(...side));
    });
  return {
    byId: (conversationId, author, id) =>
      recent.byId({ conversationId, author, id }, () => {
        const side = sideOf(keys, conversationId, author);
        return side && found(byId.get(...side, idColumn(id)));
      }),
    everywhereById: (author, id) => {
      const authorKey = keys.author(author);
      return authorKey === undefined ? [] : everywhere.all(authorKey, idColumn(id)).map(messageOf);
    },
    bySeq: (conversation, author, authorSeq) => {
      const newest = recent.knownLast({ conversationId: conversation, author });
      if (newest?.authorSeq === authorSeq) return newest;
      const side = sideOf(keys, conversation, author);
      return side && found(bySeq.get(...side, authorSeq));
    },
    authoredAbove: (conversation, author, authorSeq, limit) => {
      const side = sideOf(keys, conversation, author);
      return side ? above.all(...side, authorSeq, limit).map(messageOf) : [];
    },
    lastBy: lastOf,
    wholeTo: (conversation, author) => {
      const side = sideOf(keys, conversation, author);
      return side ? whole({ conversationKey: side[0], authorKey: side[1] }) : 0;
    },
  };
}

function adding({ sql, keys, recent }: Tools): MessageStore['add'] {
  const order = authorOrder(sql);
  const unread = unreadMessages(sql);
  const insert = sql.prepare(INSERT);
  const placeOf = (author: AuthorIn, message: Message): Place => {
    const last = recent.knownLast(message)?.authorSeq;
    const isNext = last !== undefined && last < message.authorSeq && !author.isSystem;
    return isNext ? placeAfter(last, message.authorSeq) : order.find(author, message.authorSeq);
  };
  return (message) => {
    const author = authorIn(keys, message);
    const place = placeOf(author, message);
    const added = insert.run(
      author.conversationKey,
      author.authorKey,
      idColumn(message.id),
      message.authorSeq,
      message.lamport,
      authorRank(message.author),
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
    recent.added(message, place.next === null && !author.isSystem);
    order.closeGap(author, place, message.authorSeq);
    if (message.unread) unread.came(author.conversationKey);
    return 'added';
  };
}

function changes({ sql, keys, index, recent }: Tools): Pick<MessageStore, 'setState' | 'move'> {
  const order = authorOrder(sql);
  const setState = sql.prepare(`UPDATE message SET state = ?, failure = ? WHERE ${BY_ID}`);
  const row = sql.prepare<IndexedColumns>(
    `SELECT key, conversation_key, payload FROM message WHERE ${BY_ID}`,
  );
  const move = sql.prepare(
    `UPDATE message
     SET author_seq = ?, lamport = ?, payload = ifnull(?, x''), gap_before = ?, sent_at = ifnull(?, sent_at)
     WHERE ${BY_ID}`,
  );
  return {
    setState: (...change) => {
      const [conversationId, author, id, state, failure = null] = change;
      const { authorKey, conversationKey } = authorIn(keys, { conversationId, author });
      setState.run(stateColumn(state), failureColumn(failure), authorKey, idColumn(id), conversationKey);
      recent.changed({ conversationId, author, id }, { state, failure });
    },
    move: (message, { authorSeq, lamport, payload, sentAt = null }) => {
      const author = authorIn(keys, message);
      recent.clear();
      order.leave(author, message.authorSeq);
      const place = order.find(author, authorSeq, message.authorSeq);
      const { authorKey, conversationKey } = author;
      const before = row.get(authorKey, idColumn(message.id), conversationKey);
      if (before) index.replace(before, payload);
      move.run(
        authorSeq,
        lamport,
        payload,
        place.gapBefore,
        sentAt,
        authorKey,
        idColumn(message.id),
        conversationKey,
      );
      order.closeGap(author, place, authorSeq);
    },
  };
}

// The driver binds an empty array as NULL, and a message may be empty: hence `ifnull` wherever one is written.
const INSERT = `INSERT INTO message (conversation_key, author_key, message_id, author_seq, lamport, author_rank, kind,
    state, unread, recovered, gap_before, sent_at, received_at, failure, payload)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ifnull(?, x''))
  ON CONFLICT DO NOTHING`;

const BY_ID = 'author_key = ? AND message_id = ? AND conversation_key = ?';

/** Throws AppError NOT_FOUND when there is no such conversation. */
function authorIn(
  keys: MessageKeys,
  { conversationId, author }: Pick<Message, 'conversationId' | 'author'>,
): AuthorIn {
  const conversationKey = keys.conversation(conversationId);
  if (conversationKey === undefined) throw new AppError('NOT_FOUND');
  return { conversationKey, authorKey: keys.authorOrNew(author), isSystem: author === null };
}

/** Undefined where nobody of that name wrote, which is no reason to give them a number. */
function sideOf(
  keys: MessageKeys,
  conversation: ConversationId,
  author: NodeId | null,
): [conversationKey: number, authorKey: number] | undefined {
  const conversationKey = keys.conversation(conversation);
  const authorKey = keys.author(author);
  return conversationKey === undefined || authorKey === undefined ? undefined : [conversationKey, authorKey];
}
