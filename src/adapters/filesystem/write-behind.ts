// Has the disk take a long file while it is being written. What is left for the end is soon done, and whoever else waits for
// the disk, the store above all, never waits behind a gigabyte.

import { closeSync, fsync } from 'node:fs';
import { promisify } from 'node:util';
import { AppError } from '../../base/app-error.js';

/** Returns once everything written to the file is on the disk. */
export type Sync = (file: number) => Promise<void>;

export const realSync: Sync = promisify(fsync);

/** Written between two steps. Larger ones make others wait longer, smaller ones cost throughput. */
const STEP_BYTES = 32 * 1_048_576;

export class WriteBehind {
  #waitingBytes = 0;
  #step: Promise<void> | undefined;
  #failure: unknown;
  #isClosed = false;

  /**
   * @param file is closed by `close`, and by nobody else: a step may be under way
   * @param failed called if a step fails: nobody knows what of the file is on the disk, and asking again proves nothing
   */
  constructor(
    private readonly file: number,
    private readonly sync: Sync,
    private readonly failed: () => void = () => undefined,
  ) {}

  /** So many bytes were written. */
  wrote(bytes: number): void {
    this.#waitingBytes += bytes;
    if (this.#waitingBytes >= STEP_BYTES && !this.#step) this.#begin();
  }

  /** Everything is on the disk. Throws the error of the system, of any step before too; NOT_FOUND: it was closed meanwhile. */
  async finish(): Promise<void> {
    await this.#step;
    if (this.#failure === undefined && !this.#isClosed) this.#begin();
    await this.#step;
    if (this.#failure !== undefined) throw this.#failure as Error;
    if (this.#isClosed) throw new AppError('NOT_FOUND', { what: 'file' });
  }

  /** Closes the file, as soon as no step needs it. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (!this.#step) return closeSync(this.file);
    void this.#step.finally(() => {
      closeSync(this.file);
    });
  }

  #begin(): void {
    this.#waitingBytes = 0;
    this.#step = this.sync(this.file)
      .catch((error: unknown) => {
        this.#failure = error;
        this.failed();
      })
      .finally(() => {
        this.#step = undefined;
      });
  }
}
