// Keeps gap_before true: how many of an author's messages are missing directly before each one that is there.

import type { SqlConnection } from './sql-connection.js';

/** Whose messages in which conversation, by their numbers in the message table. */
export interface AuthorIn {
  readonly conversationKey: number;
  readonly authorKey: number;
  /** Numbers of system lines mean nothing to anybody else, so they have no gaps. */
  readonly isSystem: boolean;
}

/** Where a message of an author goes. */
export interface Place {
  readonly gapBefore: number;
  /** author_seq of the message after it, null when it is the last. */
  readonly next: number | null;
}

export interface AuthorOrder {
  /** The place of `authorSeq`; the message now at `leaving` counts as gone. */
  find(author: AuthorIn, authorSeq: number, leaving?: number): Place;
  /** A message was put there: the one after it has a smaller gap. */
  closeGap(author: AuthorIn, place: Place, authorSeq: number): void;
  /** The message there is about to be moved away: the one after it gets a larger gap. */
  leave(author: AuthorIn, authorSeq: number): void;
}

export function authorOrder(sql: SqlConnection): AuthorOrder {
  const neighbours = sql.prepare<Neighbours>(NEIGHBOURS);
  const setGap = sql.prepare(
    'UPDATE message SET gap_before = ? WHERE conversation_key = ? AND author_key = ? AND author_seq = ?',
  );

  const search = (
    { conversationKey, authorKey }: AuthorIn,
    authorSeq: number,
    leaving: number,
  ): Neighbours => {
    const side = [conversationKey, authorKey, authorSeq, leaving] as const;
    return neighbours.get(...side, ...side) ?? { before: null, next: null };
  };

  return {
    find: (author, authorSeq, leaving = -1) => {
      if (author.isSystem) return { gapBefore: 0, next: null };
      const { before, next } = search(author, authorSeq, leaving);
      return placeAfter(before ?? 0, authorSeq, next);
    },
    closeGap: ({ conversationKey, authorKey }, { next }, authorSeq) => {
      if (next !== null) setGap.run(next - authorSeq - 1, conversationKey, authorKey, next);
    },
    leave: (author, authorSeq) => {
      const { before, next } = search(author, authorSeq, authorSeq);
      if (next === null || author.isSystem) return;
      setGap.run(next - (before ?? 0) - 1, author.conversationKey, author.authorKey, next);
    },
  };
}

/** The author's number up to which none is missing. */
export function wholeTo(sql: SqlConnection): (author: Omit<AuthorIn, 'isSystem'>) => number {
  const query = sql.prepare<{ whole: number }>(WHOLE_TO);
  return ({ conversationKey, authorKey }) => {
    const side = [conversationKey, authorKey] as const;
    return query.get(...side, ...side)?.whole ?? 0;
  };
}

/** The place directly behind the author's message `before`. */
export function placeAfter(before: number, authorSeq: number, next: number | null = null): Place {
  return { gapBefore: authorSeq - before - 1, next };
}

type Neighbours = { before: number | null; next: number | null };

const WHOLE_TO = `SELECT coalesce(
  (SELECT m.author_seq - m.gap_before - 1 FROM message AS m INDEXED BY message_gap
    WHERE m.conversation_key = ? AND m.author_key = ? AND m.gap_before > 0
    ORDER BY m.author_seq LIMIT 1),
  (SELECT max(m.author_seq) FROM message AS m WHERE m.conversation_key = ? AND m.author_key = ?),
  0) AS whole`;

const NEIGHBOURS = `SELECT
  (SELECT m.author_seq FROM message AS m
    WHERE m.conversation_key = ? AND m.author_key = ? AND m.author_seq < ? AND m.author_seq <> ?
    ORDER BY m.author_seq DESC LIMIT 1) AS before,
  (SELECT m.author_seq FROM message AS m
    WHERE m.conversation_key = ? AND m.author_key = ? AND m.author_seq > ? AND m.author_seq <> ?
    ORDER BY m.author_seq LIMIT 1) AS next`;
