// Answers who holds a ticket with stretches of an encrypted file, a mebibyte ahead of what the connection takes.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Bytes } from '../../base/bytes.js';
import type { TransferId } from '../../base/ids.js';
import type { Timers } from '../../core/ports/timers.js';
import { chunkCount, chunkOffset, decodeFileHeader, encryptedBytes } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import type { TransferJob } from './transfer-job.js';

/** Encrypted together: 1 MiB. */
const STRIDE_CHUNKS = 4;
/** Requests that are answered at the same time: of one transfer, of one contact, and of everybody. */
export const MOST_REQUESTS = 8;
export const MOST_OF_CONTACT = 16;
export const MOST_OF_ALL = 32;
/** Who takes nothing for so long is not waited for. */
const TAKING_TIMEOUT_MS = 30_000;

export interface FileServerSource {
  /** The transfer a ticket is for, if chunks of it may leave now. */
  find(ticket: Uint8Array): TransferJob | undefined;
  /** Encrypted chunks; undefined when they cannot be had. */
  seal(job: TransferJob, first: number, count: number): Promise<Bytes | undefined>;
  /** So many more chunks were handed over. */
  served(job: TransferJob, chunks: number): void;
}

interface Stretch {
  readonly first: number;
  /** Not included. */
  readonly end: number;
}

export class FileServer {
  readonly #running = new Map<ServerResponse, TransferJob>();

  constructor(
    private readonly source: FileServerSource,
    private readonly timers: Pick<Timers, 'after'>,
  ) {}

  /** False: no ticket that counts, so nothing is here. */
  answer(request: IncomingMessage, response: ServerResponse, authorized: () => void): boolean {
    const ticket = ticketOf(request.headers.authorization);
    const job = ticket && this.source.find(ticket);
    const sizeBytes = job && decodeFileHeader(job.header)?.sizeBytes;
    if (!job || sizeBytes === undefined) return false;
    authorized();
    if (!this.#hasPlace(job)) return refused(response, 503);
    const stretch = stretchOf(request.headers.range, sizeBytes);
    if (!stretch) return refused(response, 416);
    this.#running.set(response, job);
    response.once('close', () => this.#running.delete(response));
    void this.#send(job, response, { ...stretch, sizeBytes });
    return true;
  }

  /** Ends the answers that are under way. */
  stop(id: TransferId): void {
    for (const [response, job] of this.#running) if (job.id === id) response.destroy();
  }

  #hasPlace({ id, nodeId }: TransferJob): boolean {
    const jobs = [...this.#running.values()];
    return (
      jobs.length < MOST_OF_ALL &&
      jobs.filter((job) => job.nodeId === nodeId).length < MOST_OF_CONTACT &&
      jobs.filter((job) => job.id === id).length < MOST_REQUESTS
    );
  }

  async #send(
    job: TransferJob,
    response: ServerResponse,
    { first, end, sizeBytes }: Stretch & { readonly sizeBytes: number },
  ): Promise<void> {
    const from = chunkOffset(first);
    const to = Math.min(chunkOffset(end), encryptedBytes(sizeBytes));
    const seal = (at: number) => this.source.seal(job, at, Math.min(STRIDE_CHUNKS, end - at));
    let next = seal(first);
    response.writeHead(206, {
      'content-type': 'application/octet-stream',
      'content-length': to - from,
      'content-range': `bytes ${String(from)}-${String(to - 1)}/${String(encryptedBytes(sizeBytes))}`,
      'cache-control': 'no-store',
    });
    for (let at = first; at < end; at += STRIDE_CHUNKS) {
      const sealed = await next;
      if (!sealed || response.destroyed) {
        response.destroy();
        return;
      }
      if (at + STRIDE_CHUNKS < end) next = seal(at + STRIDE_CHUNKS);
      if (!response.write(sealed)) await this.#writable(response);
      this.source.served(job, Math.min(STRIDE_CHUNKS, end - at));
    }
    response.end();
  }

  #writable(response: ServerResponse): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.timers.after(TAKING_TIMEOUT_MS, () => response.destroy());
      const go = (): void => {
        cancel();
        response.off('drain', go);
        response.off('close', go);
        resolve();
      };
      response.on('drain', go);
      response.on('close', go);
    });
  }
}

function refused(response: ServerResponse, status: number): true {
  response.writeHead(status, { connection: 'close', 'content-length': 0 });
  response.end();
  return true;
}

function ticketOf(authorization: string | undefined): Uint8Array | undefined {
  const [, text] = /^Kith ([\w-]{43})$/.exec(authorization ?? '') ?? [];
  if (text === undefined) return undefined;
  const ticket = Buffer.from(text, 'base64url');
  return ticket.length === LIMITS.ticketBytes ? ticket : undefined;
}

/** One range of whole chunks. */
function stretchOf(range: string | undefined, sizeBytes: number): Stretch | undefined {
  const [, fromText, toText] = /^bytes=(\d{1,16})-(\d{1,16})$/.exec(range ?? '') ?? [];
  const from = Number(fromText);
  const whole = encryptedBytes(sizeBytes);
  const chunkLength = chunkOffset(1);
  const end = Number(toText) + 1;
  if (!(from < end && end <= whole) || from % chunkLength !== 0) return undefined;
  if (end % chunkLength !== 0 && end !== whole) return undefined;
  const last = Math.min(Math.ceil(end / chunkLength), chunkCount(sizeBytes));
  return { first: from / chunkLength, end: last };
}
