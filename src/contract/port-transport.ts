// A contract session over any kind of message port: the browser's, Electron's, a thread's, or one relayed by another process.

import { MOST_UNREAD } from './bounds.js';
import type { ContractTransport } from './transport.js';

/** What all message ports can do. Values arrive in order. */
export interface MessagePipe {
  /** Queues a value for the other end; nothing happens when that is gone. */
  post(value: unknown): void;
  /** Called once: what arrived before and from now on, then once that either end is gone. */
  start(listener: PipeListener): void;
  /** What was posted still leaves. */
  close(): void;
}

/** Whoever holds one end of a pipe. */
export interface PipeListener {
  readonly message: (value: unknown) => void;
  readonly gone: () => void;
}

/** Not every port tells that its other end was closed, so the last value says it. No message of the contract is null. */
export const GOODBYE = null;

/** Characters read before the other end is told: few tellings, and little beside what may wait. */
const TOLD_AT_ONCE = 65_536;

/**
 * The end of a session at this end of the pipe. The pipe is this session's alone. Messages pass as JSON, and numbers beside them
 * say how many characters of it were read, which a port does not tell: a session whose other end stopped reading is ended.
 */
export function portTransport<Send, Receive>(pipe: MessagePipe): ContractTransport<Send, Receive> {
  return new PortTransport<Send, Receive>(pipe);
}

class PortTransport<Send, Receive> implements ContractTransport<Send, Receive> {
  #isOpen = true;
  #waiting: unknown[] = [];
  /** Characters that left, and were not read as far as the other end said. */
  #unread = 0;
  /** Characters read here and not told yet. */
  #read = 0;
  #onMessage: ((message: Receive) => void) | undefined;
  #onClose: (() => void) | undefined;

  constructor(private readonly pipe: MessagePipe) {
    pipe.start({
      message: (value) => {
        this.#receive(value);
      },
      gone: () => {
        this.#end();
      },
    });
  }

  send(message: Send): void {
    if (!this.#isOpen) return;
    const text = JSON.stringify(message);
    this.#unread += text.length;
    this.pipe.post(text);
    // A window that stopped reading is gone; it begins anew with snapshots.
    if (this.#unread > MOST_UNREAD) this.close();
  }

  onMessage(listener: (message: Receive) => void): void {
    this.#onMessage = listener;
    for (const value of this.#waiting.splice(0)) {
      soon(() => {
        this.#deliver(value);
      });
    }
  }

  onClose(listener: () => void): void {
    if (this.#isOpen) this.#onClose = listener;
    else soon(listener);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.pipe.post(GOODBYE);
    this.#end();
  }

  #receive(value: unknown): void {
    if (!this.#isOpen) return;
    if (value === GOODBYE) this.#end();
    else if (typeof value === 'number') this.#wasRead(value);
    else this.#deliver(value);
  }

  #deliver(value: unknown): void {
    if (!this.#isOpen) return;
    if (!this.#onMessage) {
      this.#waiting.push(value);
      return;
    }
    // The node validates what it receives; a face trusts its node.
    this.#onMessage(parsed(value) as Receive);
    if (typeof value === 'string') this.#tellRead(value.length);
  }

  #tellRead(characters: number): void {
    this.#read += characters;
    if (!this.#isOpen || this.#read < TOLD_AT_ONCE) return;
    this.pipe.post(this.#read);
    this.#read = 0;
  }

  #wasRead(characters: number): void {
    // Whoever read what was never sent could have anything wait.
    const isTrue = characters > 0 && characters <= this.#unread;
    this.#unread -= characters;
    if (!isTrue) this.close();
  }

  #end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.pipe.close();
    if (this.#onClose) soon(this.#onClose);
  }
}

/** Undefined, which is no message, for what is no JSON. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

/** Never within the call that caused it. The contract runs where only the language itself is certain to be there. */
function soon(act: () => void): void {
  void Promise.resolve().then(act);
}
