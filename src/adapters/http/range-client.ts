// Fetches stretches of an encrypted file from the node that sends it, over connections whose TLS key was proved on a link.

import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type * as undiciPackage from 'undici';
import { AppError } from '../../base/app-error.js';
import { type Bytes, equalBytes } from '../../base/bytes.js';
import { FILE_PATH } from './paths.js';

/** Where the sender's node answers. */
export interface BulkPlace {
  /** DNS name or IP literal, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** SHA-256 of the TLS public key (SPKI, DER) that must answer. */
  readonly tlsKeyHash: Bytes;
}

/**
 * whole: everything that was asked for came. refused: the ticket is not taken. busy: later. lost: the connection broke, or
 * what came is no proper answer. unreachable: nobody answers there, or another key.
 */
export type RangeEnd = 'whole' | 'refused' | 'busy' | 'lost' | 'unreachable';

export interface RangeClient {
  /** Bytes `from` to `to`, both included; `onBytes` is called with windows that are only valid during the call. */
  get(
    range: { readonly from: number; readonly to: number },
    onBytes: (bytes: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<RangeEnd>;
  close(): Promise<void>;
}

export interface RangeClientOptions {
  readonly place: BulkPlace;
  /** 32 bytes. */
  readonly ticket: Bytes;
  readonly streams: number;
  readonly localAddress: string | undefined;
  /** SHA-256 of the peer's TLS public key; undefined when it showed none. */
  readonly observeKey: (socket: TLSSocket) => Bytes | undefined;
}

const CONNECT_TIMEOUT_MS = 5_000;
const SILENCE_TIMEOUT_MS = 20_000;

export async function openRangeClient(options: RangeClientOptions): Promise<RangeClient> {
  const undici = await import('undici');
  const { host, port } = options.place;
  const agent = new undici.Agent({
    allowH2: false,
    connections: options.streams,
    pipelining: 1,
    headersTimeout: SILENCE_TIMEOUT_MS,
    bodyTimeout: SILENCE_TIMEOUT_MS,
    connect: pinned(undici, options),
  });
  const authority = isIP(host) === 6 ? `[${host}]` : host;
  const url = `https://${authority}:${String(port)}${FILE_PATH}`;
  const authorization = `Kith ${Buffer.from(options.ticket).toString('base64url')}`;
  return {
    get: async ({ from, to }, onBytes, signal) => {
      const headers = { authorization, range: `bytes=${String(from)}-${String(to)}` };
      try {
        const { statusCode, body } = await undici.request(url, { dispatcher: agent, headers, signal });
        if (statusCode !== 206) {
          body.on('error', () => undefined).destroy();
          return statusCode === 503 ? 'busy' : 'refused';
        }
        return await drained(body, to - from + 1, onBytes);
      } catch (error) {
        if (error instanceof AppError) throw error;
        return isNotConnected(error) ? 'unreachable' : 'lost';
      }
    },
    close: () => agent.destroy(),
  };
}

/** No application byte leaves before the key was compared. */
function pinned(
  undici: typeof undiciPackage,
  { place, observeKey, localAddress }: RangeClientOptions,
): undiciPackage.buildConnector.connector {
  const connect = undici.buildConnector({
    rejectUnauthorized: false,
    minVersion: 'TLSv1.3',
    maxCachedSessions: 0,
    allowH2: false,
    timeout: CONNECT_TIMEOUT_MS,
    ...(localAddress === undefined ? {} : { localAddress }),
  });
  return (connection, done) => {
    connect(connection, (...outcome) => {
      const [error, socket] = outcome;
      if (error) return done(error, null);
      const key = observeKey(socket as TLSSocket);
      if (key && equalBytes(key, place.tlsKeyHash)) return done(null, socket);
      socket.destroy();
      done(new OtherKey(), null);
    });
  };
}

class OtherKey extends Error {
  readonly code = 'OTHER_KEY';
}

function drained(
  body: undiciPackage.Dispatcher.ResponseData['body'],
  wantedBytes: number,
  onBytes: (bytes: Uint8Array) => void,
): Promise<RangeEnd> {
  return new Promise((resolve, reject) => {
    let receivedBytes = 0;
    body.on('data', (bytes: Buffer) => {
      receivedBytes += bytes.length;
      if (receivedBytes > wantedBytes) return body.destroy();
      try {
        onBytes(bytes);
      } catch (error) {
        body.destroy();
        // What our own side could not take is not the connection's fault.
        reject(error instanceof Error ? error : new Error('not taken', { cause: error }));
      }
    });
    body.once('error', () => {
      resolve('lost');
    });
    body.once('close', () => {
      resolve(receivedBytes === wantedBytes ? 'whole' : 'lost');
    });
  });
}

const NOT_CONNECTED = new Set([
  'OTHER_KEY',
  'UND_ERR_CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
]);

function isNotConnected(error: unknown): boolean {
  return error instanceof Error && 'code' in error && NOT_CONNECTED.has(String(error.code));
}
