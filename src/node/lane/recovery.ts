// After a store was rolled back: what the other side still holds comes back, and numbering goes on behind it.

import type { Bytes } from '../../base/bytes.js';
import { isPlaced, LAMPORT_JUMP, raiseState } from '../../core/conversation/index.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Conversation, Message } from '../../core/ports/message-store.js';
import { contentNumber } from '../../protocol/content-codec.js';
import { decodePayload, type Payload } from '../../protocol/payload-codec.js';
import { CONTENT_KINDS } from '../../protocol/registry.js';
import { conversationWith, newMessageId } from './author.js';
import { pump } from './deliver-out.js';
import type { ItemContext } from './item-context.js';
import { touchMessage } from './message-entity.js';
import { fillPlace, makeRoom, queuePlace } from './places.js';
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
    const takenTo = heldOfOurs(context, contact, stream.recovering);
    context.store.streams.put({ ...stream, recovering: 0, takenTo, relinks: true });
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
  const isInPlace = known?.authorSeq === payload.authorSeq;
  const owed = known && outbox.find(contact.id, known.id);
  if (owed) outbox.remove(owed.id);
  if (!isInPlace) {
    makeRoom(context, contact, { conversation, authorSeq: payload.authorSeq, behind: stream.recovering });
  }
  if (known) {
    if (!isInPlace) takePlace(context, contact, known, { payload, bytes });
    else if (known.payload.length > 0) takeWording(context, known, { payload, bytes });
    const state = raiseState(known.state, 'delivered');
    if (state) messages.setState(conversation.id, context.self, known.id, state);
    touchMessage(changes, known);
    return;
  }
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
    // It never came from anywhere: it stands on the day it was written, like all of ours.
    receivedAt: payload.sentAt,
  };
  if (messages.add(message) === 'duplicate') return;
  touchMessage(changes, message);
  if (payload.authorSeq === stream.recovering) addSystemLine(context, contact, 'MESSAGES_RECOVERED');
}

/** 1 may also mean that the contact holds nothing; a place 1 that it holds has been left by what waits. */
function heldOfOurs(context: ItemContext, contact: Contact, recovering: number): number {
  if (recovering > 1) return recovering;
  const first = context.store.messages.bySeq(context.conversationId(contact.nodeId), context.self, 1);
  return first && !context.store.outbox.find(contact.id, first.id) ? 1 : 0;
}

/**
 * What left may have been linked to other messages than this copy knows of: both sides compare the bytes of it, so they are
 * those the contact holds.
 */
function takeWording(
  context: ItemContext,
  message: Message,
  { payload, bytes }: { readonly payload: Payload; readonly bytes: Bytes },
): void {
  const { messages, changes } = context.store;
  const { authorSeq, lamport } = payload;
  touchMessage(changes, message);
  messages.move(message, { authorSeq, lamport, payload: bytes });
  touchMessage(changes, { ...message, lamport });
}

/** The message was sent again under another number in the life that is lost, and stands there. */
function takePlace(
  context: ItemContext,
  contact: Contact,
  message: Message,
  { payload, bytes }: { readonly payload: Payload; readonly bytes: Bytes },
): void {
  const { messages, changes } = context.store;
  const { authorSeq, lamport } = payload;
  messages.move(message, { authorSeq, lamport, payload: bytes });
  fillPlace(context, message);
  queuePlace(context, contact, message);
  touchMessage(changes, { ...message, authorSeq, lamport });
}

/**
 * The contact deleted what stood in this place of ours, its highest: nothing comes back for it, and what we say there would
 * be taken for a repetition.
 */
export function keepPlace(context: ItemContext, contact: Contact, authorSeq: number): void {
  const conversation = conversationWith(context, contact);
  const { messages } = context.store;
  const occupant = messages.bySeq(conversation.id, context.self, authorSeq);
  if (occupant && (occupant.payload.length === 0 || hasArrived(occupant))) return;
  makeRoom(context, contact, { conversation, authorSeq, behind: authorSeq });
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

/** It is what the contact deleted: given back before that, or known to this copy. */
function hasArrived({ state }: Message): boolean {
  return state === 'delivered' || state === 'read';
}

/** Whether we may have written it: to this contact, in a place of the conversation. */
function isOurs(context: ItemContext, conversation: Conversation, payload: Payload): boolean {
  return (
    payload.sender === context.self &&
    payload.recipient === conversation.peer &&
    payload.conversation === conversation.id &&
    isPlaced(payload) &&
    payload.lamport <= conversation.lamport + LAMPORT_JUMP
  );
}
