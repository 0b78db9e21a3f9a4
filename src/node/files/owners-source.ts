import type { SourceFacts } from '../../adapters/filesystem/source-file.js';

/**
 * A file of the owner, wherever it lies.
 * Throws AppError FILE_CHANGED, FILE_UNREADABLE, and FILE_LOST of one that lies in the home.
 */
export interface OwnersSource {
  /** Size of what is sent, time of what lies there. */
  readonly facts: SourceFacts;
  /** Of a folder: looks at what has to be known before this stretch can be read, without keeping others waiting. */
  ready?(offset: number, length: number): Promise<void>;
  /** Fills `into`. */
  read(offset: number, into: Uint8Array): void;
  /** Throws unless it is still so. */
  demand(facts: SourceFacts): void;
  close(): void;
}
