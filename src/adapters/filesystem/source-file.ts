// A file of the owner that is being sent: read where it lies, and noticed when it changes.

import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';
import { AppError } from '../../base/app-error.js';
import { systemCode } from './file-error.js';
import { readWhole } from './part-file.js';

export interface SourceFacts {
  readonly sizeBytes: number;
  /** Unix ms, whole; of a folder a number that is another one once anything in it changed. */
  readonly modifiedMs: number;
}

export class SourceFile {
  readonly #file: number;
  readonly facts: SourceFacts;

  /** Throws AppError FILE_UNREADABLE {path, reason: missing, folder, special, access}. */
  constructor(private readonly path: string) {
    // A named pipe would keep its opener waiting.
    this.#file = opened(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      this.facts = factsOf(plainFile(this.#stats(), path));
    } catch (error) {
      closeSync(this.#file);
      throw error;
    }
  }

  /** Throws FILE_CHANGED {path} when the file ends before, FILE_UNREADABLE {path, reason: access}. */
  read(offset: number, into: Uint8Array): void {
    if (!this.#reached(() => readWhole(this.#file, offset, into)))
      throw new AppError('FILE_CHANGED', { path: this.path });
  }

  /** Throws FILE_CHANGED {path} unless size and time are these, FILE_UNREADABLE {path, reason: access}. */
  demand(facts: SourceFacts): void {
    const now = factsOf(this.#stats());
    if (now.sizeBytes !== facts.sizeBytes || now.modifiedMs !== facts.modifiedMs) {
      throw new AppError('FILE_CHANGED', { path: this.path });
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #stats(): Stats {
    return this.#reached(() => fstatSync(this.#file));
  }

  #reached<Found>(reach: () => Found): Found {
    try {
      return reach();
    } catch (error) {
      // Its disk was taken out, or fails.
      throw new AppError('FILE_UNREADABLE', { path: this.path, reason: 'access' }, error);
    }
  }
}

function opened(path: string, flags: number): number {
  try {
    return openSync(path, flags);
  } catch (error) {
    const code = systemCode(error);
    const reason =
      code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : code === 'ENXIO' ? 'special' : 'access';
    throw new AppError('FILE_UNREADABLE', { path, reason }, error);
  }
}

function plainFile(stats: Stats, path: string): Stats {
  if (stats.isFile()) return stats;
  throw new AppError('FILE_UNREADABLE', { path, reason: stats.isDirectory() ? 'folder' : 'special' });
}

function factsOf(stats: Stats): SourceFacts {
  return { sizeBytes: stats.size, modifiedMs: Math.trunc(stats.mtimeMs) };
}
