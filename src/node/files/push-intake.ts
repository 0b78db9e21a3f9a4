// Takes the stretches of files that this node asked others to bring: each under a ticket of its own, exactly as long as was
// asked for, and no faster than the disk takes it.

import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomBytes } from '../../adapters/crypto/random.js';
import { type Bytes, toHex } from '../../base/bytes.js';
import { chunkBytes, chunkOffset, encryptedBytes, TAG_BYTES } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import { SpareMemory } from './spare-memory.js';
import { ticketOf } from './ticket-book.js';

/** Chunks of memory kept for the next stretch: as many as the streams of one file fill. */
const MOST_SPARE = 4;

export interface AwaitedStretch {
  readonly sizeBytes: number;
  readonly first: number;
  readonly count: number;
  /** Keeps a whole encrypted chunk, which stays as it is until then; rejects when it is not that chunk. */
  put(index: number, sealed: Uint8Array): Promise<void>;
  /** All of it is kept. */
  came(): void;
  /** It cannot be kept. */
  failed(error: unknown): void;
}

export class PushIntake {
  readonly #awaited = new Map<string, AwaitedStretch>();
  readonly #running = new Map<string, ServerResponse>();
  readonly #memory = new SpareMemory(chunkOffset(1), MOST_SPARE);

  /** Its ticket; good until `forget`. */
  await(stretch: AwaitedStretch): Bytes {
    const ticket = randomBytes(LIMITS.ticketBytes);
    this.#awaited.set(hashOf(ticket), stretch);
    return ticket;
  }

  forget(ticket: Bytes): void {
    const hash = hashOf(ticket);
    this.#awaited.delete(hash);
    this.#running.get(hash)?.destroy();
  }

  /** False: no ticket that counts, so nothing is here. */
  answer(request: IncomingMessage, response: ServerResponse, authorized: () => void): boolean {
    const ticket = ticketOf(request.headers.authorization);
    const hash = ticket ? hashOf(ticket) : '';
    const stretch = this.#awaited.get(hash);
    if (!stretch) return false;
    authorized();
    if (this.#running.has(hash)) return refused(response, 503);
    if (!isExactly(request, stretch)) return refused(response, 416);
    this.#running.set(hash, response);
    response.once('close', () => this.#running.delete(hash));
    void this.#take(request, response, { hash, stretch });
    return true;
  }

  async #take(
    request: IncomingMessage,
    response: ServerResponse,
    { hash, stretch }: { readonly hash: string; readonly stretch: AwaitedStretch },
  ): Promise<void> {
    try {
      if (!(await received(request, stretch, this.#memory)) || !this.#awaited.has(hash)) {
        response.destroy();
        return;
      }
    } catch (error) {
      response.destroy();
      stretch.failed(error);
      return;
    }
    response.writeHead(200, { 'content-length': 0 });
    response.end();
    this.#awaited.delete(hash);
    this.#running.delete(hash);
    stretch.came();
  }
}

/**
 * False: it broke off. Rejects with the failure of `put`. Until a chunk is kept the connection is not read: whatever ends this
 * process costs a stream no more than the chunk it was at.
 */
async function received(
  request: IncomingMessage,
  stretch: AwaitedStretch,
  memory: SpareMemory,
): Promise<boolean> {
  const { sizeBytes, first, count } = stretch;
  const piece = memory.take();
  let index = first;
  let filled = 0;
  try {
    for await (const bytes of request as AsyncIterable<Buffer>) {
      for (let at = 0; at < bytes.length && index < first + count;) {
        const length = chunkBytes(sizeBytes, index) + TAG_BYTES;
        const part = bytes.subarray(at, at + length - filled);
        piece.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < length) continue;
        await stretch.put(index, piece.subarray(0, length));
        index += 1;
        filled = 0;
      }
    }
  } catch (error) {
    // One that could not be kept ends the request as well, which then has an error of its own.
    if (error !== request.errored) throw error;
  } finally {
    memory.giveBack(piece);
  }
  return index === first + count;
}

function isExactly({ headers }: IncomingMessage, { sizeBytes, first, count }: AwaitedStretch): boolean {
  const whole = encryptedBytes(sizeBytes);
  const from = chunkOffset(first);
  const to = Math.min(chunkOffset(first + count), whole) - 1;
  return (
    headers['transfer-encoding'] === undefined &&
    headers['content-range'] === `bytes ${String(from)}-${String(to)}/${String(whole)}` &&
    headers['content-length'] === String(to - from + 1)
  );
}

function refused(response: ServerResponse, status: number): true {
  response.writeHead(status, { connection: 'close', 'content-length': 0 });
  response.end();
  return true;
}

function hashOf(ticket: Uint8Array): string {
  return toHex(createHash('sha256').update(ticket).digest());
}
