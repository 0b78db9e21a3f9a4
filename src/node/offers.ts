// Offering files of the owner: where each lies, what is sent of it, and the same file again to others.

import { AppError } from '../base/app-error.js';
import { type Bytes, utf8 } from '../base/bytes.js';
import { safeFileName } from '../base/file-name.js';
import type { CommandParams, CommandResult } from '../contract/commands.js';
import type { OwnFile } from '../core/ports/spool-store.js';
import { LIMITS } from '../protocol/limits.js';
import { storedFile } from './file-reads.js';
import { newSpoolId } from './hand-overs.js';
import type { OpenParts } from './transfers.js';

type Place = Pick<OwnFile, 'path' | 'spool'> & { readonly thumbnail?: Bytes | null };

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
 * COMMAND_REUSED_ID, DISK_FULL.
 */
export async function offerFile(
  parts: OpenParts,
  params: CommandParams<'offerFile'>,
): Promise<CommandResult<'offerFile'>> {
  if (!('transferId' in params)) return offerPlace(parts, await placeOf(parts.reader, params), params);
  const { transfers, reader } = parts;
  const { file } = await storedFile(reader, params.transferId);
  if ('own' in file) {
    const { path, spool, modifiedMs } = file.own;
    const then = params.isNewVersion === true ? {} : { modifiedMs };
    return offerPlace(parts, { path, spool, ...then }, params);
  }
  const id = newSpoolId();
  await transfers.swept();
  const spool = await transfers.files.call('spoolKept', { id, kept: file.kept });
  try {
    return await offerPlace(parts, { path: safeFileName(file.name), spool }, params);
  } catch (error) {
    await transfers.files.call('discardSpool', { id });
    throw error;
  }
}

/** @param place with `modifiedMs`, the file must be what it was then */
async function offerPlace(
  { transfers }: OpenParts,
  { path, spool, modifiedMs, thumbnail = null }: Place & Partial<OwnFile>,
  { to, keepMetadata }: Pick<CommandParams<'offerFile'>, 'to' | 'keepMetadata'>,
): Promise<CommandResult<'offerFile'>> {
  const wish = keepMetadata === true ? 'keep' : 'strip';
  const prepared = await transfers.files.call('prepare', { path, spool, metadata: wish });
  const { source, name, metadata } = prepared;
  if (modifiedMs !== undefined && modifiedMs !== source.modifiedMs)
    throw new AppError('FILE_CHANGED', { path });
  const normal = name.normalize('NFC');
  const offeredName = utf8(normal).length > LIMITS.fileNameBytes ? safeFileName(normal) : normal;
  const offered = await transfers.act({
    act: 'offer',
    ...{ source, name: offeredName, mediaType: '', thumbnail, to },
  });
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
  const attached = (await reader.read({ kind: 'attachment', id: file.attachmentId })).value;
  if (!attached) throw new AppError('NOT_FOUND', { what: 'file' });
  return attached;
}
