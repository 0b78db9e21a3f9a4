// Writes payloads: numbers, chains and orders what this node says, and queues it for one contact.

import { AppError } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import { idFromHex, type ConversationId, type MessageId } from '../../base/ids.js';
import { ID_RANDOM_BYTES, newId } from '../../contract/new-id.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Conversation, Message } from '../../core/ports/message-store.js';
import { type Content, contentNumber } from '../../protocol/content-codec.js';
import { encodePayload } from '../../protocol/payload-codec.js';
import { type ItemContext, touchContact } from './item-context.js';
import { touchMessage } from './message-entity.js';

/** The conversation with a contact, made when it is first needed. That of a removed one is nobody's. */
export function conversationWith(context: ItemContext, contact: Contact): Conversation {
  const id = context.conversationId(contact.nodeId);
  const known = context.store.conversations.get(id);
  if (known && (known.contactId === contact.id || contact.state === 'removed')) return known;
  const conversation: Conversation = {
    id,
    contactId: contact.id,
    peer: contact.nodeId,
    lamport: known?.lamport ?? 0,
  };
  context.store.conversations.put(conversation);
  context.store.changes.touch({ kind: 'conversation', key: id });
  return conversation;
}

/** Commits a visible message of ours to history and outbox. Its place in the order is fixed from now on. */
export function authorMessage(
  context: ItemContext,
  contact: Contact,
  id: MessageId,
  content: Content,
): Message {
  const conversation = conversationWith(context, contact);
  const { messages, conversations, outbox } = context.store;
  const { authorSeq, lamport } = nextPlace(context, contact, conversation);
  const payload = encodePayload({
    sender: context.self,
    recipient: contact.nodeId,
    conversation: conversation.id,
    messageId: id,
    authorSeq,
    prevHash: previousHash(context, conversation.id, authorSeq),
    lamport,
    heads: headsOf(context, conversation),
    sentAt: context.now(),
    content,
  });
  const message: Message = {
    conversationId: conversation.id,
    author: context.self,
    id,
    authorSeq,
    lamport,
    kind: contentNumber(content),
    payload,
    state: 'queued',
    failure: null,
    unread: false,
    recovered: false,
    sentAt: context.now(),
    receivedAt: context.now(),
  };
  if (messages.add(message) === 'duplicate') throw new AppError('COMMAND_REUSED_ID');
  conversations.put({ ...conversation, lamport });
  outbox.append({ contactId: contact.id, messageId: id, payload, kind: 'message' });
  touchMessage(context.store.changes, message);
  touchContact(context.store.changes, contact.id);
  return message;
}

/** The place behind everything known, also behind what a contact still gives back to a store that was rolled back. */
export function nextPlace(
  context: ItemContext,
  contact: Contact,
  conversation: Conversation,
): { readonly authorSeq: number; readonly lamport: number } {
  const last = context.store.messages.lastBy(conversation.id, context.self)?.authorSeq ?? 0;
  const recovering = context.store.streams.get(contact.id)?.recovering ?? 0;
  // 1 also means that nobody knows yet. Should place 1 be taken, whoever stands there moves when it comes back.
  const held = recovering > 1 ? recovering : 0;
  return { authorSeq: Math.max(last, held) + 1, lamport: conversation.lamport + 1 };
}

/** Queues service traffic (profile, receipts, recovered payloads): no place in the conversation, no row in it. */
export function authorService(
  context: ItemContext,
  contact: Contact,
  content: Content,
  id = newMessageId(context),
): void {
  const conversation = conversationWith(context, contact);
  const payload = encodePayload({
    sender: context.self,
    recipient: contact.nodeId,
    conversation: conversation.id,
    messageId: id,
    authorSeq: 0,
    prevHash: null,
    lamport: conversation.lamport,
    heads: [],
    sentAt: context.now(),
    content,
  });
  context.store.outbox.append({ contactId: contact.id, messageId: id, payload, kind: 'service' });
}

/** SHA-256 of our payload before `authorSeq`, null for the first or while it is not known. */
export function previousHash(context: ItemContext, id: ConversationId, authorSeq: number): Bytes | null {
  const previous = authorSeq > 1 ? context.store.messages.bySeq(id, context.self, authorSeq - 1) : undefined;
  // In the place of a failed message an empty one is sent.
  const isSent = previous && previous.payload.length > 0 && previous.state !== 'failed';
  return isSent ? context.sha256(previous.payload) : null;
}

export function newMessageId(context: ItemContext): MessageId {
  const id = idFromHex('message', newId(context.now(), context.randomBytes(ID_RANDOM_BYTES)));
  if (id === undefined) throw new TypeError('a message id needs 16 bytes');
  return id;
}

function headsOf(context: ItemContext, conversation: Conversation): MessageId[] {
  const last = context.store.messages.lastBy(conversation.id, conversation.peer);
  return last ? [last.id] : [];
}
