// Offers of contacts: which of them the owner is asked about, which are taken without asking, and which wait behind the
// others of their contact, however many somebody sent while this node was away.

import { UNASKED_OF_ALL_BYTES, unaskedOfOneBytes } from '../../base/unasked-files.js';
import type { MessageId } from '../../base/ids.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Transfer } from '../../core/ports/transfer-store.js';
import { isTakenByRule, offeredTransfer, spendUnasked, stepTransfer } from '../../core/transfer/index.js';
import { decodeFileHeader } from '../../protocol/file-header.js';
import { authorService } from './author.js';
import type { ItemContext } from './item-context.js';
import { type FileContent, newTransferId, save, step } from './transfers.js';

/** Offers of one contact that wait for the owner's word or run at the same time. */
export const MOST_OPEN_OFFERS = 100;
/** Behind them, until some of those are over. */
export const MOST_WAITING_OFFERS = 2_000;

/** An offer whose message was just added to the conversation. */
export function noteOffer(
  context: ItemContext,
  contact: Contact,
  offer: MessageId,
  { name, mediaType, header }: Extract<FileContent, { kind: 'fileOffer' }>,
): void {
  const { transfers } = context.store;
  if (transfers.byOffer(contact.id, 'in', offer)) return;
  // In their order: what is free is for those that wait, as soon as they may come up.
  const hasRoom = hasRoomFor(context, contact) && !transfers.nextWaiting(contact.id);
  if (!hasRoom && transfers.waitingFrom(contact.id) >= MOST_WAITING_OFFERS) {
    authorService(context, contact, { kind: 'fileEnded', offer, isOwn: false, reason: 'tooMany' });
    context.pumpAtEnd(contact.nodeId);
    return;
  }
  const transfer: Transfer = {
    id: newTransferId(context),
    contactId: contact.id,
    offer,
    state: offeredTransfer('in', hasRoom),
    name,
    mediaType,
    header,
    key: null,
    root: null,
    uploadId: null,
    saveTo: null,
    savedAs: null,
    source: null,
    follows: null,
    saveError: null,
    isPastBudget: false,
    createdAt: context.now(),
    overAt: null,
  };
  if (hasRoom) takeUp(context, contact, transfer);
  else save(context, contact, transfer);
}

/** Wherever there may be room again: what waits comes in its order, in the commit that made room for it. */
export function takeUpWaiting(context: ItemContext, contact: Contact): void {
  if (contact.state !== 'approved') return;
  const { transfers } = context.store;
  for (
    let next = transfers.nextWaiting(contact.id);
    next && hasRoomFor(context, contact);
    next = transfers.nextWaiting(contact.id)
  ) {
    const taken = stepTransfer(next.state, 'room');
    if (!taken) return;
    takeUp(context, contact, { ...next, state: taken.state });
  }
}

function hasRoomFor({ store }: ItemContext, contact: Contact): boolean {
  return store.transfers.openFrom(contact.id) < MOST_OPEN_OFFERS;
}

function takeUp(context: ItemContext, contact: Contact, transfer: Transfer): void {
  const wanted = decideUnasked(context, contact, transfer);
  save(context, contact, { ...transfer, isPastBudget: wanted === 'pastBudget' });
  if (wanted === 'take') step(context, contact, transfer, 'accept');
}

/** What the contact's rule says to an offer, and how much of its kind came already. */
function decideUnasked(
  context: ItemContext,
  { id, state, fileRule }: Contact,
  { name, header }: Transfer,
): 'ask' | 'take' | 'pastBudget' {
  const { transfers } = context.store;
  const sizeBytes = decodeFileHeader(header)?.sizeBytes;
  if (state !== 'approved' || sizeBytes === undefined) return 'ask';
  if (!isTakenByRule(fileRule, { name, sizeBytes })) return 'ask';
  const now = context.now();
  const mostOfOne = unaskedOfOneBytes(fileRule);
  const mostOfAll = Math.max(UNASKED_OF_ALL_BYTES, mostOfOne);
  const ofOne = spendUnasked(transfers.unasked(id), { sizeBytes, mostBytes: mostOfOne, now });
  const ofAll = spendUnasked(transfers.unasked('all'), { sizeBytes, mostBytes: mostOfAll, now });
  if (!ofOne || !ofAll) return 'pastBudget';
  transfers.putUnasked(id, ofOne);
  transfers.putUnasked('all', ofAll);
  return 'take';
}
