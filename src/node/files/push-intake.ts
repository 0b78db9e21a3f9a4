// Takes the stretches of files that this node asked others to bring: each under a ticket of its own, exactly as long as was
// asked for, and no faster than the disk takes it.

import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomBytes } from '../../adapters/crypto/random.js';
import { type Bytes, toHex } from '../../base/bytes.js';
import { chunkBytes, chunkOffset, encryptedBytes, TAG_BYTES } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import { ticketOf } from './ticket-book.js';

/** Chunks of one stretch that came and are not on the disk yet; then the connection is not read. */
const MOST_WAITING = 2;

export interface AwaitedStretch {
  readonly sizeBytes: number;
  readonly first: number;
  readonly count: number;
  /** Keeps a whole encrypted chunk; rejects when it is not that chunk. */
  put(index: number, sealed: Bytes): Promise<void>;
  /** All of it is kept. */
  came(): void;
  /** It cannot be kept. */
  failed(error: unknown): void;
}

export class PushIntake {
  readonly #awaited = new Map<string, AwaitedStretch>();
  readonly #running = new Map<string, ServerResponse>();

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
      if (!(await received(request, stretch)) || !this.#awaited.has(hash)) {
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

/** False: it broke off. Rejects with the failure of `put`. */
async function received(request: IncomingMessage, stretch: AwaitedStretch): Promise<boolean> {
  const { sizeBytes, first, count } = stretch;
  const puts: Promise<void>[] = [];
  let index = first;
  let chunk: Bytes | undefined;
  let filled = 0;
  try {
    for await (const bytes of request as AsyncIterable<Buffer>) {
      for (let at = 0; at < bytes.length && index < first + count;) {
        chunk ??= new Uint8Array(chunkBytes(sizeBytes, index) + TAG_BYTES);
        const part = bytes.subarray(at, at + chunk.length - filled);
        chunk.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < chunk.length) continue;
        const put = stretch.put(index, chunk);
        // It is waited for below, but may fail before.
        put.catch(() => undefined);
        puts.push(put);
        if (puts.length >= MOST_WAITING) await puts.shift();
        index += 1;
        filled = 0;
        chunk = undefined;
      }
    }
  } catch (error) {
    if (!request.errored) throw error;
  }
  await Promise.all(puts);
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
