// Files shown in windows or saved by them: pieces of what the store knows as whole, read and opened in the thread of files.

import { AppError } from '../base/app-error.js';
import { safeFileName } from '../base/file-name.js';
import { idFromHex } from '../base/ids.js';
import type { CommandParams, CommandResult } from '../contract/commands.js';
import type { ReaderOnDemand } from './reader/reader-on-demand.js';
import type { Transfers } from './transfers.js';

interface OpenParts {
  readonly transfers: Pick<Transfers, 'files'>;
  readonly reader: Pick<ReaderOnDemand, 'read'>;
}

/** Pieces being read at the same time, for all faces together: 8 MiB of memory. */
const READS_AT_ONCE = 32;

export class FileReads {
  #reading = 0;

  /** Throws AppError NOT_FOUND, STORE_DAMAGED, FILE_CHANGED, FILE_UNREADABLE, RATE_EXCEEDED. */
  media(
    open: OpenParts,
    { transferId, offset, length }: CommandParams<'readMedia'>,
  ): Promise<CommandResult<'readMedia'>> {
    return this.#limited(async () => {
      const { id, file } = await storedFile(open.reader, transferId);
      const shown = await open.transfers.files.call('show', { id, file, offset, length });
      return { type: shown.type, sizeBytes: shown.sizeBytes, bytes: base64url(shown.bytes) };
    });
  }

  /** Throws AppError NOT_FOUND, FILE_LOST, RATE_EXCEEDED. */
  copy(
    open: OpenParts,
    { transferId, offset, length }: CommandParams<'readCopy'>,
  ): Promise<CommandResult<'readCopy'>> {
    return this.#limited(async () => {
      const { file } = await storedFile(open.reader, transferId);
      // The owner's own files are where they keep them.
      if (!('kept' in file)) throw new AppError('NOT_FOUND', { what: 'file' });
      const copied = await open.transfers.files.call('copy', { kept: file.kept, offset, length });
      return {
        name: safeFileName(file.name),
        sizeBytes: copied.sizeBytes,
        bytes: base64url(copied.bytes),
      };
    });
  }

  async #limited<Result>(read: () => Promise<Result>): Promise<Result> {
    if (this.#reading >= READS_AT_ONCE) throw new AppError('RATE_EXCEEDED', { limit: READS_AT_ONCE });
    this.#reading += 1;
    try {
      return await read();
    } finally {
      this.#reading -= 1;
    }
  }
}

/** Throws AppError NOT_FOUND. */
export async function offerThumbnail(
  { reader }: Pick<OpenParts, 'reader'>,
  { transferId }: CommandParams<'offerThumbnail'>,
): Promise<CommandResult<'offerThumbnail'>> {
  const id = idFromHex('transfer', transferId);
  const thumbnail = id && (await reader.read({ kind: 'thumbnail', id })).value;
  if (thumbnail === undefined) throw new AppError('NOT_FOUND', { what: 'file' });
  return { thumbnail: thumbnail && base64url(thumbnail) };
}

export async function picturesNear(
  { reader }: Pick<OpenParts, 'reader'>,
  { transferId, most }: CommandParams<'picturesNear'>,
): Promise<CommandResult<'picturesNear'>> {
  const id = idFromHex('transfer', transferId);
  const pictures = id && (await reader.read({ kind: 'pictures', id, most })).value;
  return { pictures: [...(pictures?.rows ?? [])] };
}

/** Throws AppError NOT_FOUND. */
export async function storedFile(reader: OpenParts['reader'], transferId: string) {
  const id = idFromHex('transfer', transferId);
  const file = id && (await reader.read({ kind: 'storedFile', id })).value;
  if (!file) throw new AppError('NOT_FOUND', { what: 'file' });
  return { id, file };
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
