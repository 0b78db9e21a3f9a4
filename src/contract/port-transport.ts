// A contract session over any kind of message port: the browser's, Electron's, a thread's, or one relayed by another process.

import type { ContractTransport } from './transport.js';

/** What all message ports can do. Values are copied on their way and arrive in order. */
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

/** The end of a session at this end of the pipe. The pipe is this session's alone. */
export function portTransport<Send, Receive>(pipe: MessagePipe): ContractTransport<Send, Receive> {
  return new PortTransport<Send, Receive>(pipe);
}

class PortTransport<Send, Receive> implements ContractTransport<Send, Receive> {
  #isOpen = true;
  #waiting: Receive[] = [];
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
    if (this.#isOpen) this.pipe.post(message);
  }

  onMessage(listener: (message: Receive) => void): void {
    this.#onMessage = listener;
    for (const message of this.#waiting.splice(0)) {
      soon(() => {
        this.#deliver(message);
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
    // The node validates what it receives; a face trusts its node.
    else this.#deliver(value as Receive);
  }

  #deliver(message: Receive): void {
    if (!this.#isOpen) return;
    if (this.#onMessage) this.#onMessage(message);
    else this.#waiting.push(message);
  }

  #end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.pipe.close();
    if (this.#onClose) soon(this.#onClose);
  }
}

/** Never within the call that caused it. The contract runs where only the language itself is certain to be there. */
function soon(act: () => void): void {
  void Promise.resolve().then(act);
}
