// Messages of one conversation by keyset: no query reads more rows than it returns, but one.

import { parsePosition } from '../../../core/ports/position.js';
import { idColumn } from '../columns.js';
import { IS_SHOWN, type MessageColumns, SELECT_MESSAGE } from '../message-columns.js';
import type { Prepared, SqlConnection } from '../sql-connection.js';
import { messageRow, type MessageSurroundings, messageText } from './message-row.js';
import type { ReadQuery, Rows } from './read-query.js';
import type { MessageRow } from './rows.js';
import { rowsWithin } from './rows-within.js';

type Query<Kind extends ReadQuery['kind']> = Extract<ReadQuery, { kind: Kind }>;

interface Neighbours {
  readonly conversationId: string;
  readonly position: string;
  readonly limit: number;
  readonly sizeBytes?: number;
}

export interface MessageReads {
  newest(query: Pick<Query<'newestMessages'>, 'conversationId' | 'limit'>): Rows<MessageRow>;
  /** Of the newest unread ones that which came last. */
  arrivedLast(conversationId: string): MessageRow | undefined;
  at(query: Query<'messagesAt'>): Rows<MessageRow>;
  page(query: Query<'messagePage'>): Rows<MessageRow>;
  /** Directly before a position, without what is there; oldest first. */
  before(query: Neighbours): Rows<MessageRow>;
  /** At a position and after it. */
  from(query: Neighbours): Rows<MessageRow>;
  text(query: Query<'messageText'>): string | undefined;
}

export function messageReads(sql: SqlConnection, beside: MessageSurroundings): MessageReads {
  const newest = sql.prepare<MessageColumns>(`${IN_CONVERSATION} ${NEWEST_FIRST} LIMIT +?`);
  const before = sql.prepare<MessageColumns>(MESSAGES_BEFORE);
  const after = sql.prepare<MessageColumns>(
    `${IN_CONVERSATION} AND ${PLACE} > (?, ?, ?) ${OLDEST_FIRST} LIMIT +?`,
  );
  const from = sql.prepare<MessageColumns>(
    `${IN_CONVERSATION} AND ${PLACE} >= (?, ?, ?) ${OLDEST_FIRST} LIMIT +?`,
  );
  const at = sql.prepare<MessageColumns>(`${IN_CONVERSATION} AND ${PLACE} = (?, ?, ?)`);
  const arrived = sql.prepare<MessageColumns>(
    `${SELECT_MESSAGE} WHERE m.key = (${ARRIVED_LAST}) AND ${IS_SHOWN}`,
  );
  const columnsAt = (conversationId: string, position: string) => {
    const place = placeOf(position);
    return place && at.get(idColumn(conversationId), ...place);
  };
  const newestPage: MessageReads['newest'] = ({ conversationId, limit }) => {
    return reversed(page(newest.all(idColumn(conversationId), limit + 1), { limit }, beside));
  };
  const neighbours = (statement: Prepared<MessageColumns>, query: Neighbours): Rows<MessageRow> => {
    const { conversationId, position, limit, sizeBytes } = query;
    const place = placeOf(position);
    if (!place) return { rows: [], hasMore: false };
    return page(statement.all(idColumn(conversationId), ...place, limit + 1), { limit, sizeBytes }, beside);
  };
  return {
    newest: newestPage,
    arrivedLast: (conversationId) => {
      const row = arrived.get(idColumn(conversationId));
      return row && messageRow(row, beside);
    },
    at: ({ conversationId, positions }) => {
      const found = positions.map((position) => columnsAt(conversationId, position));
      return rowsWithin(found.filter((row) => row !== undefined).map((row) => messageRow(row, beside)));
    },
    page: (query) => {
      const position = query.before ?? query.after;
      if (position === undefined || !placeOf(position)) return newestPage(query);
      const place = { ...query, position };
      return query.before === undefined ? neighbours(after, place) : reversed(neighbours(before, place));
    },
    before: (query) => reversed(neighbours(before, query)),
    from: (query) => neighbours(from, query),
    text: ({ conversationId, position }) => {
      const row = columnsAt(conversationId, position);
      return row && messageText(row);
    },
  };
}

/** The condition on `kind` is what lets SQLite use the display index. */
const IN_CONVERSATION = `${SELECT_MESSAGE}
  WHERE m.conversation_key = (SELECT v.key FROM conversation AS v WHERE v.conversation_id = ?) AND ${IS_SHOWN}`;
const PLACE = '(m.lamport, m.author_rank, m.author_seq)';
const NEWEST_FIRST = 'ORDER BY m.lamport DESC, m.author_rank DESC, m.author_seq DESC';
const OLDEST_FIRST = 'ORDER BY m.lamport, m.author_rank, m.author_seq';

/** Rows are numbered as they come. A few are looked at, however many are unread: messages cross few others. */
const ARRIVED_LAST = `SELECT max(u.key) FROM (SELECT n.key FROM message AS n
    WHERE n.conversation_key = (SELECT v.key FROM conversation AS v WHERE v.conversation_id = ?) AND n.unread = 1
    ORDER BY n.lamport DESC, n.author_rank DESC, n.author_seq DESC LIMIT 50) AS u`;

/** Exported for the test that it needs no scan and no sorting. */
export const MESSAGES_BEFORE = `${IN_CONVERSATION} AND ${PLACE} < (?, ?, ?) ${NEWEST_FIRST} LIMIT +?`;

function placeOf(position: string | undefined): [number, number, number] | undefined {
  const place = position === undefined ? undefined : parsePosition(position);
  return place && [place.lamport, place.rank, place.authorSeq];
}

/** One row more than `limit` was asked for, to know whether there are more. */
function page(
  found: readonly MessageColumns[],
  { limit, sizeBytes }: { readonly limit: number; readonly sizeBytes?: number | undefined },
  beside: MessageSurroundings,
): Rows<MessageRow> {
  const rows = found.slice(0, limit).map((row) => messageRow(row, beside));
  return rowsWithin(rows, found.length > limit, sizeBytes);
}

function reversed({ rows, hasMore }: Rows<MessageRow>): Rows<MessageRow> {
  return { rows: rows.toReversed(), hasMore };
}
