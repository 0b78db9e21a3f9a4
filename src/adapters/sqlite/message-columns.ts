// How a message becomes a row and back.

import type { AppError } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import type { Message, MessageState } from '../../core/ports/message-store.js';
import { CONTENT_KINDS } from '../../protocol/registry.js';
import { authorOf, bytesOf, idOf } from './columns.js';

/** The column `state` holds the place in this list: new states are added at its end. */
const MESSAGE_STATES = [
  'queued',
  'delivered',
  'read',
  'failed',
  'withdrawn',
  'received',
] as const satisfies readonly MessageState[];

/** Rows of this kind fill a place in their author's order and are never shown. */
export const PLACE_KIND = CONTENT_KINDS.withdrawn;
/** Of the message `m`. Written out with its number, as the display indexes have it: only then SQLite uses them. */
export const IS_SHOWN = `m.kind <> ${String(PLACE_KIND)}`;
export const IS_FAILED = `m.state = ${String(MESSAGE_STATES.indexOf('failed'))}`;

/** Of the conversation `c`: what was said in the others is deleted, and only its erasing knows them. */
export const IS_KNOWN = 'c.erased = 0';

/** Selects what `messageOf` reads; a condition follows. */
export const SELECT_MESSAGE = `SELECT c.conversation_id, a.node_id, m.*
  FROM message AS m
    JOIN author AS a ON a.key = m.author_key
    JOIN conversation AS c ON c.key = m.conversation_key AND ${IS_KNOWN}`;

export type MessageColumns = {
  key: number;
  conversation_id: Bytes;
  node_id: Bytes;
  conversation_key: number;
  author_key: number;
  message_id: Bytes;
  author_seq: number;
  lamport: number;
  author_rank: number;
  kind: number;
  state: number;
  unread: number;
  recovered: number;
  gap_before: number;
  sent_at: number;
  received_at: number;
  failure: string | null;
  payload: Bytes;
};

export function messageOf(row: MessageColumns): Message {
  return {
    conversationId: idOf(row.conversation_id),
    author: authorOf(row.node_id),
    id: idOf(row.message_id),
    authorSeq: row.author_seq,
    lamport: row.lamport,
    kind: row.kind,
    payload: bytesOf(row.payload),
    state: MESSAGE_STATES[row.state] ?? 'received',
    failure: failureOf(row.failure),
    unread: row.unread === 1,
    recovered: row.recovered === 1,
    sentAt: row.sent_at,
    receivedAt: row.received_at,
  };
}

export function stateColumn(state: MessageState): number {
  return MESSAGE_STATES.indexOf(state);
}

export function failureColumn(failure: Message['failure']): string | null {
  return failure && JSON.stringify({ code: failure.code, params: failure.params });
}

function failureOf(column: string | null): Message['failure'] {
  return column === null ? null : (JSON.parse(column) as Pick<AppError, 'code' | 'params'>);
}
