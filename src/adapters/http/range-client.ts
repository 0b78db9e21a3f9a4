// Fetches stretches of an encrypted file from the node that sends it, over connections whose TLS key was proved on a link.

import type { TLSSocket } from 'node:tls';
import type { Bytes } from '../../base/bytes.js';
import { type AnswerHead, AnswerReader } from './answer-reader.js';
import { FILE_PATH } from './paths.js';
import { authorityOf, connectPinned, type PinnedOptions } from './pinned-connection.js';

/**
 * whole: everything that was asked for came. refused: the ticket is not taken. busy: later. lost: the connection broke, or
 * what came is no proper answer. unreachable: nobody answers there, or another key.
 */
export type RangeEnd = 'whole' | 'refused' | 'busy' | 'lost' | 'unreachable';

export interface RangeClient {
  /**
   * Bytes `from` to `to`, both included; `onBytes` is called with windows that are only valid during the call. What it throws
   * is thrown here.
   */
  get(
    range: { readonly from: number; readonly to: number },
    onBytes: (bytes: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<RangeEnd>;
  close(): void;
}

export interface RangeClientOptions extends PinnedOptions {
  /** 32 bytes. */
  readonly ticket: Bytes;
}

const SILENCE_TIMEOUT_MS = 20_000;

/** Connections are opened as they are needed, and used again. */
export function rangeClient(options: RangeClientOptions): RangeClient {
  const idle: Connection[] = [];
  const all = new Set<Connection>();
  let isClosed = false;
  const connected = async (): Promise<Connection | undefined> => {
    for (let known = idle.pop(); known; known = idle.pop()) if (!known.isBroken) return known;
    const connection = await Connection.open(options);
    if (!connection) return undefined;
    if (isClosed) connection.end();
    all.add(connection);
    return connection;
  };
  return {
    get: async (range, onBytes, signal) => {
      const connection = await connected();
      if (!connection) return 'unreachable';
      const end = await connection.get(range, onBytes, signal);
      if (end === 'whole') idle.push(connection);
      else connection.end();
      return end;
    },
    close: () => {
      isClosed = true;
      for (const connection of all) connection.end();
    },
  };
}

class Connection {
  #reader = new AnswerReader();
  #socket: TLSSocket | undefined;

  static async open(options: RangeClientOptions): Promise<Connection | undefined> {
    const connection = new Connection(options);
    const socket = await connectPinned(options, (bytes) => {
      connection.#read(bytes);
    });
    connection.#socket = socket;
    return socket && connection;
  }

  private constructor(private readonly options: RangeClientOptions) {}

  get isBroken(): boolean {
    return this.#socket?.destroyed ?? true;
  }

  end(): void {
    this.#socket?.destroy();
  }

  get(
    { from, to }: { readonly from: number; readonly to: number },
    onBytes: (bytes: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<RangeEnd> {
    const socket = this.#socket;
    if (!socket || socket.destroyed || signal.aborted) return Promise.resolve('lost');
    return new Promise<RangeEnd>((resolve, reject) => {
      const stop = (): void => void socket.destroy();
      const ended = (end: RangeEnd): void => {
        signal.removeEventListener('abort', stop);
        socket.off('close', lost);
        resolve(end);
      };
      const lost = (): void => {
        ended('lost');
      };
      signal.addEventListener('abort', stop, { once: true });
      socket.once('close', lost);
      socket.setTimeout(SILENCE_TIMEOUT_MS, stop);
      this.#reader.expect({
        head: (head) => {
          const end = endOf(head, to - from + 1);
          if (!end) return to - from + 1;
          ended(end);
          socket.destroy();
          return 0;
        },
        body: (bytes) => {
          try {
            onBytes(bytes);
          } catch (error) {
            // What our own side could not take is not the connection's fault.
            reject(error instanceof Error ? error : new Error('not taken', { cause: error }));
            socket.destroy();
          }
        },
        end: () => {
          ended('whole');
        },
      });
      socket.write(this.#request(from, to));
    });
  }

  #request(from: number, to: number): string {
    const { place, ticket } = this.options;
    return (
      `GET ${FILE_PATH} HTTP/1.1\r\nhost: ${authorityOf(place)}\r\n` +
      `authorization: Kith ${Buffer.from(ticket).toString('base64url')}\r\n` +
      `range: bytes=${String(from)}-${String(to)}\r\n\r\n`
    );
  }

  #read(bytes: Buffer): void {
    if (!this.#reader.read(bytes)) this.end();
  }
}

/** Undefined: it is what was asked for. */
function endOf(head: AnswerHead | undefined, wantedBytes: number): RangeEnd | undefined {
  if (!head) return 'lost';
  if (head.status === 206) return head.contentLength === wantedBytes ? undefined : 'lost';
  return head.status === 503 ? 'busy' : 'refused';
}
