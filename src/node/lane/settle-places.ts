// What leaves has its final place and link: after an older copy of this store came back, messages written on it may stand
// where the contact holds others, and they leave in the order in which they were written, behind all of those.

import { type Bytes, equalBytes } from '../../base/bytes.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Message } from '../../core/ports/message-store.js';
import type { OutboxRow, Stream } from '../../core/ports/stream-store.js';
import { decodePayload } from '../../protocol/payload-codec.js';
import { conversationWith } from './author.js';
import type { ItemContext } from './item-context.js';
import { fillPlace, moveMessage, placeBehind, placedPayload, queuePlace } from './places.js';
import { isEmpty } from './unsent.js';

/** A payload that may be encrypted, and `Stream.takenTo` once it is. */
interface Settled {
  readonly payload: Bytes;
  readonly takenTo: number;
}

/** The payload of a row that is about to be encrypted, in its final place and linked to what stands before it. */
export function settledPayload(
  context: ItemContext,
  contact: Contact,
  { takenTo, relinks }: Pick<Stream, 'takenTo' | 'relinks'>,
  row: OutboxRow,
): Settled {
  const asItIs = { payload: row.payload, takenTo };
  if (row.kind !== 'message' || (takenTo === 0 && !relinks)) return asItIs;
  const conversation = conversationWith(context, contact);
  const message = context.store.messages.byId(conversation.id, context.self, row.messageId);
  if (!message) return asItIs;
  if (message.authorSeq <= takenTo) return leaveBehind(context, contact, { row, message, takenTo });
  const settled = { payload: row.payload, takenTo: takenTo === 0 ? 0 : message.authorSeq };
  if (!isBehindKnown(context, message)) return settled;
  const payload = placedPayload(context, contact, { bytes: row.payload, to: placeOf(message) });
  if (equalBytes(payload, row.payload)) return settled;
  moveMessage(context, message, { ...placeOf(message), payload });
  context.store.outbox.setPayload(row.id, payload);
  return { ...settled, payload };
}

/** The contact's: `takenTo` goes back to before what may leave once more in the place it has. */
export function unsealAll(context: ItemContext, contact: Contact, stream: Stream): Stream {
  const { outbox } = context.store;
  const sealed = outbox.sealedAbove(contact.id, 0);
  const left = stream.takenTo > 0 && sealed.find(({ kind }) => kind === 'message');
  const decoded = left ? decodePayload(left.payload) : undefined;
  // Emptied service traffic stood for the number of its envelope alone. Encrypted as it is now it would be refused.
  for (const row of sealed) if (row.kind === 'service' && isEmpty(row)) outbox.remove(row.id);
  outbox.unsealAll(contact.id);
  if (!decoded?.ok) return stream;
  return { ...stream, takenTo: Math.min(stream.takenTo, decoded.value.payload.authorSeq - 1) };
}

/** Nothing is left that may have to move or to be linked anew. */
export function areSettled(context: ItemContext, contact: Contact, stream: Stream): boolean {
  const isMarked = stream.takenTo > 0 || stream.relinks;
  return isMarked && !context.store.outbox.firstUnsealedNumbered(contact.id);
}

/** The message gets a new number, and its old one is sent empty: neither side sees a gap. */
function leaveBehind(
  context: ItemContext,
  contact: Contact,
  { row, message, takenTo }: { readonly row: OutboxRow; readonly message: Message; readonly takenTo: number },
): Settled {
  const to = placeBehind(context, conversationWith(context, contact), takenTo);
  const payload = placedPayload(context, contact, { bytes: row.payload, to });
  moveMessage(context, message, { ...to, payload });
  context.store.outbox.setPayload(row.id, payload);
  fillPlace(context, message);
  queuePlace(context, contact, message);
  return { payload, takenTo: to.authorSeq };
}

/** Of one that was deleted the link is all that is left: it may have left with this one before. */
function isBehindKnown(context: ItemContext, { conversationId, authorSeq }: Message): boolean {
  const before = context.store.messages.bySeq(conversationId, context.self, authorSeq - 1);
  return before !== undefined && (before.payload.length > 0 || before.state === 'withdrawn');
}

function placeOf({ authorSeq, lamport }: Message) {
  return { authorSeq, lamport };
}
