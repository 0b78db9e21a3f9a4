// Files in the commit lane: who offered what to whom, and how far it is. What is said about a file is written in the commit
// that explains it; the bytes themselves never pass here.

import { AppError } from '../../base/app-error.js';
import { idBytes, idFromBytes, type MessageId, type SpoolId, type TransferId } from '../../base/ids.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Transfer, TransferEnd } from '../../core/ports/transfer-store.js';
import { isOver, stepTransfer, type TransferInput, type TransferWord } from '../../core/transfer/index.js';
import { policyOf } from '../../core/trust/index.js';
import type { Content } from '../../protocol/content-codec.js';
import type { FileEnd } from '../../protocol/registry.js';
import type { TransferJob } from '../files/transfer-job.js';
import { authorService } from './author.js';
import type { ItemContext, LaneContext } from './item-context.js';
import { answerOnce, mayAnswer } from './late-answers.js';
import { touchMessage } from './message-entity.js';

export type FileContent = Extract<Content, { kind: `file${string}` }>;

/** What the contact says about a file. What does not fit has no effect: it came too late, or is made up. */
export function onFileWord(
  context: ItemContext,
  contact: Contact,
  content: Exclude<FileContent, { kind: 'fileOffer' }>,
): void {
  const direction = directionOf(content);
  const transfer = context.store.transfers.byOffer(contact.id, direction, content.offer);
  if (!transfer || isOver(transfer.state)) {
    answerLateWord(context, contact, content, transfer);
    return;
  }
  switch (content.kind) {
    case 'fileAccepted':
      if (!step(context, contact, transfer, 'peerAccepted')) answerAgain(context, contact, transfer);
      return;
    case 'fileReceived':
      step(context, contact, transfer, 'peerReceived');
      return;
    case 'fileKey':
      step(context, contact, { ...transfer, key: content.key }, 'peerGaveKey');
      return;
    case 'fileComplete':
      // The first word counts.
      if (transfer.root) return;
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

/**
 * Nobody shall wait for a file that is over here, or was forgotten: who still speaks of it hears how it ended. Ends are never
 * answered, so this ends too.
 */
function answerLateWord(
  context: ItemContext,
  contact: Contact,
  content: Exclude<FileContent, { kind: 'fileOffer' }>,
  transfer: Transfer | undefined,
): void {
  const { offer, kind } = content;
  if (kind === 'fileEnded' || kind === 'fileReceived') return;
  const isOwn = directionOf(content) === 'out';
  // An offer that is not here yet may be on its way; one whose message is here was forgotten.
  if (!transfer && !isOwn && !isKnownOffer(context, contact, offer)) return;
  const reason = reasonSaid(transfer?.state.end?.reason ?? 'gone');
  const isKept = transfer?.state.stage === 'done' && !isOwn;
  answerOnce(
    context,
    contact,
    isKept ? { kind: 'fileReceived', offer } : { kind: 'fileEnded', offer, isOwn, reason },
  );
}

/** Whoever still asks for the bytes of a file believes that it goes on, and hears that it does not. */
export function answerLateWant(context: ItemContext, contact: Contact, offer: MessageId): void {
  const transfer = context.store.transfers.byOffer(contact.id, 'out', offer);
  if (transfer && !isOver(transfer.state)) return;
  answerLateWord(context, contact, { kind: 'fileAccepted', offer }, transfer);
}

function isKnownOffer(context: ItemContext, contact: Contact, offer: MessageId): boolean {
  const conversation = context.conversationId(contact.nodeId);
  return context.store.messages.byId(conversation, contact.nodeId, offer) !== undefined;
}

/** Who accepts again lost the answer, with an older copy of its store; that it had paused it says anew. */
function answerAgain(context: ItemContext, contact: Contact, transfer: Transfer): void {
  if (transfer.state.stage !== 'running' || !mayAnswer(context, contact)) return;
  step(context, contact, transfer, 'peerResumed');
  authorService(context, contact, contentOf(context, transfer, 'key'));
  sayComplete(context, contact, transfer);
  context.pumpAtEnd(contact.nodeId);
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
  // The pump takes up what waited for it to be over.
  if (next.state.direction === 'in' && isOver(next.state)) context.pumpAtEnd(contact.nodeId);
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

/** Writes the transfer and tells views, of its message too, and the threads that move bytes. */
export function save(context: ItemContext, contact: Contact, transfer: Transfer): void {
  const { changes, transfers } = context.store;
  const isOverNow = isOver(transfer.state) && transfer.overAt === null;
  transfers.put(isOverNow ? { ...transfer, overAt: context.now() } : transfer);
  changes.touch({ kind: 'transfer', key: transfer.id });
  touchOffer(context, contact, transfer);
  touchFollowed(context, transfer.follows);
  // Of what waits for room nothing is brought, and however much of it there is, it takes no memory.
  if (transfer.state.stage !== 'waiting')
    context.emit({ kind: 'transfer', job: jobOf(context, contact, transfer) });
}

/** After every change of whether something may be sent to the contact: the files on their way to it stop, or go on, and say so. */
export function holdOrRelease(context: ItemContext, contact: Contact): void {
  for (const transfer of context.store.transfers.ofContact(contact.id)) {
    if (transfer.state.direction === 'in' || isOver(transfer.state)) continue;
    context.store.changes.touch({ kind: 'transfer', key: transfer.id });
    context.emit({ kind: 'transfer', job: jobOf(context, contact, transfer) });
  }
}

/** What offered the file shows how far it is, also in a conversation the contact left since. */
export function touchOffer(context: ItemContext, contact: Contact, { offer, state }: Transfer): void {
  const { changes, conversations, messages } = context.store;
  const current = { id: context.conversationId(contact.nodeId), peer: contact.nodeId };
  for (const { id, peer } of [current, ...conversations.formerOf(contact.id)]) {
    const message = messages.byId(id, state.direction === 'out' ? context.self : peer, offer);
    if (message) touchMessage(changes, message);
  }
}

/** What shows a file that ended shows whether it was offered anew, and that this was taken back. */
export function touchFollowed(context: ItemContext, id: TransferId | null): void {
  const transfer = id && context.store.transfers.get(id);
  const contact = transfer && context.store.contacts.get(transfer.contactId);
  if (!contact) return;
  context.store.changes.touch({ kind: 'transfer', key: transfer.id });
  touchOffer(context, contact, transfer);
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
  const isHeld = !policyOf(contact.state).encrypt;
  const upload = transfer.uploadId ? store.transfers.upload(transfer.uploadId) : undefined;
  const spool = upload?.spoolId ? (store.spools.get(upload.spoolId) ?? null) : null;
  return {
    id,
    nodeId: contact.nodeId,
    offer,
    state,
    isHeld,
    name,
    header,
    key: upload?.key ?? transfer.key,
    root: upload?.root ?? root,
    source: upload
      ? { uploadId: upload.id, path: upload.path, modifiedMs: upload.modifiedMs, view: upload.view, spool }
      : null,
    saveTo: savedAs === null ? transfer.saveTo : null,
  };
}

/** What is over keeps no key it does not need: an ended file cannot be opened any more, nor encrypted again. */
export function settled(transfer: Transfer): Transfer {
  if (!isOver(transfer.state)) return transfer;
  const isKept = transfer.state.stage === 'done';
  return {
    ...transfer,
    uploadId: null,
    key: isKept ? transfer.key : null,
    saveTo: isKept ? transfer.saveTo : null,
  };
}

/** Unless somebody still gets it. */
export function forgetUpload(context: ItemContext, id: NonNullable<Transfer['uploadId']>): void {
  const { transfers } = context.store;
  if (transfers.ofUpload(id).length > 0) return;
  const upload = transfers.upload(id);
  transfers.removeUpload(id);
  context.emit({ kind: 'uploadGone', uploadId: id });
  context.scrub();
  forgetSpool(context, upload?.spoolId);
}

/** Unless something still names it. */
export function forgetSpool(context: ItemContext, id: SpoolId | null | undefined): void {
  const { spools } = context.store;
  if (!id || spools.isNamed(id)) return;
  spools.remove(id);
  context.emit({ kind: 'spoolGone', id });
  context.scrub();
}

/** What a step makes this side say. */
export function contentOf(context: ItemContext, transfer: Transfer, word: TransferWord): Content {
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
function endReason(context: ItemContext, { id }: Transfer): FileEnd {
  return reasonSaid(context.store.transfers.get(id)?.state.end?.reason ?? 'cancelled');
}

/** Who still has the key of before hears that its owner gave the file up. */
function reasonSaid(reason: TransferEnd['reason']): FileEnd {
  return reason === 'keyChanged' ? 'cancelled' : reason;
}

function directionOf(content: Exclude<FileContent, { kind: 'fileOffer' }>): 'in' | 'out' {
  if ('isOwn' in content) return content.isOwn ? 'in' : 'out';
  return content.kind === 'fileAccepted' || content.kind === 'fileReceived' ? 'out' : 'in';
}

export function newTransferId(context: ItemContext): TransferId {
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
