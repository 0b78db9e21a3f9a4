// Main's end of the reader: every question is answered once, or fails when the reader is closed.

import { Worker } from 'node:worker_threads';
import type { StoreCheck } from '../../adapters/sqlite/integrity.js';
import type { ReadQuery, ReadResults, Seen } from '../../adapters/sqlite/read/read-query.js';
import { AppError } from '../../base/app-error.js';
import type { FromReader, ReaderOptions, ToReader } from './reader-messages.js';

/** Where views and queries read the store. */
export interface Reader {
  /** Rejects with AppError NODE_LOCKED when it is closed, STORE_DAMAGED or STORE_FAILED. */
  read<Query extends ReadQuery>(query: Query): Promise<Seen<ReadResults[Query['kind']]>>;
}

/** Where damage of the store is looked for. */
export interface StoreProblems {
  /** What the check finds, empty when sound. Rejects as `Reader.read`. */
  problems(check: StoreCheck): Promise<readonly string[]>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: AppError) => void;
}

/** V8 would let it grow to 48 MB with the garbage of short reads. */
const YOUNG_GENERATION_MB = 3;

/** One thread with one connection, for one time the vault is open. */
export class ReaderClient implements Reader, StoreProblems {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #opening: Waiting | undefined;
  #closing: Promise<void> | undefined;
  #ended: () => void = () => undefined;

  /** @param died called once if the thread ends without being asked to */
  constructor(
    private readonly died: (error: AppError) => void,
    entry: URL = new URL('./reader-worker.js', import.meta.url),
  ) {
    this.#worker = new Worker(entry, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB } });
    this.#worker.on('message', (message: FromReader) => {
      this.#receive(message);
    });
    this.#worker.on('error', (cause) => {
      this.#fail(new AppError('STORE_FAILED', {}, cause));
    });
    this.#worker.on('exit', () => {
      this.#fail(new AppError('NODE_LOCKED'));
    });
  }

  /** After the writer opened the store. The key moves to the thread and is gone here. Rejects with the AppError of opening it. */
  open(options: ReaderOptions): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#opening = {
        resolve: () => {
          resolve();
        },
        reject,
      };
      this.#worker.postMessage({ type: 'open', options } satisfies ToReader, [options.masterKey.buffer]);
    });
  }

  read<Query extends ReadQuery>(query: Query): Promise<Seen<ReadResults[Query['kind']]>> {
    // The thread answers a query with the result of its kind.
    return this.#ask((id) => ({ type: 'read', id, query })) as Promise<Seen<ReadResults[Query['kind']]>>;
  }

  problems(check: StoreCheck): Promise<readonly string[]> {
    return this.#ask((id) => ({ type: 'check', id, check })) as Promise<readonly string[]>;
  }

  /** Closes the connection and ends the thread: the key is nowhere in it any more. */
  close(): Promise<void> {
    this.#closing ??= new Promise((resolve) => {
      this.#ended = resolve;
      this.#post({ type: 'close' });
    });
    return this.#closing;
  }

  #ask(question: (id: number) => ToReader): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#closing) {
        reject(new AppError('NODE_LOCKED'));
        return;
      }
      const id = ++this.#lastId;
      this.#waiting.set(id, { resolve, reject });
      this.#post(question(id));
    });
  }

  #post(message: ToReader): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromReader): void {
    if (message.type === 'opened') this.#opening?.resolve(undefined);
    else if (message.type === 'answer') this.#take(message.id)?.resolve(message.value);
    else {
      const waiting = message.id === null ? this.#opening : this.#take(message.id);
      waiting?.reject(new AppError(message.error.code, message.error.params));
    }
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  /** The thread is gone. */
  #fail(error: AppError): void {
    const wasAsked = this.#closing !== undefined;
    this.#closing ??= Promise.resolve();
    if (!wasAsked) this.died(error);
    this.#opening?.reject(error);
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#ended();
  }
}
