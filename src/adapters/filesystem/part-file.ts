// The encrypted chunks of a file that arrives, at their places; whole, it takes its final name durably.

import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { fileError, systemCode } from './file-error.js';
import { realSync, type Sync, WriteBehind } from './write-behind.js';

/** The calls that can find a disk full or broken; tests put others in their place. */
export interface DiskCalls {
  readonly write: (file: number, bytes: Uint8Array, offset: number) => void;
  /** Of a file or a directory. */
  readonly sync: Sync;
}

const REAL_CALLS: DiskCalls = {
  write: (file, bytes, offset) => {
    for (let done = 0; done < bytes.length;) {
      done += writeSync(file, bytes, done, bytes.length - done, offset + done);
    }
  },
  sync: realSync,
};

export class PartFile {
  readonly #file: number;
  readonly #behind: WriteBehind;

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
    // Whoever opens it again after such a failure would take what memory still shows for what is on the disk.
    this.#behind = new WriteBehind(this.#file, calls.sync, () => {
      forget(path);
    });
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
    this.#behind.wrote(bytes.length);
  }

  /**
   * Under its final name after a power loss too. When it throws nobody knows what is on the disk, under which name, and asking
   * again proves nothing: the system may take for written what it lost. NOT_FOUND: it was closed meanwhile, and stays as it is.
   */
  async finish(finalPath: string): Promise<void> {
    try {
      await this.#behind.finish();
      this.close();
      renameSync(this.path, finalPath);
      await syncDirectory(dirname(finalPath), this.calls.sync);
    } catch (error) {
      throw fileError(error, this.path);
    }
  }

  close(): void {
    this.#behind.close();
  }
}

/** A disk that takes nothing any more does not let go of anything either: then the file is one the next start finds unchanged. */
function forget(path: string): void {
  try {
    removeFile(path);
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
  }
}

export function isThere(path: string): boolean {
  return existsSync(path);
}

/** Another one once anybody wrote to the file, or put another in its place; undefined: it is not there. */
export function fileMark(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats && [stats.ino, stats.size, stats.mtimeNs].join(' ');
}

/** The file has a second name; where there are none it is copied, if `beforeCopy` does not throw. Throws AppError as `fileError`. */
export async function namedAgain(path: string, otherPath: string, beforeCopy: () => void): Promise<void> {
  try {
    linkSync(path, otherPath);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw fileError(error, path);
    beforeCopy();
    copyWhole(path, otherPath);
  }
  await syncDirectory(dirname(otherPath));
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
export async function syncDirectory(path: string, sync = realSync): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  try {
    await sync(directory);
  } finally {
    closeSync(directory);
  }
}
