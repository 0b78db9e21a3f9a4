// The places of our messages in the order everybody shares. A message gets its place when it is written and may still lose
// it until it leaves: to what an earlier life of this store said there. What it is linked to is settled when it leaves.

import { type Bytes, equalBytes } from '../../base/bytes.js';
import type { Conversation, Message } from '../../core/ports/message-store.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { OutboxRow, Stream } from '../../core/ports/stream-store.js';
import { decodePayload, encodePayload, type Payload } from '../../protocol/payload-codec.js';
import { CONTENT_KINDS } from '../../protocol/registry.js';
import { conversationWith, newMessageId, previousHash } from './author.js';
import type { ItemContext } from './item-context.js';
import { touchMessage } from './message-entity.js';

interface Place {
  readonly authorSeq: number;
  readonly lamport: number;
}

/** Whatever of ours stands at `authorSeq` goes behind everything we wrote and the contact holds. */
export function makeRoom(
  context: ItemContext,
  contact: Contact,
  at: { readonly conversation: Conversation; readonly authorSeq: number; readonly behind: number },
): void {
  const { messages, conversations } = context.store;
  const occupant = messages.bySeq(at.conversation.id, context.self, at.authorSeq);
  if (!occupant) return;
  const last = messages.lastBy(at.conversation.id, context.self)?.authorSeq ?? 0;
  const lamport = (conversations.get(at.conversation.id)?.lamport ?? 0) + 1;
  move(context, contact, occupant, { authorSeq: Math.max(last, at.behind) + 1, lamport });
  conversations.put({ ...at.conversation, lamport });
}

/** Queues an empty payload under a number of ours that has no message for the contact, so that it sees no gap there. */
export function queuePlace(context: ItemContext, contact: Contact, place: Place): void {
  const messageId = newMessageId(context);
  const payload = encodePayload({
    sender: context.self,
    recipient: contact.nodeId,
    conversation: conversationWith(context, contact).id,
    messageId,
    authorSeq: place.authorSeq,
    prevHash: null,
    lamport: place.lamport,
    heads: [],
    sentAt: context.now(),
    content: { kind: 'withdrawn' },
  });
  context.store.outbox.append({ contactId: contact.id, messageId, payload, kind: 'place' });
}

/** A hidden row where the message stood, so that our own history shows no gap either. */
export function fillPlace(context: ItemContext, message: Message): void {
  context.store.messages.add({
    ...message,
    id: newMessageId(context),
    kind: CONTENT_KINDS.withdrawn,
    payload: new Uint8Array(0),
    state: 'withdrawn',
    failure: null,
  });
}

/** The message of this row will not be sent: its number is, empty, under an id of its own, since the message may come again. */
export function leavePlace(context: ItemContext, row: OutboxRow): void {
  const decoded = decodePayload(row.payload);
  if (!decoded.ok) return;
  const messageId = newMessageId(context);
  const payload = {
    ...decoded.value.payload,
    messageId,
    prevHash: null,
    content: { kind: 'withdrawn' },
  } as const;
  context.store.outbox.giveUp(row.id, { messageId, payload: encodePayload(payload) });
}

/**
 * The payload of a row that is about to be encrypted, in its final place and linked to what stands before it. Undefined: the
 * place is another's, and the message waits behind everything else now.
 */
export function settledPayload(
  context: ItemContext,
  contact: Contact,
  stream: Stream,
  row: OutboxRow,
): Bytes | undefined {
  if (row.kind !== 'message' || (stream.takenTo === 0 && !stream.relinks)) return row.payload;
  const conversation = conversationWith(context, contact);
  const message = context.store.messages.byId(conversation.id, context.self, row.messageId);
  if (!message) return row.payload;
  if (message.authorSeq <= stream.takenTo) {
    makeRoom(context, contact, { conversation, authorSeq: message.authorSeq, behind: stream.takenTo });
    return undefined;
  }
  const payload = isBehindKnown(context, message) ? linkedPayload(context, message, message) : undefined;
  if (!payload || equalBytes(payload, row.payload)) return row.payload;
  context.store.messages.move(message, { ...placeOf(message), payload });
  context.store.outbox.setPayload(row.id, payload);
  return payload;
}

/** Of one that was deleted the link is all that is left: it may have left with this one before. */
function isBehindKnown(context: ItemContext, { conversationId, authorSeq }: Message): boolean {
  const before = context.store.messages.bySeq(conversationId, context.self, authorSeq - 1);
  return before !== undefined && (before.payload.length > 0 || before.state === 'withdrawn');
}

/** Nothing is left that may have to move or to be linked anew. */
export function areSettled(context: ItemContext, contact: Contact, stream: Stream): boolean {
  const isMarked = stream.takenTo > 0 || stream.relinks;
  return isMarked && !context.store.outbox.firstUnsealedNumbered(contact.id);
}

function move(context: ItemContext, contact: Contact, message: Message, to: Place): void {
  const { messages, outbox, changes } = context.store;
  const payload = linkedPayload(context, message, to) ?? message.payload;
  touchMessage(changes, message);
  messages.move(message, { ...to, payload });
  touchMessage(changes, { ...message, ...to });
  const row = outbox.find(contact.id, message.id);
  if (!row) {
    // Of a message that is not sent the number is.
    queuePlace(context, contact, to);
    return;
  }
  // Behind those it follows now: rows wait in the order of their numbers.
  outbox.remove(row.id);
  outbox.append({ contactId: contact.id, messageId: message.id, payload, kind: 'message' });
}

/** Undefined for a message without a payload. */
function linkedPayload(
  context: ItemContext,
  message: Message,
  { authorSeq, lamport }: Place,
): Bytes | undefined {
  const decoded = decodePayload(message.payload);
  if (!decoded.ok) return undefined;
  const prevHash = previousHash(context, message.conversationId, authorSeq);
  const payload: Payload = { ...decoded.value.payload, authorSeq, lamport, prevHash };
  return encodePayload(payload);
}

function placeOf({ authorSeq, lamport }: Message): Place {
  return { authorSeq, lamport };
}
