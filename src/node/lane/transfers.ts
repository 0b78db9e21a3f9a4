// Files in the commit lane: who offered what to whom, and how far it is. What is said about a file is written in the commit
// that explains it; the bytes themselves never pass here.

import { AppError } from '../../base/app-error.js';
import { idBytes, idFromBytes, type MessageId, type TransferId } from '../../base/ids.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Transfer } from '../../core/ports/transfer-store.js';
import {
  isOver,
  offeredTransfer,
  stepTransfer,
  type TransferInput,
  type TransferWord,
} from '../../core/transfer/index.js';
import type { Content } from '../../protocol/content-codec.js';
import type { TransferJob } from '../files/transfer-job.js';
import { authorService } from './author.js';
import type { ItemContext, LaneContext } from './item-context.js';
import { touchMessage } from './message-entity.js';

/** Offers of one contact that wait or run at the same time. */
export const MOST_OPEN_OFFERS = 100;

type FileContent = Extract<Content, { kind: `file${string}` }>;

/** An offer whose message was just added to the conversation. */
export function noteOffer(
  context: ItemContext,
  contact: Contact,
  offer: MessageId,
  { name, mediaType, header }: Extract<FileContent, { kind: 'fileOffer' }>,
): void {
  const { transfers } = context.store;
  if (transfers.byOffer(contact.id, 'in', offer)) return;
  if (transfers.openFrom(contact.id) >= MOST_OPEN_OFFERS) {
    authorService(context, contact, { kind: 'fileEnded', offer, isOwn: false, reason: 'tooMany' });
    context.pumpAtEnd(contact.nodeId);
    return;
  }
  save(context, contact, {
    id: newTransferId(context),
    contactId: contact.id,
    offer,
    state: offeredTransfer('in'),
    name,
    mediaType,
    header,
    key: null,
    root: null,
    uploadId: null,
    saveTo: null,
    savedAs: null,
    source: null,
    createdAt: context.now(),
  });
}

/** What the contact says about a file. What does not fit has no effect: it came too late, or is made up. */
export function onFileWord(
  context: ItemContext,
  contact: Contact,
  content: Exclude<FileContent, { kind: 'fileOffer' }>,
): void {
  const direction = directionOf(content);
  const transfer = context.store.transfers.byOffer(contact.id, direction, content.offer);
  if (content.kind === 'fileAccepted' && (!transfer || transfer.state.stage === 'ended')) {
    // Withdrawn or forgotten meanwhile: nobody shall wait for it.
    const { offer } = content;
    authorService(context, contact, { kind: 'fileEnded', offer, isOwn: true, reason: 'cancelled' });
    context.pumpAtEnd(contact.nodeId);
    return;
  }
  if (!transfer) return;
  switch (content.kind) {
    case 'fileAccepted':
      step(context, contact, transfer, 'peerAccepted');
      return;
    case 'fileReceived':
      step(context, contact, transfer, 'peerReceived');
      return;
    case 'fileKey':
      step(context, contact, { ...transfer, key: content.key }, 'peerGaveKey');
      return;
    case 'fileComplete':
      // The first word counts.
      if (transfer.root || isOver(transfer.state)) return;
      save(context, contact, { ...transfer, root: content.root });
      return;
    case 'fileEnded':
      step(context, contact, transfer, { peerEnded: content.reason });
      return;
    case 'filePaused':
      step(context, contact, transfer, content.paused ? 'peerPaused' : 'peerResumed');
      return;
  }
}

/** Takes the transfer one step on and says what that step says. False: the input does not fit its state. */
export function step(
  context: ItemContext,
  contact: Contact,
  transfer: Transfer,
  input: TransferInput,
): boolean {
  const taken = stepTransfer(transfer.state, input);
  if (!taken) return false;
  const next = settled({ ...transfer, state: taken.state });
  save(context, contact, next);
  for (const word of taken.say) authorService(context, contact, contentOf(context, transfer, word));
  if (taken.say.includes('key')) sayComplete(context, contact, next);
  if (taken.say.length > 0) context.pumpAtEnd(contact.nodeId);
  if (transfer.uploadId && next.uploadId === null) forgetUpload(context, transfer.uploadId);
  // The key of a file that was given up is gone from the disk too.
  if (transfer.key && !next.key) context.scrub();
  return true;
}

/** States the root to the recipient once the whole file was encrypted; those who get the key later hear it with the key. */
export function sayComplete(context: ItemContext, contact: Contact, transfer: Transfer): void {
  const upload = transfer.uploadId && context.store.transfers.upload(transfer.uploadId);
  if (!upload?.root || transfer.state.stage !== 'running') return;
  authorService(context, contact, { kind: 'fileComplete', offer: transfer.offer, root: upload.root });
  context.pumpAtEnd(contact.nodeId);
}

/**
 * The contact is removed, or goes on under another key: nobody can be told, and nothing goes on. Our offers nobody answered
 * may be made to the new key.
 */
