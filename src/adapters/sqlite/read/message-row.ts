// One message as faces see it: its kind decides what of the payload is shown.

import type { ErrorParams } from '../../../base/app-error.js';
import { type Bytes, fromUtf8 } from '../../../base/bytes.js';
import { safeFileName } from '../../../base/file-name.js';
import type { MessageId, NodeId } from '../../../base/ids.js';
import { SYSTEM_LINE } from '../../../core/ports/message-store.js';
import { formatPosition } from '../../../core/ports/position.js';
import { decodePayload } from '../../../protocol/payload-codec.js';
import { bytesOf } from '../columns.js';
import { type MessageColumns, messageOf } from '../message-columns.js';
import type { MessageRow, TransferRow } from './rows.js';
import { cutText } from './text-cut.js';

/** What is beside the messages themselves. */
export interface MessageSurroundings {
  readonly self: NodeId;
  /** The transfer an offer began. */
  readonly fileOf: (author: NodeId, offer: MessageId) => TransferRow | null;
}

export function messageRow(row: MessageColumns, { self, fileOf }: MessageSurroundings): MessageRow {
  const message = messageOf(row);
  const { author, id } = message;
  const content = contentOf(message.kind, row.payload);
  const isTakenBack = content === TAKEN_BACK;
  return {
    id: author === null || author === self ? id : `${author}-${id}`,
    conversationId: message.conversationId,
    position: formatPosition(message.lamport, row.author_rank, message.authorSeq),
    direction: author === null ? 'system' : author === self ? 'out' : 'in',
    // What the owner takes back is emptied; what went on to another key keeps its text where it waited before.
    state: message.state === 'withdrawn' && !isTakenBack ? 'moved' : message.state,
    reason: message.failure,
    ...cutText(content.text),
    kind: content.kind,
    file: content.kind === 'file' && author !== null ? fileOf(author, id) : null,
    system: content.system,
    gapBefore: row.gap_before,
    recovered: message.recovered,
    unread: message.unread,
    sentAt: message.sentAt,
    receivedAt: message.receivedAt,
  };
}

/** The whole text; empty for what has none. */
export function messageText(row: Pick<MessageColumns, 'kind' | 'payload'>): string {
  return contentOf(row.kind, row.payload).text;
}

interface ShownContent extends Pick<MessageRow, 'kind' | 'system'> {
  readonly text: string;
}

/** Ours, taken back before it left: the row stays, the text is gone. */
const TAKEN_BACK: ShownContent = { kind: 'text', text: '', system: null };
const UNKNOWN: ShownContent = { kind: 'unknown', text: '', system: null };

function contentOf(kind: number, column: Bytes): ShownContent {
  const payload = bytesOf(column);
  if (kind === SYSTEM_LINE) return systemLine(payload);
  const decoded = decodePayload(payload);
  if (!decoded.ok) return UNKNOWN;
  const { content } = decoded.value.payload;
  if (content.kind === 'text') return { kind: 'text', text: content.text, system: null };
  if (content.kind === 'fileOffer') return { kind: 'file', text: safeFileName(content.name), system: null };
  return content.kind === 'withdrawn' ? TAKEN_BACK : UNKNOWN;
}

function systemLine(payload: Bytes): ShownContent {
  // Written by this node as {code, params}.
  const system = JSON.parse(fromUtf8(payload) ?? 'null') as { code: string; params: ErrorParams };
  return { kind: 'system', text: '', system: { code: system.code, params: system.params } };
}
