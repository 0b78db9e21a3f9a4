// What is sent of something the owner offers: the same bytes whenever they are read, or an error.

import { isFolder } from '../../adapters/filesystem/folder-entries.js';
import { SourceFile } from '../../adapters/filesystem/source-file.js';
import type { OwnFile } from '../../core/ports/spool-store.js';
import type { SourceView } from '../../core/ports/transfer-store.js';
import { FolderSource } from './folder-source.js';
import { KeptFile } from './kept-file.js';
import type { OwnersSource } from './owners-source.js';
import { StrippedFile } from './stripped-file.js';

/** Throws AppError FILE_UNREADABLE {path, reason}, METADATA_UNKNOWN {path}, FILE_LOST. */
export function openSource(
  directory: string,
  own: Pick<OwnFile, 'path' | 'spool'>,
  view: SourceView,
): OwnersSource {
  const file = openOwn(directory, own);
  if (view === 'whole') return file;
  try {
    return new StrippedFile(file, own.path);
  } catch (error) {
    file.close();
    throw error;
  }
}

/** All of a file of the owner, wherever it lies, or a folder as one file. Throws AppError FILE_UNREADABLE {path, reason}, FILE_LOST. */
export function openOwn(directory: string, { path, spool }: Pick<OwnFile, 'path' | 'spool'>): OwnersSource {
  if (!spool) return isFolder(path) ? new FolderSource(path) : new SourceFile(path);
  const file = new KeptFile(directory, spool);
  return {
    // Every chunk of it is verified as it is read: it is what it was, or it is lost.
    facts: { sizeBytes: file.sizeBytes, modifiedMs: 0 },
    read: (offset, into) => {
      file.read(offset, into);
    },
    demand: () => undefined,
    close: () => {
      file.close();
    },
  };
}
