// Main's side of the relay: gives each port a number and moves values between it and the channel without looking at them.

import { GOODBYE, type MessagePipe } from '../../contract/port-transport.js';
import type { RelayChannel, RelayedMessage } from './relay-channel.js';

export class PortRelay {
  readonly #ports = new Map<number, MessagePipe>();
  #lastSession = 0;

  constructor(private readonly channel: RelayChannel) {}

  /** Relays this port until either side ends the session. Returns the number to announce to the node's side first. */
  add(port: MessagePipe, announce: (session: number) => void): void {
    const session = ++this.#lastSession;
    this.#ports.set(session, port);
    announce(session);
    port.start({
      message: (message) => {
        this.channel.post({ session, message });
      },
      gone: () => {
        if (this.#ports.delete(session)) this.channel.post({ session, message: GOODBYE });
      },
    });
  }

  /** From the node's side. A session that ended here may still be named. */
  receive({ session, message }: RelayedMessage): void {
    const port = this.#ports.get(session);
    if (!port) return;
    port.post(message);
    if (message === GOODBYE) this.#close(session, port);
  }

  /** The node's process is gone: every face learns that its session ended. */
  end(): void {
    for (const [session, port] of this.#ports) {
      port.post(GOODBYE);
      this.#close(session, port);
    }
  }

  #close(session: number, port: MessagePipe): void {
    this.#ports.delete(session);
    port.close();
  }
}
