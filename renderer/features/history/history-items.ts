// What a conversation shows: its rows grouped, with separators between them. A separator has its key of the row below it: no
// two have the same, since a day may come more than once, and none depends on what is loaded.

import type { MessageRow } from '../../../src/contract/values.js';
import type { MessageWindowState } from '../../node-client/message-window.js';
import type { OutgoingMessage } from '../../node-client/outgoing.js';
import { midnight } from '../../words/dates.js';

export interface MessageItem {
  readonly kind: 'message';
  readonly key: string;
  readonly row: MessageRow;
  readonly isFirstOfGroup: boolean;
  readonly isLastOfGroup: boolean;
}

export type HistoryItem =
  | MessageItem
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'new'; readonly key: string }
  | { readonly kind: 'gap'; readonly key: string; readonly count: number }
  | { readonly kind: 'system'; readonly key: string; readonly row: MessageRow };

export type Edges = Pick<MessageWindowState, 'hasOlder' | 'hasNewer'>;

const WHOLE: Edges = { hasOlder: false, hasNewer: false };

/** Messages of one side and one day no further apart belong together. */
const GROUP_MS = 3 * 60_000;

/**
 * @param newFrom the row before which the "new messages" line stands
 * @param edges where there are rows beyond these. What stands beside a row decides how high it is, so the one at such an edge
 *   is not shown before its neighbour is there: it would change under the eyes of whoever got to it first.
 */
export function historyItems(
  rows: readonly MessageRow[],
  newFrom: string | undefined,
  edges: Edges = WHOLE,
): readonly HistoryItem[] {
  const items: HistoryItem[] = [];
  const days = rows.map((row) => midnight(timeOf(row)));
  rows.forEach((row, index) => {
    const before = rows[index - 1];
    const after = rows[index + 1];
    if (isAtEdge(before, edges.hasOlder) || isAtEdge(after, edges.hasNewer)) return;
    const beginsDay = days[index] !== days[index - 1];
    if (beginsDay) items.push({ kind: 'day', key: `day ${row.id}`, at: timeOf(row) });
    if (row.id === newFrom) items.push({ kind: 'new', key: 'new' });
    if (row.gapBefore > 0) items.push({ kind: 'gap', key: `gap ${row.id}`, count: row.gapBefore });
    if (row.direction === 'system') items.push({ kind: 'system', key: row.id, row });
    else {
      const isFirstOfGroup =
        beginsDay || row.id === newFrom || row.gapBefore > 0 || !before || !isOneGroup(before, row);
      const endsDay = days[index] !== days[index + 1];
      const isLastOfGroup =
        endsDay || !after || after.id === newFrom || after.gapBefore > 0 || !isOneGroup(row, after);
      items.push({ kind: 'message', key: row.id, row, isFirstOfGroup, isLastOfGroup });
    }
  });
  return items;
}

/** How many of the rows that are not shown at the edges are unread: one or none at each. */
export function unreadAtEdges(rows: readonly MessageRow[], { hasOlder, hasNewer }: Edges) {
  const count = (row: MessageRow | undefined, isHidden: boolean) =>
    isHidden && row?.unread === true ? 1 : 0;
  return { older: count(rows[0], hasOlder), newer: count(rows.at(-1), hasNewer) };
}

function isAtEdge(neighbour: MessageRow | undefined, isThere: boolean): boolean {
  return neighbour === undefined && isThere;
}

/** When it was written, for a message of the owner; else when it came: a stranger's clock may say anything. */
export function timeOf(row: MessageRow): number {
  return row.direction === 'out' ? row.sentAt : row.receivedAt;
}

function isOneGroup(a: MessageRow, b: MessageRow): boolean {
  return a.direction === b.direction && timeOf(b) - timeOf(a) < GROUP_MS;
}

/** The rows with what is being sent behind them, in the form it will have. */
export function withOutgoing(
  rows: readonly MessageRow[],
  outgoing: readonly OutgoingMessage[],
): readonly MessageRow[] {
  if (outgoing.length === 0) return rows;
  const shown = new Set(rows.map(({ id }) => id));
  const waiting = outgoing.filter(({ id }) => !shown.has(id)).map(asRow);
  return waiting.length === 0 ? rows : [...rows, ...waiting];
}

function asRow({ id, conversationId, text, at }: OutgoingMessage): MessageRow {
  return {
    ...{ id, conversationId, text, position: '~', direction: 'out', state: 'queued', reason: null },
    ...{ more: false, kind: 'text', file: null, system: null, gapBefore: 0, recovered: false, unread: false },
    ...{ sentAt: at, receivedAt: at },
  };
}

const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** How far the clock of whoever wrote it is off, when that is worth saying. */
export function clockDifferenceMs(row: MessageRow): number | undefined {
  const difference = row.sentAt - row.receivedAt;
  // Only ahead is certain: a message may have waited long before it came.
  return row.direction === 'in' && difference > CLOCK_TOLERANCE_MS ? difference : undefined;
}

/** It waited where it was written, or their clock is behind: nothing a message carries tells the two apart. */
export function cameLate(row: MessageRow): boolean {
  return row.direction === 'in' && row.receivedAt - row.sentAt > CLOCK_TOLERANCE_MS;
}

/** A literal would need a newer language level than the compiler is set to; every supported browser knows the flag. */
const EMOJI_ONLY = new RegExp('^(?:\\p{RGI_Emoji}\\s?){1,3}$', 'v');

export function isEmojiOnly(text: string): boolean {
  return text.length <= 64 && EMOJI_ONLY.test(text.trim());
}
