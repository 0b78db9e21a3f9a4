// A window on a conversation around an anchor: it reads the rows it shows, finds the anchor by an index, and counts only what
// is unread.

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

export function messageWindows(
  sql: SqlConnection,
  messages: MessageReads,
  self: NodeId,
): (query: WindowQuery) => Rows<MessageRow> {
  const find = windowAnchors(sql, self);
  const older = sql.prepare<Answer>(`SELECT EXISTS (${beyond('<', IS_SHOWN)}) AS answer`);
  const newer = sql.prepare<Answer>(`SELECT EXISTS (${beyond('>', IS_SHOWN)}) AS answer`);
  // Unread ones have an index of their own.
  const unreadOlder = sql.prepare<Answer>(`SELECT count(*) AS answer FROM (${beyond('<', IS_UNREAD)})`);
  const unreadNewer = sql.prepare<Answer>(`SELECT count(*) AS answer FROM (${beyond('>', IS_UNREAD)})`);
  const ask = (side: typeof older, row: MessageRow | undefined) => {
    const place = row && parsePosition(row.position);
    if (!place) return 0;
    const { lamport, rank, authorSeq } = place;
    return side.get(idColumn(row.conversationId), lamport, rank, authorSeq)?.answer ?? 0;
  };
  return (query) => {
    const anchor = find(query.conversationId, query.anchor) ?? null;
    const rows = anchor === null ? newestRows(messages, query) : rowsAround(messages, anchor, query);
    const edges = {
      hasOlder: ask(older, rows[0]) > 0,
      hasNewer: ask(newer, rows.at(-1)) > 0,
      unreadOlder: ask(unreadOlder, rows[0]),
      unreadNewer: ask(unreadNewer, rows.at(-1)),
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

type Answer = { answer: number };

const IS_UNREAD = 'm.unread = 1';

/** The messages on one side of a place. */
function beyond(side: '<' | '>', which: string): string {
  return `SELECT 1 FROM message AS m
    WHERE m.conversation_key = (SELECT v.key FROM conversation AS v WHERE v.conversation_id = ?) AND ${which}
      AND (m.lamport, m.author_rank, m.author_seq) ${side} (?, ?, ?)`;
}
