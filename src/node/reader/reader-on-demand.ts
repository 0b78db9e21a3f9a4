// A node that nobody looks at needs no reader: the thread and its connection are there from the first question on, which
// spares an idle node some 15 MB.

import type { StoreCheck } from '../../adapters/sqlite/integrity.js';
import type { ReadQuery, ReadResults, Seen } from '../../adapters/sqlite/read/read-query.js';
import { AppError } from '../../base/app-error.js';
import { copyBytes } from '../../base/bytes.js';
import { type Reader, ReaderClient, type StoreProblems } from './reader-client.js';
import type { ReaderOptions } from './reader-messages.js';

export class ReaderOnDemand implements Reader, StoreProblems {
  #opening: Promise<ReaderClient> | undefined;
  #isClosed = false;

  /**
   * @param options its key is zeroed once the reader is open, or when it is closed
   * @param died called once if the thread ends without being asked to
   */
  constructor(
    private readonly options: ReaderOptions,
    private readonly died: (error: AppError) => void,
  ) {}

  async read<Query extends ReadQuery>(query: Query): Promise<Seen<ReadResults[Query['kind']]>> {
    return (await this.#opened()).read(query);
  }

  async problems(check: StoreCheck): Promise<readonly string[]> {
    return (await this.#opened()).problems(check);
  }

  /** Closes the connection if there is one: the key is nowhere any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const reader = await this.#opening?.catch(() => undefined);
    this.options.masterKey.fill(0);
    await reader?.close();
  }

  #opened(): Promise<ReaderClient> {
    if (this.#isClosed) return Promise.reject(new AppError('NODE_LOCKED'));
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<ReaderClient> {
    const reader = new ReaderClient(this.died);
    try {
      await reader.open({ ...this.options, masterKey: copyBytes(this.options.masterKey) });
    } catch (error) {
      // The next question tries again.
      this.#opening = undefined;
      await reader.close();
      throw error;
    }
    this.options.masterKey.fill(0);
    return reader;
  }
}
