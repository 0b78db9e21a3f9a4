// Files: what the owner decides about them, and what the threads that move their bytes found out.

import { AppError } from '../../base/app-error.js';
import { type AttachmentId, idFromHex, type SpoolId, type UploadId } from '../../base/ids.js';
import type { CommandParams, CommandResult } from '../../contract/commands.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Transfer } from '../../core/ports/transfer-store.js';
import { isOver, isUnanswered, offeredTransfer, type TransferInput } from '../../core/transfer/index.js';
import { policyOf } from '../../core/trust/index.js';
import type { FileOwners, TransferAct } from '../files/transfer-job.js';
import { authorMessage } from '../lane/author.js';
import { type ItemContext, touchConversation } from '../lane/item-context.js';
import { removeTransfer } from '../lane/transfer-endings.js';
import { answerLateWant, forgetSpool, save, sayComplete, step, transferIdOf } from '../lane/transfers.js';
import { refuseFull } from './conversations.js';
import { anyContactById, conversationNow, parsed, refuseRemoved } from './find.js';
import { forgetRecipients } from './recipients.js';

/** Files that were handed over and not attached. */
const MOST_LOOSE = 100;

export function declineFile(
  context: ItemContext,
  params: CommandParams<'declineFile'>,
): CommandResult<'declineFile'> {
  return stepByOwner(context, params, 'decline');
}

export function pauseFile(
  context: ItemContext,
  params: CommandParams<'pauseFile'>,
): CommandResult<'pauseFile'> {
  return stepByOwner(context, params, 'pause');
}

export function resumeFile(
  context: ItemContext,
  params: CommandParams<'resumeFile'>,
): CommandResult<'resumeFile'> {
  const done = stepByOwner(context, params, 'resume');
  context.emit({ kind: 'lookAgain', id: ownersTransfer(context, params.transferId).transfer.id });
  return done;
}

export function cancelFile(
  context: ItemContext,
  params: CommandParams<'cancelFile'>,
): CommandResult<'cancelFile'> {
  return stepByOwner(context, params, 'cancel');
}

export function deleteFile(
  context: ItemContext,
  { transferId }: CommandParams<'deleteFile'>,
): CommandResult<'deleteFile'> {
  const { transfer, contact } = ownersTransfer(context, transferId);
  if (!isOver(transfer.state)) throw notPossible(transfer);
  removeTransfer(context, contact, transfer);
  return {};
}

export function runTransferAct(context: ItemContext, act: TransferAct): unknown {
  const { transfers } = context.store;
  switch (act.act) {
    case 'offer':
      return offer(context, act);
    case 'offeredBefore':
      return earlierOffer(context, act);
    case 'handOver':
      return handOver(context, act);
    case 'forgetLoose':
      keepLoose(context, 0);
      return {};
    case 'roomToAttach':
      refuseFull(context, conversationNow(context, act.conversationId).id);
      return {};
    case 'dropLoose':
      forgetSpool(context, context.store.attachments.dropLoose(act.id)?.spoolId);
      return {};
    case 'accept':
      return accept(context, act);
    case 'complete':
      return complete(context, act);
    case 'sourceLost':
      for (const transfer of transfers.ofUpload(act.uploadId)) {
        withContact(context, transfer, (contact) => step(context, contact, transfer, { failed: act.reason }));
      }
      return {};
    case 'wantedLate': {
      const contact = context.store.contacts.byNode(act.nodeId);
      if (contact) answerLateWant(context, contact, act.offer);
      return {};
    }
    case 'kept':
    case 'damaged': {
      const transfer = transfers.get(act.transferId);
      const input = act.act === 'kept' ? act.act : ({ failed: act.act } as const);
      if (transfer) withContact(context, transfer, (contact) => step(context, contact, transfer, input));
      return {};
    }
    case 'saved':
    case 'notSaved': {
      const transfer = transfers.get(act.transferId);
      // The owner wants it elsewhere meanwhile, and what comes of that is what counts.
      if (transfer?.saveTo !== act.folder) return {};
      const next =
        act.act === 'saved'
          ? { savedAs: act.path }
          : { saveTo: null, saveError: act.error, overAt: context.now() };
      withContact(context, transfer, (contact) => {
        save(context, contact, { ...transfer, ...next });
      });
      return {};
    }
    case 'ownersOf':
      return ownersOf(context, act.ids);
  }
}

