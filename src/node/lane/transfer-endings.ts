// How files end without a word of their own contact: with the contact, with the message that offered them, with an older copy
// of the store. Nobody is left waiting, and no key stays that is not needed.

import type { MessageId } from '../../base/ids.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { type Conversation, isHidden, type Message } from '../../core/ports/message-store.js';
import type { Transfer } from '../../core/ports/transfer-store.js';
import { isOver, isUnanswered, stepTransfer } from '../../core/transfer/index.js';
import { authorService } from './author.js';
import type { ItemContext } from './item-context.js';
import {
  contentOf,
  forgetSpool,
  forgetUpload,
  save,
  settled,
  step,
  touchFollowed,
  touchOffer,
} from './transfers.js';

/** Of offers that wait for room: some 20 ms, in which nobody else's message is committed. */
const ENDED_AT_ONCE = 100;

/** Of a contact that is removed, and only of one, a step at a time. True: more of them wait. */
export function cancelWaiting(context: ItemContext, contact: Contact): boolean {
  if (contact.state !== 'removed') return false;
  const { transfers } = context.store;
  for (let ended = 0; ended < ENDED_AT_ONCE; ended++) {
    const next = transfers.nextWaiting(contact.id);
    if (!next) return false;
    step(context, contact, next, 'cancel');
  }
  return true;
}

/** The contact is removed: nothing goes on, and what it is told of it waits for it to come back. */
export function cancelTransfers(context: ItemContext, contact: Contact): void {
  for (const transfer of context.store.transfers.ofContact(contact.id))
    if (transfer.state.stage !== 'waiting') step(context, contact, transfer, 'cancel');
}

/** The contact goes on under another key: nobody can be told, and nothing goes on. */
export function giveUpTransfers(
  context: ItemContext,
  contact: Contact,
  /** Messages that did not leave: what they offer goes along to the new key. */
  unsent: readonly Message[] = [],
): void {
  const alongs = new Set(unsent.map(({ id }) => id));
  for (const transfer of context.store.transfers.ofContact(contact.id)) {
    if (transfer.state.direction === 'out' && alongs.has(transfer.offer)) continue;
    endUntold(context, contact, transfer, 'keyChanged');
  }
}

/** Our offer was taken back before it left. */
export function withdrawOffer(context: ItemContext, contact: Contact, offer: MessageId): void {
  const transfer = context.store.transfers.byOffer(contact.id, 'out', offer);
  if (transfer) endUntold(context, contact, transfer, 'cancelled');
}

function endUntold(
  context: ItemContext,
  contact: Contact,
  transfer: Transfer,
  failed: 'cancelled' | 'keyChanged',
): void {
  const taken = stepTransfer(transfer.state, { failed });
  if (!taken) return;
  save(context, contact, settled({ ...transfer, state: taken.state }));
  if (transfer.uploadId) forgetUpload(context, transfer.uploadId);
}

/** The file leaves the store and the disk. One that goes on is given up first, which the contact is told. */
export function removeTransfer(context: ItemContext, contact: Contact, transfer: Transfer): void {
  if (!isOver(transfer.state)) step(context, contact, transfer, 'cancel');
  const { transfers, changes } = context.store;
  transfers.remove(transfer.id);
  changes.touch({ kind: 'transfer', key: transfer.id });
  touchOffer(context, contact, transfer);
  touchFollowed(context, transfer.follows);
  context.emit({ kind: 'transferGone', id: transfer.id });
  context.scrub();
  forgetSpool(context, transfer.source?.spoolId);
}

/** With its message an offer goes, and what is kept of the file. */
export function removeOffered(context: ItemContext, message: Message): void {
  if (wentAlong(context, message)) return;
  const conversation = context.store.conversations.get(message.conversationId);
  const contact = conversation && contactIn(context, conversation);
  const direction = message.author === context.self ? 'out' : 'in';
  const transfer = contact && context.store.transfers.byOffer(contact.id, direction, message.id);
  if (transfer) removeTransfer(context, contact, transfer);
}

/** What was offered here went along when the contact went on under another key. */
function wentAlong(context: ItemContext, { author, id, conversationId, state }: Message): boolean {
  if (author !== context.self || state !== 'withdrawn') return false;
  const elsewhere = context.store.messages.everywhereById(author, id);
  return elsewhere.some((other) => other.conversationId !== conversationId && !isHidden(other));
}

/** The contact whose files were offered in the conversation: who has its key, or had it. */
export function contactIn(context: ItemContext, { id, peer }: Conversation): Contact | undefined {
  const { contacts, conversations } = context.store;
  const left = conversations.leftBy(id);
  return contacts.byNode(peer) ?? (left && contacts.get(left));
}

/** Of a conversation its contact left, only what was offered there: the rest belongs to where the contact is now. */
export function isOfferedIn(
  context: ItemContext,
  { id, peer }: Conversation,
  { offer, state }: Transfer,
): boolean {
  const offered = context.store.messages.byId(id, state.direction === 'out' ? context.self : peer, offer);
  return offered !== undefined && offered.state !== 'withdrawn';
}

/** One of the two lost what it knew, so each says again where it stands; what does not fit any more is answered. */
export function restateTransfers(context: ItemContext, contact: Contact): void {
  for (const transfer of context.store.transfers.ofContact(contact.id)) {
    const { direction, pausedByMe } = transfer.state;
    // An offer that waits for our word is answered when it gets it.
    if (isOver(transfer.state) || isUnanswered(transfer.state)) continue;
    if (direction === 'in') authorService(context, contact, contentOf(context, transfer, 'accepted'));
    authorService(context, contact, contentOf(context, transfer, pausedByMe ? 'paused' : 'resumed'));
    context.pumpAtEnd(contact.nodeId);
  }
}
