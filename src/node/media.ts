// Files shown in windows: pieces of what the store knows as whole, read and opened in the thread of files.

import { AppError } from '../base/app-error.js';
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

export class MediaReads {
  #reading = 0;

  /** Throws AppError NOT_FOUND, STORE_DAMAGED, FILE_CHANGED, FILE_UNREADABLE, RATE_EXCEEDED. */
  async read(
    open: OpenParts,
    { transferId, offset, length }: CommandParams<'readMedia'>,
  ): Promise<CommandResult<'readMedia'>> {
    if (this.#reading >= READS_AT_ONCE) throw new AppError('RATE_EXCEEDED', { limit: READS_AT_ONCE });
    this.#reading += 1;
    try {
      const id = idFromHex('transfer', transferId);
      const file = id && (await open.reader.read({ kind: 'storedFile', id })).value;
      if (!file) throw new AppError('NOT_FOUND', { what: 'file' });
      const { type, sizeBytes, bytes } = await open.transfers.files.call('show', {
        id,
        file,
        offset,
        length,
      });
      return { type, sizeBytes, bytes: Buffer.from(bytes).toString('base64url') };
    } finally {
      this.#reading -= 1;
    }
  }
}