function handOver(
  context: ItemContext,
  { attachment, spool }: Extract<TransferAct, { act: 'handOver' }>,
): Record<string, never> {
  const { attachments, spools } = context.store;
  if (spool) spools.add(spool);
  attachments.add({ ...attachment, spoolId: spool?.id ?? null });
  keepLoose(context, MOST_LOOSE);
  // An id that was there before keeps what it named.
  forgetSpool(context, spool?.id);
  return {};
}

function keepLoose(context: ItemContext, most: number): void {
  for (const { spoolId } of context.store.attachments.keepLoose(most)) forgetSpool(context, spoolId);
}

type Offer = Extract<TransferAct, { act: 'offer' }>;

function offer(
  context: ItemContext,
  { source, name, mediaType, thumbnail, keepsMetadata, follows, attachmentId, to }: Offer,
): Pick<CommandResult<'offerFile'>, 'transferIds'> {
  const { transfers, spools } = context.store;
  const wanted = wantedBy(context, to);
  const fresh = wanted.filter(({ id, contact }) => !offeredBefore(context, contact, id));
  const spoolId = source.spool?.id ?? null;
  // A file that arrived is the owner's as well from here on.
  if (fresh.length > 0 && source.spool && !spools.get(source.spool.id)) spools.add(source.spool);
  if (fresh.length > 0) transfers.putUpload({ ...source, id: source.uploadId, spoolId, root: null });
  for (const { id, contact } of fresh) {
    refuseRemoved(contact);
    if (!policyOf(contact.state).write) throw new AppError('CONTACT_BLOCKED');
    const { header } = source;
    authorMessage(context, contact, id, { kind: 'fileOffer', name, mediaType, header, thumbnail });
    save(context, contact, {
      id: transferIdOf(id),
      contactId: contact.id,
      offer: id,
      state: offeredTransfer('out'),
      name,
      mediaType,
      header: source.header,
      key: null,
      root: null,
      uploadId: source.uploadId,
      saveTo: null,
      savedAs: null,
      source: { path: source.path, modifiedMs: source.modifiedMs, spoolId, keepsMetadata },
      follows,
      saveError: null,
      isPastBudget: false,
      createdAt: context.now(),
      overAt: null,
    });
    context.pumpAtEnd(contact.nodeId);
  }
  if (fresh.length === 0) forgetSpool(context, spoolId);
  else if (attachmentId) takeAttached(context, attachmentId);
  return { transferIds: wanted.map(({ id }) => transferIdOf(id)) };
}

/** Null: at least one of them was not offered it. */
function earlierOffer(
  context: ItemContext,
  { to }: Pick<Offer, 'to'>,
): Pick<CommandResult<'offerFile'>, 'transferIds'> | null {
  const wanted = wantedBy(context, to);
  const isRepetition = wanted.every(({ id, contact }) => offeredBefore(context, contact, id));
  return isRepetition ? { transferIds: wanted.map(({ id }) => transferIdOf(id)) } : null;
}

function wantedBy(context: ItemContext, to: Offer['to']) {
  return to.map(({ id, contactId }) => ({
    id: parsed(idFromHex('message', id), 'id'),
    contact: anyContactById(context, contactId),
  }));
}

