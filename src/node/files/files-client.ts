// Main's end of the thread of files. It starts with the first call: a node that moves no files runs without it.

import { Worker } from 'node:worker_threads';
import { AppError } from '../../base/app-error.js';
import type { Timers } from '../../core/ports/timers.js';
import type {
  FileCall,
  FileCalls,
  FileEvent,
  FileThreadOptions,
  FromFileThread,
  ToFileThread,
} from './file-calls.js';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: AppError): void;
}

/** A thread that hangs in the system, in a folder that does not answer, ends when the system lets it. */
const END_MS = 2_000;

export interface FilesClientWorld {
  readonly timers: Timers;
  event(event: FileEvent): void;
  bug(error: unknown): void;
}

export class FilesClient {
  readonly #calls = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #nextId = 1;
  #isClosed = false;

  constructor(
    private readonly entry: URL,
    private readonly options: FileThreadOptions,
    private readonly world: FilesClientWorld,
  ) {}

  /** Nothing is asked of it any more. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Throws the AppError of the call; NODE_STOPPING once it is closed, or when the thread ended meanwhile. */
  call<Call extends FileCall>(call: Call, take: FileCalls[Call]['take']): Promise<FileCalls[Call]['give']> {
    if (this.#isClosed) return Promise.reject(new AppError('NODE_STOPPING'));
    const worker = (this.#worker ??= this.#start());
    const id = this.#nextId++;
    return new Promise<unknown>((resolve, reject) => {
      this.#calls.set(id, { resolve, reject });
      worker.postMessage({ id, call, take } satisfies ToFileThread<Call>);
      // The thread answers with what this call gives.
    }) as Promise<FileCalls[Call]['give']>;
  }

  /**
   * Whoever waits for the thread is refused at once: whatever is not finished goes on from the disk another time. Resolves when
   * the thread has ended, or 2 s later: what it runs by then is the system's, and nothing of ours any more.
   */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#rejectAll();
    const worker = this.#worker;
    if (!worker) return;
    await new Promise<void>((resolve) => {
      const cancel = this.world.timers.after(END_MS, resolve);
      void worker.terminate().then(() => {
        cancel();
        resolve();
      });
    });
  }

  #start(): Worker {
    const worker = new Worker(this.entry, {
      workerData: this.options,
      // Pieces of files are young and many: collected often, they never take much room.
      resourceLimits: { maxYoungGenerationSizeMb: 1 },
    });
    worker.on('message', (message: FromFileThread) => {
      this.#receive(message);
    });
    worker.on('error', (error) => {
      this.world.bug(error);
    });
    worker.on('exit', () => {
      // The next call starts another one, which finds on the disk how far things were.
      if (this.#worker === worker) this.#worker = undefined;
      this.#rejectAll();
    });
    return worker;
  }

  #receive(message: FromFileThread): void {
    if (message.type === 'progress' || message.type === 'complete') return this.world.event(message);
    const waiting = this.#calls.get(message.id);
    this.#calls.delete(message.id);
    if (message.type === 'done') waiting?.resolve(message.give);
    else waiting?.reject(new AppError(message.error.code, message.error.params));
  }

  #rejectAll(): void {
    for (const waiting of this.#calls.values()) waiting.reject(new AppError('NODE_STOPPING'));
    this.#calls.clear();
  }
}
