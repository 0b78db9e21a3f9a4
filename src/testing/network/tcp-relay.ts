// A way between two nodes that breaks where a test wants it to: it passes bytes on unread, counts those of one direction,
// holds them after a number of them, slows them down, and drops everything.

import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { queuedBytes } from './queued-bytes.js';

/** Of a connection, which bytes count: those to the side that dialled, or those to the one that was dialled. */
export type Counted = 'back' | 'forth';

interface Way {
  /** What comes from there counts. */
  readonly from: Socket;
  readonly into: Socket;
  /** Until what passed last was no faster than may be. */
  rest?: NodeJS.Timeout;
}

interface Hold {
  leftBytes: number;
  readonly reached: () => void;
}

export class TcpRelay {
  /** Of those that count. */
  passedBytes = 0;
  /** Connections there may be at the same time; more are closed at once. */
  most = Number.POSITIVE_INFINITY;
  /** A second, of each connection, of those that count. */
  mostBytesPerSecond = Number.POSITIVE_INFINITY;
  readonly #ways = new Set<Way>();
  #hold: Hold | undefined;

  private constructor(
    private readonly server: Server,
    private readonly to: () => string,
    private readonly counted: Counted,
  ) {
    server.on('connection', (near) => {
      this.#connected(near);
    });
  }

  /** @param to `host:port`, asked for each connection */
  static async open(host: string, to: () => string, counted: Counted = 'back'): Promise<TcpRelay> {
    const server = createServer({ allowHalfOpen: false });
    const relay = new TcpRelay(server, to, counted);
    server.listen(0, host);
    await once(server, 'listening');
    return relay;
  }

  get address(): string {
    const { address, port } = this.server.address() as AddressInfo;
    return `${address}:${String(port)}`;
  }

  /** Of those it passed on: what the other side has not read yet. Linux alone says how much lies with the system. */
  async unreadBytes(): Promise<number> {
    const queued = await queuedBytes();
    return [...this.#ways].reduce((sum, { into }) => {
      const { localPort = 0, remotePort = 0, writableLength } = into;
      const sent = queued(localPort, remotePort)?.unsent ?? 0;
      const received = queued(remotePort, localPort)?.unread ?? 0;
      return sum + writableLength + sent + received;
    }, 0);
  }

  /** Passes on exactly so many more bytes, then none until `drop`. */
  holdAfter(bytes: number): Promise<void> {
    return new Promise((reached) => (this.#hold = { leftBytes: bytes, reached }));
  }

  /** Ends every connection; what was passed on arrives. New ones are passed on, to the end or to the next hold. */
  drop(toTheEnd: boolean): void {
    if (toTheEnd) this.#hold = undefined;
    for (const { from, into } of this.#ways) {
      into.unpipe(from);
      from.destroy();
      // What the other side still says goes nowhere.
      into.resume().end();
    }
    this.#ways.clear();
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const { from, into } of this.#ways) {
      from.destroy();
      into.destroy();
    }
    await closed;
  }

  #connected(near: Socket): void {
    if (this.#ways.size >= this.most) {
      near.destroy();
      return;
    }
    const [host = '', port = ''] = this.to().split(':');
    const far = connect(Number(port), host);
    const [from, into] = this.counted === 'back' ? [far, near] : [near, far];
    const way: Way = { from, into };
    this.#ways.add(way);
    into.pipe(from);
    from.on('data', (bytes) => {
      this.#pass(way, bytes);
    });
    into.on('drain', () => {
      if (!this.#isHeld) from.resume();
    });
    for (const socket of [near, far]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearTimeout(way.rest);
        // One that was dropped still has to hear what was passed on.
        if (!this.#ways.delete(way)) return;
        near.destroy();
        far.destroy();
      });
    }
  }

  #pass(way: Way, bytes: Buffer): void {
    const { from, into } = way;
    const hold = this.#hold;
    const part = hold ? bytes.subarray(0, hold.leftBytes) : bytes;
    this.passedBytes += part.length;
    if (part.length > 0 && !into.write(part)) from.pause();
    if (this.mostBytesPerSecond < Number.POSITIVE_INFINITY) this.#rest(way, part.length);
    if (!hold) return;
    hold.leftBytes -= part.length;
    if (hold.leftBytes > 0) return;
    for (const way of this.#ways) way.from.pause();
    hold.reached();
  }

  #rest(way: Way, bytes: number): void {
    way.from.pause();
    const goOn = (): void => {
      if (!this.#isHeld) way.from.resume();
    };
    way.rest = setTimeout(goOn, (bytes * 1_000) / this.mostBytesPerSecond);
  }

  get #isHeld(): boolean {
    return this.#hold?.leftBytes === 0;
  }
}
