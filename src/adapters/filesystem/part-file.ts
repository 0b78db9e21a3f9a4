// The encrypted chunks of a file that arrives, at their places; whole, it takes its final name durably.

import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { fileError, systemCode } from './file-error.js';

/** The calls that can find a disk full or broken; tests put others in their place. */
export interface DiskCalls {
  readonly write: (file: number, bytes: Uint8Array, offset: number) => void;
  /** Of a file or a directory. */
  readonly sync: (file: number) => void;
}

const REAL_CALLS: DiskCalls = {
  write: (file, bytes, offset) => {
    for (let done = 0; done < bytes.length;) {
      done += writeSync(file, bytes, done, bytes.length - done, offset + done);
    }
  },
  sync: fsyncSync,
};

export class PartFile {
  readonly #file: number;
  #isClosed = false;

  /** Throws AppError as `fileError`. */
  constructor(
    private readonly path: string,
    private readonly calls: DiskCalls = REAL_CALLS,
  ) {
    try {
      const { O_RDWR, O_CREAT, O_NOFOLLOW } = constants;
      this.#file = openSync(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600);
    } catch (error) {
      throw fileError(error, path);
    }
  }

  /** False: it does not reach that far. */
  read(offset: number, into: Uint8Array): boolean {
    return readWhole(this.#file, offset, into);
  }

  /** Throws AppError DISK_FULL and those of `fileError`. */
  write(offset: number, bytes: Uint8Array): void {
    try {
      this.calls.write(this.#file, bytes, offset);
    } catch (error) {
      throw fileError(error, this.path);
    }
  }

  /**
   * Under its final name after a power loss too. When it throws nobody knows what is on the disk, under which name, and asking
   * again proves nothing: the system may take for written what it lost.
   */
  finish(finalPath: string): void {
    try {
      this.calls.sync(this.#file);
      this.close();
      renameSync(this.path, finalPath);
      syncDirectory(dirname(finalPath), this.calls);
    } catch (error) {
      throw fileError(error, this.path);
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    closeSync(this.#file);
  }
}

export function isThere(path: string): boolean {
  return existsSync(path);
}

/** The file has a second name; where there are none it is copied, if `beforeCopy` does not throw. Throws AppError as `fileError`. */
export function namedAgain(path: string, otherPath: string, beforeCopy: () => void): void {
  try {
    linkSync(path, otherPath);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw fileError(error, path);
    beforeCopy();
    copyWhole(path, otherPath);
  }
  syncDirectory(dirname(otherPath));
}

function copyWhole(path: string, otherPath: string): void {
  try {
    copyFileSync(path, otherPath, constants.COPYFILE_EXCL);
  } catch (error) {
    removeFile(otherPath);
    throw fileError(error, otherPath);
  }
}

export function removeFile(path: string): void {
  rmSync(path, { force: true });
}

/** False: the file ends before. */
export function readWhole(file: number, offset: number, into: Uint8Array): boolean {
  for (let done = 0; done < into.length;) {
    const read = readSync(file, into, done, into.length - done, offset + done);
    if (read === 0) return false;
    done += read;
  }
  return true;
}

/** Windows cannot open directories and writes their changes in order. */
export function syncDirectory(path: string, { sync }: Pick<DiskCalls, 'sync'> = REAL_CALLS): void {
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  try {
    sync(directory);
  } finally {
    closeSync(directory);
  }
}
