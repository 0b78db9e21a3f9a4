// A WebSocket to a node, open, with nothing proved: whatever is put in goes out as it is.

import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Bytes } from '../../base/bytes.js';
import { within } from '../node/deadline.js';
import { Inbox } from './inbox.js';

export class HostileSocket {
  /** WebSocket close code; 1006 when the node just cut the line. */
  readonly ended: Promise<number>;
  readonly #inbox = new Inbox<Bytes>();
  #receive = (message: Bytes): void => {
    this.#inbox.push(message);
  };

  private constructor(readonly raw: WebSocket) {
    raw.on('message', (data: Buffer) => {
      this.#receive(new Uint8Array(data));
    });
    raw.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      raw.once('close', (code) => {
        this.#inbox.end(`the node ended the connection with ${code}`);
        resolve(code);
      });
    });
  }

  /** @param from the own address to dial from */
  static async open(address: string, from?: string): Promise<HostileSocket> {
    const connection = { rejectUnauthorized: false, ...(from === undefined ? {} : { localAddress: from }) };
    const raw = new WebSocket(`wss://${address}/kith/1`, 'kith.v1', {
      perMessageDeflate: false,
      ...connection,
    });
    const socket = new HostileSocket(raw);
    await within('an open WebSocket', Promise.race([once(raw, 'open'), socket.#refused()]));
    return socket;
  }

  send(message: Uint8Array): void {
    if (this.raw.readyState === WebSocket.OPEN) this.raw.send(message);
  }

  /** The next message of the node. */
  next(what: string): Promise<Bytes> {
    return this.#inbox.take(what);
  }

  /** Every message from now on goes to `receive`. */
  handTo(receive: (message: Bytes) => void): void {
    this.#receive = receive;
  }

  end(): void {
    this.raw.terminate();
  }

  async #refused(): Promise<never> {
    throw new Error(`refused with ${await this.ended}`);
  }
}
