// Offering files of the owner: where each lies, what is sent of it, and the same file again to others.

import type { OfferedFile } from '../adapters/sqlite/read/read-query.js';
import { AppError } from '../base/app-error.js';
import { type Bytes, utf8 } from '../base/bytes.js';
import { safeFileName } from '../base/file-name.js';
import { type AttachmentId, idFromHex, type TransferId } from '../base/ids.js';
import type { CommandParams, CommandResult } from '../contract/commands.js';
import type { OwnFile } from '../core/ports/spool-store.js';
import { LIMITS } from '../protocol/limits.js';
import { storedFile } from './file-reads.js';
import type { PreparedFile } from './files/file-calls.js';
import type { TransferAct } from './files/transfer-job.js';
import { newSpoolId } from './hand-overs.js';
import type { OpenParts } from './transfers.js';

interface Place extends Pick<OwnFile, 'path' | 'spool'> {
  readonly thumbnail?: Bytes | null;
  /** It is attached, and no more once it was offered. */
  readonly attachmentId?: AttachmentId | undefined;
}

/** What the lane says of an offer that was made before; null: it was not. */
type EarlierOffer = Pick<CommandResult<'offerFile'>, 'transferIds'> | null;

/** Throws AppError FILE_UNREADABLE {path, reason}, FILE_LOST, NOT_FOUND. */
export async function photoMetadata(
  { transfers, reader }: OpenParts,
  params: CommandParams<'photoMetadata'>,
): Promise<CommandResult<'photoMetadata'>> {
  const { path, spool } = await placeOf(reader, params);
  const report = await transfers.files.call('metadata', { path, spool });
  return { ...report, removed: [...report.removed] };
}

/** Throws AppError FILE_UNREADABLE {path, reason}, FILE_LOST, NOT_FOUND. */
export async function shownType(
  { transfers, reader }: OpenParts,
  params: CommandParams<'shownType'>,
): Promise<CommandResult<'shownType'>> {
  const { path, spool } = await placeOf(reader, params);
  return { type: await transfers.files.call('look', { path, spool }) };
}

/**
 * Throws AppError FILE_UNREADABLE {path, reason}, FILE_CHANGED, FILE_LOST, METADATA_UNKNOWN, NOT_FOUND, CONTACT_BLOCKED,
 * COMMAND_REUSED_ID, DISK_FULL; COMMAND_FAILED: the thread of files ended over it.
 */
export async function offerFile(
  parts: OpenParts,
  params: CommandParams<'offerFile'>,
): Promise<CommandResult<'offerFile'>> {
  const { transfers, reader } = parts;
  // Before the file is read: it may have been moved since, and nothing of it is attached any more.
  const earlier = (await transfers.act({ act: 'offeredBefore', to: params.to })) as EarlierOffer;
  if (earlier) return earlier;
  const keepsMetadata = params.keepMetadata === true;
  if (!('transferId' in params)) {
    const { thumbnail = null, attachmentId, ...place } = await placeOf(reader, params);
    const file = await prepared(parts, place, keepsMetadata);
    return offer(parts, file, { thumbnail, keepsMetadata, follows: null, attachmentId, to: params.to });
  }
  const { id: transferId, file } = await storedFile(reader, params.transferId);
  if ('own' in file) return offerAgain(parts, { id: transferId, own: file.own }, params);
  const id = newSpoolId();
  await transfers.swept();
  const spool = await transfers.files.call('spoolKept', { id, kept: file.kept });
  try {
    const again = await prepared(parts, { path: safeFileName(file.name), spool }, keepsMetadata);
    // Its small picture was drawn by whoever sent it, and may show, or tell, what the owner never saw.
    return await offer(parts, again, { thumbnail: null, keepsMetadata, follows: null, to: params.to });
  } catch (error) {
    await transfers.files.call('discardSpool', { id });
    throw error;
  }
}

/** A file of the owner that was offered before. */
async function offerAgain(
  parts: OpenParts,
  { id, own }: { readonly id: TransferId; readonly own: OfferedFile },
  params: Extract<CommandParams<'offerFile'>, { transferId: string }>,
): Promise<CommandResult<'offerFile'>> {
  const isNewVersion = params.isNewVersion === true;
  const isAnew = isNewVersion && params.to.every(({ contactId }) => contactId === own.contactId);
  // What its owner said of it then was said for this contact.
  const keepsMetadata = params.keepMetadata ?? (isAnew && own.keepsMetadata);
  const file = await prepared(parts, own, keepsMetadata);
  const isUnchanged = file.source.modifiedMs === own.modifiedMs;
  if (!isUnchanged && !isNewVersion) throw new AppError('FILE_CHANGED', { path: own.path });
  const drawn = isUnchanged ? (await parts.reader.read({ kind: 'ownThumbnail', id })).value : null;
  const follows = isAnew ? id : null;
  return offer(parts, file, { thumbnail: drawn ?? null, keepsMetadata, follows, to: params.to });
}

async function prepared(
  { transfers: { files } }: OpenParts,
  { path, spool }: Pick<OwnFile, 'path' | 'spool'>,
  keepsMetadata: boolean,
): Promise<PreparedFile> {
  try {
    return await files.call('prepare', { path, spool, metadata: keepsMetadata ? 'keep' : 'strip' });
  } catch (error) {
    // The thread alone ended. Whoever asks until they are answered would wait for a node that is there.
    if (AppError.is(error, 'NODE_STOPPING') && !files.isClosed) throw new AppError('COMMAND_FAILED');
    throw error;
  }
}

async function offer(
  { transfers }: OpenParts,
  { source, name, metadata }: PreparedFile,
  how: Pick<
    Extract<TransferAct, { act: 'offer' }>,
    'thumbnail' | 'keepsMetadata' | 'follows' | 'attachmentId' | 'to'
  >,
): Promise<CommandResult<'offerFile'>> {
  const normal = name.normalize('NFC');
  const offeredName = utf8(normal).length > LIMITS.fileNameBytes ? safeFileName(normal) : normal;
  const offered = await transfers.act({ act: 'offer', source, name: offeredName, mediaType: '', ...how });
  // The lane answers this act with the ids of the transfers.
  const { transferIds } = offered as Pick<CommandResult<'offerFile'>, 'transferIds'>;
  return { transferIds, metadata: { ...metadata, removed: [...metadata.removed] } };
}

/** Of a file that is named, or was handed over. */
async function placeOf(
  reader: OpenParts['reader'],
  file: { readonly path: string } | { readonly attachmentId: string },
): Promise<Place> {
  if ('path' in file) return { path: file.path, spool: null };
  const attachmentId = idFromHex('attachment', file.attachmentId);
  const attached = (await reader.read({ kind: 'attachment', id: file.attachmentId })).value;
  if (!attached) throw new AppError('NOT_FOUND', { what: 'file' });
  return { ...attached, attachmentId };
}