export function giveUpTransfers(context: ItemContext, contact: Contact, keep?: 'unanswered'): void {
  for (const transfer of context.store.transfers.ofContact(contact.id)) {
    const { direction, stage } = transfer.state;
    if (keep && direction === 'out' && stage === 'offered') continue;
    endUntold(context, contact, transfer);
  }
}

/** Our offer was taken back before it left. */
export function withdrawOffer(context: ItemContext, contact: Contact, offer: MessageId): void {
  const transfer = context.store.transfers.byOffer(contact.id, 'out', offer);
  if (transfer) endUntold(context, contact, transfer);
}

function endUntold(context: ItemContext, contact: Contact, transfer: Transfer): void {
  const taken = stepTransfer(transfer.state, 'cancel');
  if (!taken) return;
  save(context, contact, settled({ ...transfer, state: taken.state }));
  if (transfer.uploadId) forgetUpload(context, transfer.uploadId);
}

/** Writes the transfer and tells views, of its message too, and the threads that move bytes. */
export function save(context: ItemContext, contact: Contact, transfer: Transfer): void {
  const { changes, messages, transfers } = context.store;
  transfers.put(transfer);
  changes.touch({ kind: 'transfer', key: transfer.id });
  const author = transfer.state.direction === 'out' ? context.self : contact.nodeId;
  const message = messages.byId(context.conversationId(contact.nodeId), author, transfer.offer);
  if (message) touchMessage(changes, message);
  context.emit({ kind: 'transfer', job: jobOf(context, contact, transfer) });
}

/** Everything that goes on, for the threads that move bytes when they begin. */
export function unfinishedJobs(context: Pick<LaneContext, 'store'>): TransferJob[] {
  return context.store.transfers.unfinished().flatMap((transfer) => {
    const contact = context.store.contacts.get(transfer.contactId);
    return contact ? [jobOf(context, contact, transfer)] : [];
  });
}

function jobOf({ store }: Pick<LaneContext, 'store'>, contact: Contact, transfer: Transfer): TransferJob {
  const { id, offer, state, name, header, root, savedAs } = transfer;
  const upload = transfer.uploadId ? store.transfers.upload(transfer.uploadId) : undefined;
  return {
    id,
    nodeId: contact.nodeId,
    offer,
    state,
    name,
    header,
    key: upload?.key ?? transfer.key,
    root: upload?.root ?? root,
    source: upload ? { uploadId: upload.id, path: upload.path, modifiedMs: upload.modifiedMs } : null,
    saveTo: savedAs === null ? transfer.saveTo : null,
  };
}

/** What is over keeps no key it does not need: an ended file cannot be opened any more, nor encrypted again. */
function settled(transfer: Transfer): Transfer {
  if (!isOver(transfer.state)) return transfer;
  const isKept = transfer.state.stage === 'done';
  return {
    ...transfer,
    uploadId: null,
    key: isKept ? transfer.key : null,
    saveTo: isKept ? transfer.saveTo : null,
  };
}

function forgetUpload(context: ItemContext, id: NonNullable<Transfer['uploadId']>): void {
  const { transfers } = context.store;
  if (transfers.ofUpload(id).length > 0) return;
  transfers.removeUpload(id);
  context.emit({ kind: 'uploadGone', uploadId: id });
  context.scrub();
}

function contentOf(context: ItemContext, transfer: Transfer, word: TransferWord): Content {
  const { offer, state, uploadId } = transfer;
  const isOwn = state.direction === 'out';
  switch (word) {
    case 'accepted':
      return { kind: 'fileAccepted', offer };
    case 'received':
      return { kind: 'fileReceived', offer };
    case 'key': {
      const upload = uploadId && context.store.transfers.upload(uploadId);
      if (!upload) throw new AppError('NOT_FOUND', { what: 'file' });
      return { kind: 'fileKey', offer, key: upload.key };
    }
    case 'paused':
    case 'resumed':
      return { kind: 'filePaused', offer, isOwn, paused: word === 'paused' };
    case 'ended':
      return { kind: 'fileEnded', offer, isOwn, reason: endReason(context, transfer) };
  }
}

/** `save` wrote the end before it is said. */
function endReason(context: ItemContext, { id }: Transfer) {
  return context.store.transfers.get(id)?.state.end?.reason ?? 'cancelled';
}

function directionOf(content: Exclude<FileContent, { kind: 'fileOffer' }>): 'in' | 'out' {
  if ('isOwn' in content) return content.isOwn ? 'in' : 'out';
  return content.kind === 'fileAccepted' || content.kind === 'fileReceived' ? 'out' : 'in';
}

function newTransferId(context: ItemContext): TransferId {
  const id = idFromBytes('transfer', context.randomBytes(16));
  if (!id) throw new TypeError('a transfer id needs 16 bytes');
  return id;
}

/** The transfer of our own offer goes by the id the face chose for the message. */
export function transferIdOf(offer: MessageId): TransferId {
  const id = idFromBytes('transfer', idBytes(offer));
  if (!id) throw new TypeError('a transfer id needs 16 bytes');
  return id;
}
