// Answers who holds a ticket with stretches of an encrypted file, within bounds of how many at a time.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SharedBytes } from '../../base/bytes.js';
import type { TransferId } from '../../base/ids.js';
import type { Timers } from '../../core/ports/timers.js';
import { chunkCount, chunkOffset, decodeFileHeader, encryptedBytes } from '../../protocol/file-header.js';
import { ticketOf } from './ticket-book.js';
import { SealedStrides, type Stretch } from './sealed-strides.js';
import type { TransferJob } from './transfer-job.js';

/** Requests that are answered at the same time: of one transfer, of one contact, and of everybody. */
export const MOST_REQUESTS = 8;
export const MOST_OF_CONTACT = 16;
export const MOST_OF_ALL = 32;

/** What is under way: of one transfer, of its contact, and of everybody. */
export interface UnderWay {
  readonly transfer: number;
  readonly contact: number;
  readonly all: number;
}

/** A contact gets at most as many places as it leaves to others: however slow some are, the next one finds a place. */
export function hasPlace({ transfer, contact, all }: UnderWay): boolean {
  return transfer < MOST_REQUESTS && contact < Math.min(MOST_OF_CONTACT, MOST_OF_ALL - all);
}

export interface FileServerSource {
  /** The transfer a ticket is for, if chunks of it may leave now. */
  find(ticket: Uint8Array): TransferJob | undefined;
  /** Encrypts chunks into memory that holds them; how many bytes they are, or undefined when they cannot be had. */
  seal(job: TransferJob, order: SealInto): Promise<number | undefined>;
  /** The connection took so many more chunks. */
  served(job: TransferJob, chunks: number): void;
}

export interface SealInto {
  readonly first: number;
  readonly count: number;
  readonly into: SharedBytes;
}

export class FileServer {
  readonly #running = new Map<ServerResponse, TransferJob>();

  readonly #strides: SealedStrides;

  constructor(
    private readonly source: FileServerSource,
    timers: Pick<Timers, 'after'>,
  ) {
    this.#strides = new SealedStrides(timers);
  }

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
    const ofContact = jobs.filter((job) => job.nodeId === nodeId);
    const ofTransfer = ofContact.filter((job) => job.id === id);
    return hasPlace({ transfer: ofTransfer.length, contact: ofContact.length, all: jobs.length });
  }

  async #send(
    job: TransferJob,
    response: ServerResponse,
    { first, end, sizeBytes }: Stretch & { readonly sizeBytes: number },
  ): Promise<void> {
    const from = chunkOffset(first);
    const to = Math.min(chunkOffset(end), encryptedBytes(sizeBytes));
    response.writeHead(206, {
      'content-type': 'application/octet-stream',
      'content-length': to - from,
      'content-range': `bytes ${String(from)}-${String(to - 1)}/${String(encryptedBytes(sizeBytes))}`,
      'cache-control': 'no-store',
    });
    const stretch = { first, end };
    const isWhole = await this.#strides.write(response, stretch, {
      seal: (at, count, into) => this.source.seal(job, { first: at, count, into }),
      served: (chunks) => {
        this.source.served(job, chunks);
      },
    });
    if (isWhole) response.end();
  }
}

function refused(response: ServerResponse, status: number): true {
  response.writeHead(status, { connection: 'close', 'content-length': 0 });
  response.end();
  return true;
}

/** One range of whole chunks; undefined for anything else a header may say. */
export function stretchOf(range: string | undefined, sizeBytes: number): Stretch | undefined {
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
