// Messages that will not leave by themselves any more: the owner sees why, and their places in our order are sent empty
// when the contact is talked to again, so that the other side sees no gap.

import type { Bytes } from '../../base/bytes.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Conversation, Message } from '../../core/ports/message-store.js';
import type { OutboxRow } from '../../core/ports/stream-store.js';
import { decodePayload, encodePayload, type Payload } from '../../protocol/payload-codec.js';
import { CONTENT_KINDS, type RefusalReason } from '../../protocol/registry.js';
import { conversationWith, newMessageId, nextPlace, previousHash } from './author.js';
import type { ItemContext } from './item-context.js';
import { touchMessage } from './message-entity.js';

/**
 * Fails what is queued for the contact. What was encrypted may have left, and the stream knows no holes: those envelopes
 * stay and are sent again if links come back.
 */
export function failQueued(
  context: ItemContext,
  contact: Contact,
  code: 'CONTACT_BLOCKED' | 'CONTACT_REMOVED',
): void {
  const { outbox, messages, streams, changes } = context.store;
  const conversation = conversationWith(context, contact);
  const stream = streams.get(contact.id);
  // What was to be given back goes with the rest of the service traffic; a contact that still waits asks for it again.
  if (stream) streams.put({ ...stream, givenBackTo: null });
  for (const row of outbox.all(contact.id)) {
    const message = row.visible ? messages.byId(conversation.id, context.self, row.messageId) : undefined;
    if (message?.state === 'queued') {
      messages.setState(conversation.id, context.self, message.id, 'failed', { code, params: {} });
      touchMessage(changes, message);
    }
    if (!row.sealed) leaveEmptyPlace(context, contact, row);
  }
}

/** The contact's node has it and does not take it: sent again as it is, it would be refused again. */
export function failRefused(
  context: ItemContext,
  contact: Contact,
  message: Message,
  reason: RefusalReason,
): void {
  if (message.state !== 'queued') return;
  const { messages, changes } = context.store;
  const failure = { code: 'PAYLOAD_REFUSED', params: { reason } } as const;
  messages.setState(message.conversationId, context.self, message.id, 'failed', failure);
  touchMessage(changes, message);
  sendEmptyPlace(context, contact, message.payload);
}

/** Takes what was written out of the envelopes that stay: their keys are gone, their text shall be too. */
export function emptyOutbox(context: ItemContext, contact: Contact): void {
  for (const row of context.store.outbox.all(contact.id)) {
    const payload = payloadOf(row.payload);
    if (payload) context.store.outbox.setPayload(row.id, encodePayload(emptied(payload)));
  }
}

/** Queues a failed message again. If its place was given up it takes the next one. */
export function requeueFailed(context: ItemContext, contact: Contact, message: Message): void {
  const { outbox, messages, conversations, changes } = context.store;
  const conversation = conversationWith(context, contact);
  messages.setState(conversation.id, context.self, message.id, 'queued');
  touchMessage(changes, message);
  if (outbox.find(contact.id, message.id)) return;
  const decoded = decodePayload(message.payload);
  if (!decoded.ok) throw decoded.error;
  const place = nextPlace(context, contact, conversation);
  const prevHash = previousHash(context, conversation.id, place.authorSeq);
  const payload = encodePayload({ ...decoded.value.payload, ...place, prevHash });
  messages.move(message, { ...place, payload });
  fillPlace(context, conversation, message);
  conversations.put({ ...conversation, lamport: place.lamport });
  outbox.append({ contactId: contact.id, messageId: message.id, payload, visible: true });
  touchMessage(changes, { ...message, ...place });
}

/** The row under another id and without its text; service traffic needs no place and goes. */
function leaveEmptyPlace(context: ItemContext, contact: Contact, row: OutboxRow): void {
  context.store.outbox.remove(row.id);
  sendEmptyPlace(context, contact, row.payload);
}

function sendEmptyPlace(context: ItemContext, contact: Contact, encoded: Bytes): void {
  const payload = payloadOf(encoded);
  if (!payload || payload.authorSeq === 0) return;
  const messageId = newMessageId(context);
  context.store.outbox.append({
    contactId: contact.id,
    messageId,
    payload: encodePayload({ ...emptied(payload), messageId }),
    visible: false,
  });
}

/** A hidden row where the message stood, so that our own history shows no gap either. */
function fillPlace(context: ItemContext, conversation: Conversation, message: Message): void {
  context.store.messages.add({
    ...message,
    conversationId: conversation.id,
    id: newMessageId(context),
    kind: CONTENT_KINDS.withdrawn,
    payload: new Uint8Array(0),
    state: 'withdrawn',
    failure: null,
  });
}

function emptied(payload: Payload): Payload {
  return { ...payload, content: { kind: 'withdrawn' } };
}

function payloadOf(encoded: Bytes): Payload | undefined {
  const decoded = decodePayload(encoded);
  return decoded.ok ? decoded.value.payload : undefined;
}