/** In one commit with its offers: whatever happens, a file is attached or was sent, and never both or neither. */
function takeAttached(context: ItemContext, id: AttachmentId): void {
  const { attachments, changes } = context.store;
  const taken = attachments.take(id);
  // Another face sent it, or took it out.
  if (!taken) throw new AppError('NOT_FOUND', { what: 'file' });
  if (!taken.conversationId) return;
  forgetRecipients(context, taken.conversationId);
  touchConversation(changes, taken.conversationId);
}

/** A face that lost its session asks again: the file is offered once. */
function offeredBefore(context: ItemContext, contact: Contact, id: Transfer['offer']): boolean {
  const known = context.store.transfers.get(transferIdOf(id));
  if (known && known.contactId !== contact.id) throw new AppError('COMMAND_REUSED_ID');
  const written = context.store.messages.everywhereById(context.self, id);
  if (!known && written.length > 0) throw new AppError('COMMAND_REUSED_ID');
  return known !== undefined;
}

function accept(
  context: ItemContext,
  { transferId, saveTo }: Extract<TransferAct, { act: 'accept' }>,
): CommandResult<'acceptFile'> {
  const { transfer, contact } = ownersTransfer(context, transferId);
  const { state } = transfer;
  // Asked again, or for another copy of what is here.
  const isTaken = state.direction === 'in' && state.stage !== 'ended' && !isUnanswered(state);
  if (isTaken) {
    if (saveTo !== null) save(context, contact, { ...transfer, saveTo, savedAs: null, saveError: null });
    return {};
  }
  if (contact.state === 'frozen') throw new AppError('CONTACT_FROZEN');
  if (contact.state !== 'approved') throw new AppError('CONTACT_BLOCKED');
  if (!step(context, contact, { ...transfer, saveTo }, 'accept')) throw notPossible(transfer);
  return {};
}

function complete(
  context: ItemContext,
  { uploadId, root }: Extract<TransferAct, { act: 'complete' }>,
): Record<string, never> {
  const { transfers } = context.store;
  const upload = transfers.upload(uploadId);
  if (!upload || upload.root) return {};
  transfers.putUpload({ ...upload, root });
  for (const transfer of transfers.ofUpload(uploadId)) {
    withContact(context, transfer, (contact) => {
      save(context, contact, transfer);
      sayComplete(context, contact, transfer);
    });
  }
  return {};
}

/** What the files of these ids are to the store; the same for what is not in it at all. */
function ownersOf({ store }: ItemContext, ids: readonly string[]): FileOwners {
  const { transfers } = store;
  const whole: string[] = [];
  const kept: string[] = [];
  for (const id of ids) {
    const transfer = transfers.get(id as Transfer['id']);
    const isArriving = transfer?.state.direction === 'in' && !isOver(transfer.state);
    if (isArriving || transfers.upload(id as UploadId)) whole.push(id);
    else if (transfer?.key && transfer.state.stage === 'done') kept.push(id);
    else if (store.spools.get(id as SpoolId)) kept.push(id);
  }
  return { whole, kept };
}

function stepByOwner(
  context: ItemContext,
  { transferId }: { readonly transferId: string },
  input: TransferInput,
): Record<string, never> {
  const { transfer, contact } = ownersTransfer(context, transferId);
  if (!step(context, contact, transfer, input)) throw notPossible(transfer);
  return {};
}

function ownersTransfer(context: ItemContext, text: string): { transfer: Transfer; contact: Contact } {
  const id = idFromHex('transfer', text);
  const transfer = id && context.store.transfers.get(id);
  const contact = transfer && context.store.contacts.get(transfer.contactId);
  if (!contact) throw new AppError('NOT_FOUND', { what: 'file' });
  return { transfer, contact };
}

function notPossible({ state }: Transfer): AppError {
  return new AppError('TRANSFER_NOT_POSSIBLE', { stage: state.stage });
}

function withContact(context: ItemContext, transfer: Transfer, act: (contact: Contact) => unknown): void {
  const contact = context.store.contacts.get(transfer.contactId);
  if (contact) act(contact);
}
