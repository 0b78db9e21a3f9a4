// A file of SHA-256 hashes in their order. What stands in it was true when it was written; a place nobody wrote is empty.

import { createHash } from 'node:crypto';
import { closeSync, constants, fdatasync, fstatSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { type Bytes, copyBytes } from '../../base/bytes.js';
import { fileError } from './file-error.js';

const HASH_BYTES = 32;
/** Hashes read together: of half a GiB. */
const PAGE = 2_048;

/** As `fdatasync`; tests put another in its place. */
export type SyncCall = (file: number, done: (error: Error | null) => void) => void;

export class HashList {
  readonly #file: number;
  #sizeBytes: number;
  #syncing: Promise<void> | undefined;
  #isClosed = false;

  /** Throws AppError as `fileError`. */
  constructor(
    private readonly path: string,
    private readonly syncFile: SyncCall = fdatasync,
  ) {
    try {
      const { O_RDWR, O_CREAT, O_NOFOLLOW } = constants;
      this.#file = openSync(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600);
      this.#sizeBytes = fstatSync(this.#file).size;
    } catch (error) {
      throw fileError(error, path);
    }
  }

  get(index: number): Bytes | undefined {
    const hash = new Uint8Array(HASH_BYTES);
    const read = readSync(this.#file, hash, 0, HASH_BYTES, index * HASH_BYTES);
    return read === HASH_BYTES && hash.some((byte) => byte !== 0) ? hash : undefined;
  }

  put(index: number, hash: Uint8Array): void {
    try {
      if ((index + 1) * HASH_BYTES > this.#sizeBytes) this.#grow(index);
      writeSync(this.#file, hash, 0, HASH_BYTES, index * HASH_BYTES);
    } catch (error) {
      throw fileError(error, this.path);
    }
  }

  /** The place is empty again; of a list that was given up meanwhile nothing is left to be cleared. */
  clear(index: number): void {
    if (!this.#isClosed) this.put(index, new Uint8Array(HASH_BYTES));
  }

  /** A whole page of empty places: what is put into them later changes no size, and is on the disk a good deal sooner. */
  #grow(index: number): void {
    const end = (Math.floor(index / PAGE) + 1) * PAGE * HASH_BYTES;
    const from = Math.max(this.#sizeBytes, end - PAGE * HASH_BYTES);
    writeSync(this.#file, new Uint8Array(end - from), 0, end - from, from);
    this.#sizeBytes = end;
  }

  /**
   * Everything put before the call survives a power loss. Calls that come together share one trip to the disk. After one that
   * failed a second one proves nothing about what was put before: the system may take for written what it lost.
   */
  async sync(): Promise<void> {
    // One that is under way began before what was put last.
    await this.#syncing;
    this.#syncing ??= new Promise<void>((resolve, reject) => {
      this.syncFile(this.#file, (error) => {
        if (error) reject(fileError(error, this.path));
        else resolve();
      });
    }).finally(() => {
      this.#syncing = undefined;
    });
    await this.#syncing;
  }

  /** Calls back for every place below `count` that is not empty. */
  forEach(count: number, found: (index: number, hash: Bytes) => void): void {
    const page = new Uint8Array(PAGE * HASH_BYTES);
    for (let first = 0; first < count; first += PAGE) {
      const read = readSync(this.#file, page, 0, page.length, first * HASH_BYTES);
      for (let at = 0; at + HASH_BYTES <= read && first + at / HASH_BYTES < count; at += HASH_BYTES) {
        const hash = page.subarray(at, at + HASH_BYTES);
        if (hash.some((byte) => byte !== 0)) found(first + at / HASH_BYTES, copyBytes(hash));
      }
      if (read < page.length) return;
    }
  }

  /** SHA-256 of the first `count` hashes, all of which must be there. */
  root(count: number): Bytes {
    const hash = createHash('sha256');
    this.forEach(count, (_index, entry) => hash.update(entry));
    return copyBytes(hash.digest());
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    closeSync(this.#file);
  }

  /** Closes it and takes it off the disk. */
  remove(): void {
    this.close();
    rmSync(this.path, { force: true });
  }
}
