// The node's side of the relay: turns numbered values back into one pipe a session.

import { GOODBYE, type MessagePipe, type PipeListener } from '../../contract/port-transport.js';
import type { RelayChannel, RelayedMessage } from './relay-channel.js';

export class RelayedPipes {
  readonly #pipes = new Map<number, RelayedPipe>();

  constructor(private readonly channel: RelayChannel) {}

  /** The pipe of a session main announced. */
  open(session: number): MessagePipe {
    const pipe = new RelayedPipe(
      (message) => {
        this.channel.post({ session, message });
      },
      () => this.#pipes.delete(session),
    );
    this.#pipes.set(session, pipe);
    return pipe;
  }

  /** From main. A session that ended here may still be named. */
  receive({ session, message }: RelayedMessage): void {
    const pipe = this.#pipes.get(session);
    pipe?.arrived(message);
    if (message === GOODBYE) pipe?.close();
  }

  /** Main is gone. */
  end(): void {
    for (const pipe of [...this.#pipes.values()]) pipe.close();
  }
}

class RelayedPipe implements MessagePipe {
  #isOpen = true;
  #listener: PipeListener | undefined;
  readonly #waiting: unknown[] = [];

  constructor(
    private readonly send: (message: unknown) => void,
    private readonly forget: () => void,
  ) {}

  post(value: unknown): void {
    if (this.#isOpen) this.send(value);
  }

  start(listener: PipeListener): void {
    this.#listener = listener;
    for (const value of this.#waiting.splice(0)) listener.message(value);
    if (!this.#isOpen) listener.gone();
  }

  arrived(value: unknown): void {
    if (this.#listener) this.#listener.message(value);
    else this.#waiting.push(value);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.forget();
    this.#listener?.gone();
  }
}
