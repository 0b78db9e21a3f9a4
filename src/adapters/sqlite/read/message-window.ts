// A window on a conversation around an anchor: it reads the rows it shows, finds the anchor by an index, and counts no
// further than a person would.

import type { NodeId } from '../../../base/ids.js';
import { parsePosition } from '../../../core/ports/position.js';
import { idColumn } from '../columns.js';
import { IS_SHOWN } from '../message-columns.js';
import type { SqlConnection } from '../sql-connection.js';
import type { MessageReads } from './message-rows.js';
import type { ReadQuery, Rows } from './read-query.js';
import type { MessageRow } from './rows.js';
import { SNAPSHOT_BYTES } from './rows-within.js';
import { windowAnchors } from './window-anchors.js';

type WindowQuery = Extract<ReadQuery, { kind: 'messageWindow' }>;

const MOST_COUNTED = 1_000;
/** As a limit of SQLite: unread ones have an index of their own. */
const ALL = -1;

export function messageWindows(
  sql: SqlConnection,
  messages: MessageReads,
  self: NodeId,
): (query: WindowQuery) => Rows<MessageRow> {
  const find = windowAnchors(sql, self);
  const older = sql.prepare<Count>(countOf('<'));
  const newer = sql.prepare<Count>(countOf('>'));
  const unreadOlder = sql.prepare<Count>(countOf('<', 'm.unread = 1'));
  const unreadNewer = sql.prepare<Count>(countOf('>', 'm.unread = 1'));
  const beyond = (side: typeof older, row: MessageRow | undefined, most = MOST_COUNTED) => {
    const place = row && parsePosition(row.position);
    if (!place) return 0;
    const { lamport, rank, authorSeq } = place;
    return side.get(idColumn(row.conversationId), lamport, rank, authorSeq, most)?.count ?? 0;
  };
  return (query) => {
    const anchor = find(query.conversationId, query.anchor) ?? null;
    const rows = anchor === null ? newestRows(messages, query) : rowsAround(messages, anchor, query);
    const edges = {
      older: beyond(older, rows[0]),
      newer: beyond(newer, rows.at(-1)),
      unreadOlder: beyond(unreadOlder, rows[0], ALL),
      unreadNewer: beyond(unreadNewer, rows.at(-1), ALL),
    };
    return { rows, hasMore: false, window: { anchor, ...edges } };
  };
}

function newestRows(messages: MessageReads, { conversationId, before, after }: WindowQuery) {
  return messages.newest({ conversationId, limit: before + after }).rows;
}

/** What does not fit into a snapshot is left out at the outer ends: the anchor is always there. */
function rowsAround(messages: MessageReads, anchor: string, query: WindowQuery): readonly MessageRow[] {
  const { conversationId, before, after } = query;
  const sizeBytes = SNAPSHOT_BYTES / 2;
  return [
    ...messages.before({ conversationId, position: anchor, limit: before, sizeBytes }).rows,
    ...messages.from({ conversationId, position: anchor, limit: after, sizeBytes }).rows,
  ];
}

type Count = { count: number };

function countOf(side: '<' | '>', which = IS_SHOWN): string {
  return `SELECT count(*) AS count FROM (SELECT 1 FROM message AS m
    WHERE m.conversation_key = (SELECT v.key FROM conversation AS v WHERE v.conversation_id = ?) AND ${which}
      AND (m.lamport, m.author_rank, m.author_seq) ${side} (?, ?, ?)
    LIMIT +?)`;
}
