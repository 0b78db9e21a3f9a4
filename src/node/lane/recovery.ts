// After a store was rolled back: what the other side still holds comes back, and numbering goes on behind it.

import { LAMPORT_JUMP, raiseState } from '../../core/conversation/index.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Conversation, Message } from '../../core/ports/message-store.js';
import { contentNumber } from '../../protocol/content-codec.js';
import { decodePayload, encodePayload, type Payload } from '../../protocol/payload-codec.js';
import { CONTENT_KINDS } from '../../protocol/registry.js';
import { conversationWith, newMessageId, previousHash } from './author.js';
import { pump } from './deliver-out.js';
import type { ItemContext } from './item-context.js';
import { touchMessage } from './message-entity.js';
import { addSystemLine } from './system-line.js';

/** One payload of ours that the contact gives back, or the word that there are no more. */
export async function acceptRecovered(
  context: ItemContext,
  contact: Contact,
  carrier: Payload,
): Promise<void> {
  const stream = context.store.streams.get(contact.id);
  if (carrier.content.kind !== 'recovered' || !stream || stream.recovering === 0) return;
  const bytes = carrier.content.payload;
  if (bytes.length === 0) {
    // An end meant for an earlier life says nothing about this one.
    if (carrier.messageId !== (stream.incarnation as string)) return;
    leavePlacesUpTo(context, contact, stream.recovering);
    rechain(context, contact);
    context.store.streams.put({ ...stream, recovering: 0 });
    await pump(context, contact);
    return;
  }
  const decoded = decodePayload(bytes);
  const conversation = conversationWith(context, contact);
  if (!decoded.ok || !isOurs(context, conversation, decoded.value.payload)) return;
  const { payload } = decoded.value;
  if (payload.authorSeq > stream.recovering) return;
  // They come in their order: whatever the link does, the next one begins here.
  context.store.streams.put({ ...stream, recoveredTo: payload.authorSeq });
  const { messages, outbox, changes } = context.store;
  const known = messages.byId(conversation.id, context.self, payload.messageId);
  if (known) {
    const owed = outbox.find(contact.id, known.id);
    if (owed) outbox.remove(owed.id);
    const state = raiseState(known.state, 'delivered');
    if (state) messages.setState(conversation.id, context.self, known.id, state);
    touchMessage(changes, known);
    return;
  }
  makeRoom(context, contact, { conversation, authorSeq: payload.authorSeq, behind: stream.recovering });
  const message: Message = {
    conversationId: conversation.id,
    author: context.self,
    id: payload.messageId,
    authorSeq: payload.authorSeq,
    lamport: payload.lamport,
    kind: contentNumber(payload.content),
    payload: bytes,
    state: 'delivered',
    failure: null,
    unread: false,
    recovered: true,
    sentAt: payload.sentAt,
    receivedAt: context.now(),
  };
  if (messages.add(message) === 'duplicate') return;
  touchMessage(changes, message);
  if (payload.authorSeq === stream.recovering) addSystemLine(context, contact, 'MESSAGES_RECOVERED');
}

/**
 * The contact deleted what stood in this place of ours, its highest: nothing comes back for it, and what we say there would
 * be taken for a repetition.
 */
export function keepPlace(context: ItemContext, contact: Contact, authorSeq: number): void {
  const conversation = conversationWith(context, contact);
  makeRoom(context, contact, { conversation, authorSeq, behind: authorSeq });
  const { messages } = context.store;
  if ((messages.lastBy(conversation.id, context.self)?.authorSeq ?? 0) >= authorSeq) return;
  messages.add({
    conversationId: conversation.id,
    author: context.self,
    id: newMessageId(context),
    authorSeq,
    lamport: conversation.lamport,
    kind: CONTENT_KINDS.withdrawn,
    payload: new Uint8Array(0),
    state: 'withdrawn',
    failure: null,
    unread: false,
    recovered: false,
    sentAt: context.now(),
    receivedAt: context.now(),
  });
}

/** What is still unsent in a place the contact holds was not given back: something else stood there and was deleted. */
function leavePlacesUpTo(context: ItemContext, contact: Contact, held: number): void {
  // 1 may also mean that the contact holds nothing; a place 1 that was taken has been left by then.
  if (held < 2) return;
  for (const row of context.store.outbox.all(contact.id)) {
    if (!row.visible || row.sealed) continue;
    const conversation = conversationWith(context, contact);
    const message = context.store.messages.byId(conversation.id, context.self, row.messageId);
    if (!message || message.authorSeq > held) continue;
    makeRoom(context, contact, { conversation, authorSeq: message.authorSeq, behind: held });
  }
}

/** A message written since the rollback took a place that was taken: it goes behind everything the contact holds. */
function makeRoom(
  context: ItemContext,
  contact: Contact,
  at: { readonly conversation: Conversation; readonly authorSeq: number; readonly behind: number },
): void {
  const { messages, conversations } = context.store;
  const occupant = messages.bySeq(at.conversation.id, context.self, at.authorSeq);
  if (!occupant || occupant.payload.length === 0) return;
  const last = messages.lastBy(at.conversation.id, context.self)?.authorSeq ?? 0;
  const lamport = (conversations.get(at.conversation.id)?.lamport ?? 0) + 1;
  move(context, contact, occupant, { authorSeq: Math.max(last, at.behind) + 1, lamport });
  conversations.put({ ...at.conversation, lamport });
}

/** Links the payloads that have not left to their predecessors, after some of these have changed. */
export function rechain(context: ItemContext, contact: Contact): void {
  for (const row of context.store.outbox.all(contact.id)) {
    if (!row.visible || row.sealed) continue;
    const conversation = conversationWith(context, contact);
    const message = context.store.messages.byId(conversation.id, context.self, row.messageId);
    if (message) move(context, contact, message, message);
  }
}

function move(
  context: ItemContext,
  contact: Contact,
  message: Message,
  to: { readonly authorSeq: number; readonly lamport: number },
): void {
  const { messages, outbox, changes } = context.store;
  const decoded = decodePayload(message.payload);
  if (!decoded.ok) return;
  const payload = encodePayload({
    ...decoded.value.payload,
    authorSeq: to.authorSeq,
    lamport: to.lamport,
    prevHash: previousHash(context, message.conversationId, to.authorSeq),
  });
  touchMessage(changes, message);
  messages.move(message, { authorSeq: to.authorSeq, lamport: to.lamport, payload });
  touchMessage(changes, { ...message, ...to });
  const row = outbox.find(contact.id, message.id);
  if (row) outbox.setPayload(row.id, payload);
}

/** Whether we may have written it: to this contact, in a place of the conversation. */
function isOurs(context: ItemContext, conversation: Conversation, payload: Payload): boolean {
  return (
    payload.sender === context.self &&
    payload.recipient === conversation.peer &&
    payload.conversation === conversation.id &&
    payload.authorSeq > 0 &&
    payload.lamport <= conversation.lamport + LAMPORT_JUMP
  );
}
