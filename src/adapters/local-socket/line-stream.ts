// Cuts a byte stream into lines, never holding more than one line of the allowed length.

import type { Socket } from 'node:net';
import { LOCAL_SOCKET_LIMITS } from './limits.js';

const LINE_BREAK = 0x0a;

/** Lines of a socket, one reader after another: between readers the socket is paused and nothing is lost. */
export class LineStream {
  #reader: { readonly maxBytes: number; readonly onLine: (line: Buffer) => void } | undefined;
  #partial: Buffer[] = [];
  #partialBytes = 0;
  #waiting: Buffer | undefined;
  #isGathering = false;

  constructor(readonly socket: Socket) {
    socket.pause();
    socket.on('data', (chunk: Buffer) => {
      this.#take(chunk);
    });
  }

  /** Hands every line to `onLine` until `stop`; a longer one destroys the socket. */
  read(maxBytes: number, onLine: (line: Buffer) => void): void {
    this.#reader = { maxBytes, onLine };
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) this.#take(waiting);
    if (this.#reading) this.socket.resume();
  }

  stop(): void {
    this.#reader = undefined;
    this.socket.pause();
  }

  /** Queues one line. A side that does not read is cut off rather than kept in memory. */
  write(text: string): void {
    const bytes = Buffer.byteLength(text);
    const tooMuch = this.socket.writableLength + bytes > LOCAL_SOCKET_LIMITS.bufferedBytes;
    if (tooMuch || bytes > LOCAL_SOCKET_LIMITS.lineBytes) this.socket.destroy();
    else if (this.socket.writable) {
      this.#gather();
      this.socket.write(`${text}\n`);
    }
  }

  /** Lines of one turn of the event loop leave in one write: the answers to all that a commit did. */
  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    this.socket.cork();
    process.nextTick(() => {
      this.#isGathering = false;
      this.socket.uncork();
    });
  }

  /** A getter, because a line handed over may change it. */
  get #reading(): boolean {
    return this.#reader !== undefined;
  }

  #take(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0 && !this.socket.destroyed) {
      if (!this.#reader) {
        this.#waiting = this.#waiting ? Buffer.concat([this.#waiting, rest]) : rest;
        return;
      }
      const end = rest.indexOf(LINE_BREAK);
      const part = end < 0 ? rest : rest.subarray(0, end);
      this.#partial.push(part);
      this.#partialBytes += part.length;
      if (this.#partialBytes > this.#reader.maxBytes) {
        this.socket.destroy();
        return;
      }
      if (end < 0) return;
      rest = rest.subarray(end + 1);
      this.#reader.onLine(this.#takeLine());
    }
  }

  #takeLine(): Buffer {
    const line =
      this.#partial.length === 1 ? (this.#partial[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#partial);
    this.#partial = [];
    this.#partialBytes = 0;
    return line;
  }
}
