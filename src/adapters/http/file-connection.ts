// One HTTPS connection to another node about files: a request, what follows it, and an answer, one after another.

import type { TLSSocket } from 'node:tls';
import { type AnswerHead, AnswerReader } from './answer-reader.js';
import { FILE_PATH } from './paths.js';
import { authorityOf, connectPinned, type PinnedOptions } from './pinned-connection.js';

/**
 * whole: everything that was asked for came, or was taken. refused: the ticket is not taken. busy: later. lost: the connection
 * broke, or what came is no proper answer. unreachable: nobody answers there, or another key.
 */
export type CarryEnd = 'whole' | 'refused' | 'busy' | 'lost' | 'unreachable';

export interface FileConnectionOptions extends PinnedOptions {
  /** 32 bytes. */
  readonly ticket: Uint8Array;
}

export interface Exchange {
  readonly method: 'GET' | 'PUT';
  /** Header lines beside host and authorization. */
  readonly lines: readonly string[];
  /** Sends what follows the request; false: it cannot. What it throws is thrown. */
  readonly send?: (socket: TLSSocket) => Promise<boolean>;
  /** The one answer that is wanted. */
  readonly wanted: { readonly status: number; readonly bytes: number };
  /** Windows that are valid during the call only. What it throws is thrown. */
  readonly onBytes?: (bytes: Uint8Array) => void;
}

const SILENCE_TIMEOUT_MS = 20_000;

export class FileConnection {
  readonly #reader = new AnswerReader();
  #socket: TLSSocket | undefined;

  /** Undefined: nobody answers there, or another key, or `signal` said to stop. */
  static async open(
    options: FileConnectionOptions,
    signal: AbortSignal,
  ): Promise<FileConnection | undefined> {
    const connection = new FileConnection(options);
    const onBytes = (bytes: Buffer): void => {
      if (!connection.#reader.read(bytes)) connection.end();
    };
    connection.#socket = await connectPinned(options, onBytes, signal);
    return connection.#socket && connection;
  }

  private constructor(private readonly options: FileConnectionOptions) {}

  get isBroken(): boolean {
    return this.#socket?.destroyed ?? true;
  }

  end(): void {
    this.#socket?.destroy();
  }

  /** Whatever does not end whole ends the connection too. */
  carry(exchange: Exchange, signal: AbortSignal): Promise<CarryEnd> {
    const socket = this.#socket;
    if (!socket || socket.destroyed || signal.aborted) return Promise.resolve('lost');
    return new Promise<CarryEnd>((resolve, reject) => {
      const stop = (): void => void socket.destroy();
      const ended = (end: CarryEnd): void => {
        signal.removeEventListener('abort', stop);
        socket.off('close', lost);
        if (end !== 'whole') stop();
        resolve(end);
      };
      const lost = (): void => {
        ended('lost');
      };
      // What our own side could not do is not the connection's fault.
      const failed = (error: unknown): void => {
        reject(error instanceof Error ? error : new Error('failed', { cause: error }));
        ended('lost');
      };
      signal.addEventListener('abort', stop, { once: true });
      socket.once('close', lost);
      socket.setTimeout(SILENCE_TIMEOUT_MS, stop);
      this.#listen(exchange, { ended, failed });
      socket.write(this.#request(exchange));
      exchange.send?.(socket).catch(failed);
    });
  }

  #listen(
    { wanted, onBytes }: Exchange,
    { ended, failed }: { ended: (end: CarryEnd) => void; failed: (error: unknown) => void },
  ): void {
    this.#reader.expect({
      head: (head) => {
        const end = endOf(head, wanted);
        if (end !== 'whole') ended(end);
        else if (wanted.bytes === 0) ended('whole');
        else return wanted.bytes;
        return 0;
      },
      body: (bytes) => {
        try {
          onBytes?.(bytes);
        } catch (error) {
          failed(error);
        }
      },
      end: () => {
        ended('whole');
      },
    });
  }

  #request({ method, lines }: Exchange): string {
    const { place, ticket } = this.options;
    const authorization = `authorization: Kith ${Buffer.from(ticket).toString('base64url')}`;
    const all = [`${method} ${FILE_PATH} HTTP/1.1`, `host: ${authorityOf(place)}`, authorization, ...lines];
    return `${all.join('\r\n')}\r\n\r\n`;
  }
}

function endOf(head: AnswerHead | undefined, wanted: Exchange['wanted']): CarryEnd {
  if (!head) return 'lost';
  if (head.status === wanted.status) return head.contentLength === wanted.bytes ? 'whole' : 'lost';
  return head.status === 503 ? 'busy' : 'refused';
}
