// Keeps gap_before true: how many of an author's messages are missing directly before each one that is there.

import { AppError } from '../../base/app-error.js';
import type { ConversationId, NodeId } from '../../base/ids.js';
import { authorRank } from '../../core/ports/position.js';
import { authorColumn, idColumn } from './columns.js';
import type { SqlConnection } from './sql-connection.js';

/** Where a message of an author goes, found by three index look-ups. */
export interface Place {
  readonly conversationKey: number;
  readonly authorKey: number;
  readonly rank: number;
  readonly gapBefore: number;
  /** author_seq of the message after it, null when it is the last. */
  readonly next: number | null;
}

export interface AuthorOrder {
  /**
   * The place of `authorSeq`; the message now at `leaving` counts as gone.
   * @throws {AppError} NOT_FOUND when there is no such conversation
   */
  find(conversation: ConversationId, author: NodeId | null, authorSeq: number, leaving?: number): Place;
  /** A message was put there: the one after it has a smaller gap. */
  closeGap(place: Place, authorSeq: number): void;
  /** The message there is about to be moved away: the one after it gets a larger gap. */
  leave(conversation: ConversationId, author: NodeId | null, authorSeq: number): void;
}

export function authorOrder(sql: SqlConnection): AuthorOrder {
  const neighbours = sql.prepare<Neighbours>(NEIGHBOURS);
  const conversationExists = sql.prepare('SELECT 1 FROM conversation WHERE conversation_id = ?');
  const addAuthor = sql.prepare('INSERT INTO author (node_id, rank) VALUES (?, ?)');
  const setGap = sql.prepare(
    'UPDATE message SET gap_before = ? WHERE conversation_key = ? AND author_key = ? AND author_seq = ?',
  );

  const search = (
    conversation: ConversationId,
    author: NodeId | null,
    authorSeq: number,
    leaving: number,
  ): Neighbours => {
    const parameters = [
      authorSeq,
      leaving,
      authorSeq,
      leaving,
      idColumn(conversation),
      authorColumn(author),
    ] as const;
    const found = neighbours.get(...parameters);
    if (found) return found;
    if (!conversationExists.get(idColumn(conversation))) throw new AppError('NOT_FOUND');
    addAuthor.run(authorColumn(author), authorRank(author));
    return search(conversation, author, authorSeq, leaving);
  };

  return {
    find: (conversation, author, authorSeq, leaving = -1) => {
      const { before, next, ...keys } = search(conversation, author, authorSeq, leaving);
      // Numbers of system lines mean nothing to anybody else.
      const gapBefore = author === null ? 0 : authorSeq - (before ?? 0) - 1;
      return { ...keys, gapBefore, next: author === null ? null : next };
    },
    closeGap: ({ conversationKey, authorKey, next }, authorSeq) => {
      if (next !== null) setGap.run(next - authorSeq - 1, conversationKey, authorKey, next);
    },
    leave: (conversation, author, authorSeq) => {
      const { before, next, ...keys } = search(conversation, author, authorSeq, authorSeq);
      if (next === null) return;
      setGap.run(next - (before ?? 0) - 1, keys.conversationKey, keys.authorKey, next);
    },
  };
}

type Neighbours = {
  conversationKey: number;
  authorKey: number;
  rank: number;
  before: number | null;
  next: number | null;
};

const NEIGHBOURS = `SELECT c.key AS conversationKey, a.key AS authorKey, a.rank AS rank,
    (SELECT m.author_seq FROM message AS m
      WHERE m.conversation_key = c.key AND m.author_key = a.key AND m.author_seq < ? AND m.author_seq <> ?
      ORDER BY m.author_seq DESC LIMIT 1) AS before,
    (SELECT m.author_seq FROM message AS m
      WHERE m.conversation_key = c.key AND m.author_key = a.key AND m.author_seq > ? AND m.author_seq <> ?
      ORDER BY m.author_seq LIMIT 1) AS next
  FROM conversation AS c, author AS a
  WHERE c.conversation_id = ? AND a.node_id = ?`;
