// Where the bytes of files lie in the home. Names are ids of this store; nothing a peer chose is part of a path.

import { join } from 'node:path';
import type { SpoolId, TransferId, UploadId } from '../../base/ids.js';

/** What came of a file, encrypted, until it is whole: from a contact, or from the owner's own face. */
export function partPath(directory: string, id: TransferId | SpoolId): string {
  return join(directory, `${id}.part`);
}

/** The whole encrypted file. */
export function keptPath(directory: string, id: TransferId | SpoolId): string {
  return join(directory, `${id}.kept`);
}

/** Hashes of the encrypted chunks: of what arrived, or of what was encrypted. */
export function hashesPath(directory: string, id: TransferId | UploadId): string {
  return join(directory, `${id}.hashes`);
}

export interface PlacedFile {
  readonly name: string;
  /** Of a transfer, an upload or a spool. */
  readonly id: string;
  readonly part: 'part' | 'kept' | 'hashes';
}

/** What a file of this name is; undefined for one that is none of these. */
export function placedFile(name: string): PlacedFile | undefined {
  const [, id, part] = /^([0-9a-f]{32})\.(part|kept|hashes)$/.exec(name) ?? [];
  return id === undefined ? undefined : { name, id, part: part as PlacedFile['part'] };
}
