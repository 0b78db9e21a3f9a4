// Says what was read: in batches, and a little later than it was. When somebody reads is not to be told to the millisecond,
// and who scrolls through a conversation shall not cause a payload for every line.

import type { MessageId } from '../../base/ids.js';
import { batches } from '../../core/conversation/index.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { isMessage, type OutboxRow } from '../../core/ports/stream-store.js';
import { LIMITS } from '../../protocol/limits.js';
import { decodePayload } from '../../protocol/payload-codec.js';
import { authorService } from './author.js';
import type { ItemContext } from './item-context.js';
import { receiptId } from './waiting-ids.js';

/** Receipts wait for at most so long; what is said meanwhile takes them along. */
const MOST_DELAY_MS = 2_000;

/** Queues the receipt with those that wait already. It is in the store at once, and leaves later. */
export function queueReceipts(context: ItemContext, contact: Contact, read: readonly MessageId[]): void {
  if (read.length === 0 || !context.store.privacy.get().receipts) return;
  const { outbox } = context.store;
  const id = receiptId(context.self);
  const waiting = outbox.findUnsealed(contact.id, id);
  if (waiting) outbox.remove(waiting.id);
  const earlier = waiting ? namedIn(waiting.payload) : [];
  const groups = batches([...new Set([...earlier, ...read])], LIMITS.receiptIds);
  for (const [index, messageIds] of groups.entries()) {
    // The last one has room for more.
    const isLast = index === groups.length - 1;
    const content = { kind: 'readReceipt', messageIds } as const;
    if (isLast) authorService(context, contact, content, id);
    else authorService(context, contact, content);
  }
  if (!waiting)
    context.emit({ kind: 'receiptsLater', nodeId: contact.nodeId, delayMs: someDelayMs(context) });
}

/** Of rows about to leave: those that do, while the owner does not tell what was read. The others wait no more. */
export function withoutReceipts({ store }: ItemContext, rows: readonly OutboxRow[]): readonly OutboxRow[] {
  const isOff = rows.some((row) => !isMessage(row)) && !store.privacy.get().receipts;
  if (!isOff) return rows;
  const [receipts, others] = [rows.filter(isReceipt), rows.filter((row) => !isReceipt(row))];
  for (const { id } of receipts) store.outbox.remove(id);
  return others;
}

function isReceipt(row: OutboxRow): boolean {
  return !isMessage(row) && namedIn(row.payload).length > 0;
}

function namedIn(payload: Uint8Array): readonly MessageId[] {
  const decoded = decodePayload(payload);
  const content = decoded.ok ? decoded.value.payload.content : undefined;
  return content?.kind === 'readReceipt' ? content.messageIds : [];
}

/** From 0 to `MOST_DELAY_MS`. */
function someDelayMs(context: ItemContext): number {
  const [high = 0, low = 0] = context.randomBytes(2);
  return Math.round(((high * 256 + low) / 0xffff) * MOST_DELAY_MS);
}
