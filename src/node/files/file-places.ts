// Where the bytes of files lie in the home. Names are ids of this store; nothing a peer chose is part of a path.

import { join } from 'node:path';
import type { TransferId, UploadId } from '../../base/ids.js';

/** What arrived of a file, encrypted, until it is whole and verified. */
export function partPath(directory: string, id: TransferId): string {
  return join(directory, `${id}.part`);
}

/** The whole encrypted file. */
export function keptPath(directory: string, id: TransferId): string {
  return join(directory, `${id}.kept`);
}

/** Hashes of the encrypted chunks: of what arrived, or of what was encrypted. */
export function hashesPath(directory: string, id: TransferId | UploadId): string {
  return join(directory, `${id}.hashes`);
}
