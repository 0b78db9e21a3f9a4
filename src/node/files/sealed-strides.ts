// Writes stretches of an encrypted file to a connection: one stride is encrypted while the one before it leaves.

import type { Writable } from 'node:stream';
import type { SharedBytes } from '../../base/bytes.js';
import type { Timers } from '../../core/ports/timers.js';
import { chunkOffset } from '../../protocol/file-header.js';
import { SpareMemory } from './spare-memory.js';

/** Encrypted together: half a MiB. */
const STRIDE_CHUNKS = 2;
/** Of all connections, kept for the next one. */
const MOST_SPARE = 8;
/** Given to the connection at once. */
const PIECE_BYTES = 128 * 1024;
/** Who takes no piece for so long is not waited for: less than 4.4 kB/s. */
const TAKING_TIMEOUT_MS = 30_000;

/** Chunks from `first` to before `end`. */
export interface Stretch {
  readonly first: number;
  readonly end: number;
}

export interface StrideSource {
  /** Encrypts chunks into memory that holds them; how many bytes they are, or undefined when they cannot be had. */
  seal(first: number, count: number, into: SharedBytes): Promise<number | undefined>;
  /** The connection took so many more chunks. */
  served(chunks: number): void;
}

export class SealedStrides {
  readonly #spare = new SpareMemory(chunkOffset(STRIDE_CHUNKS), MOST_SPARE);

  constructor(private readonly timers: Pick<Timers, 'after'>) {}

  /** False: not all of it could be had or was taken, and the connection is destroyed. */
  async write(connection: Writable, { first, end }: Stretch, source: StrideSource): Promise<boolean> {
    const countAt = (at: number) => Math.min(STRIDE_CHUNKS, end - at);
    const sealed = (at: number) => {
      const into = this.#spare.take();
      return source.seal(at, countAt(at), into).then((length) => ({ into, length }));
    };
    let next = sealed(first);
    let leaving: Promise<boolean> = Promise.resolve(true);
    for (let at = first; at < end; at += STRIDE_CHUNKS) {
      const { into, length } = await next;
      if (length === undefined || connection.destroyed || !(await leaving)) {
        connection.destroy();
        return false;
      }
      leaving = this.#leave(connection, into, length).then((isTaken) => {
        if (isTaken) source.served(countAt(at));
        return isTaken;
      });
      if (at + STRIDE_CHUNKS < end) next = sealed(at + STRIDE_CHUNKS);
    }
    return leaving;
  }

  /** Returns once the connection has taken everything and looks at the memory no more. */
  async #leave(connection: Writable, into: SharedBytes, length: number): Promise<boolean> {
    for (let at = 0; at < length; at += PIECE_BYTES) {
      if (!(await this.#take(connection, into.subarray(at, Math.min(at + PIECE_BYTES, length)))))
        return false;
    }
    this.#spare.giveBack(into);
    return true;
  }

  #take(connection: Writable, piece: SharedBytes): Promise<boolean> {
    return new Promise((resolve) => {
      const closed = (): void => {
        cancel();
        resolve(false);
      };
      const cancel = this.timers.after(TAKING_TIMEOUT_MS, () => connection.destroy());
      connection.once('close', closed);
      connection.write(piece, (error) => {
        cancel();
        connection.off('close', closed);
        resolve(!error);
      });
    });
  }
}
