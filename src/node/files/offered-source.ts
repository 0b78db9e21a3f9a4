// What is sent of something the owner offers: the same bytes whenever they are read, or an error.

import { SourceFile, type SourceFacts } from '../../adapters/filesystem/source-file.js';
import type { SourceView } from '../../core/ports/transfer-store.js';
import { StrippedFile } from './stripped-file.js';

/** Throws AppError FILE_CHANGED, FILE_UNREADABLE. */
export interface OfferedSource {
  /** Size of what is sent, time of what lies there. */
  readonly facts: SourceFacts;
  /** Fills `into`. */
  read(offset: number, into: Uint8Array): void;
  /** Throws unless it is still so. */
  demand(facts: SourceFacts): void;
  close(): void;
}

/** Throws AppError FILE_UNREADABLE {path, reason}, METADATA_UNKNOWN {path}. */
export function openSource(path: string, view: SourceView): OfferedSource {
  const file = new SourceFile(path);
  if (view === 'whole') return file;
  try {
    return new StrippedFile(file, path);
  } catch (error) {
    file.close();
    throw error;
  }
}
