// The places of our messages in the order everybody shares. A message gets its place when it is written and may still lose
// it until it leaves: to what an earlier life of this store said there. It leaves in its turn all the same.

import type { Bytes } from '../../base/bytes.js';
import type { Conversation, Message } from '../../core/ports/message-store.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { OutboxRow } from '../../core/ports/stream-store.js';
import { decodePayload, encodePayload } from '../../protocol/payload-codec.js';
import { CONTENT_KINDS } from '../../protocol/registry.js';
import { conversationWith, newMessageId, previousHash } from './author.js';
import type { ItemContext } from './item-context.js';
import { touchMessage } from './message-entity.js';

export interface Place {
  readonly authorSeq: number;
  readonly lamport: number;
}

/**
 * Whatever of ours stands at `authorSeq` goes behind everything we wrote and the contact holds. It still leaves when its turn
 * comes, and what was written after it takes a new number then if it has a lower one.
 */
export function makeRoom(
  context: ItemContext,
  contact: Contact,
  at: { readonly conversation: Conversation; readonly authorSeq: number; readonly behind: number },
): void {
  const { messages, outbox } = context.store;
  const occupant = messages.bySeq(at.conversation.id, context.self, at.authorSeq);
  if (!occupant) return;
  const to = placeBehind(context, at.conversation, at.behind);
  const row = outbox.find(contact.id, occupant.id);
  if (row?.kind === 'message') {
    const payload = placedPayload(context, contact, { bytes: row.payload, to });
    outbox.setPayload(row.id, payload);
    moveMessage(context, occupant, { ...to, payload });
    return;
  }
  const payload = placedPayload(context, contact, { bytes: occupant.payload, to });
  moveMessage(context, occupant, { ...to, payload });
  // Of a message that is not sent the number is.
  if (!row) return queuePlace(context, contact, to);
  outbox.remove(row.id);
  outbox.append({ contactId: contact.id, messageId: occupant.id, payload, kind: 'message' });
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

/** A new place behind everything we wrote, and behind this number. */
export function placeBehind(context: ItemContext, conversation: Conversation, authorSeq: number): Place {
  const { messages, conversations } = context.store;
  const last = messages.lastBy(conversation.id, context.self)?.authorSeq ?? 0;
  const lamport = (conversations.get(conversation.id)?.lamport ?? 0) + 1;
  conversations.put({ ...conversation, lamport });
  return { authorSeq: Math.max(last, authorSeq) + 1, lamport };
}

export function moveMessage(
  context: ItemContext,
  message: Message,
  { payload, ...to }: Place & { readonly payload: Bytes },
): void {
  const { messages, changes } = context.store;
  touchMessage(changes, message);
  // One that was deleted here stays empty, whatever is still owed.
  messages.move(message, { ...to, payload: message.payload.length > 0 ? payload : message.payload });
  touchMessage(changes, { ...message, ...to });
}

/** The payload in another place, linked to what stands before it unless that may still change; what is none stays as it is. */
export function placedPayload(
  context: ItemContext,
  contact: Contact,
  { bytes, to }: { readonly bytes: Bytes; readonly to: Place },
): Bytes {
  const decoded = decodePayload(bytes);
  if (!decoded.ok) return bytes;
  const { payload } = decoded.value;
  const before = context.store.messages.bySeq(payload.conversation, context.self, to.authorSeq - 1);
  const mayChange = before && context.store.outbox.findUnsealed(contact.id, before.id);
  const prevHash = mayChange ? null : previousHash(context, payload.conversation, to.authorSeq);
  return encodePayload({ ...payload, ...to, prevHash });
}
