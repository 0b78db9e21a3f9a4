// A TLS connection to a node whose key was proved on a link: no byte of ours leaves before the key was compared. What comes is
// handed on from one piece of memory that is used again and again.

import { type ConnectOpts, isIP } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { type Bytes, equalBytes } from '../../base/bytes.js';

/** Where a node answers. */
export interface BulkPlace {
  /** What it is called there: a DNS name or the IP literal itself, IPv6 without brackets. Never looked up. */
  readonly host: string;
  /** What is connected to. */
  readonly ip: string;
  readonly port: number;
  /** SHA-256 of the TLS public key (SPKI, DER) that must answer. */
  readonly tlsKeyHash: Bytes;
}

export interface PinnedOptions {
  readonly place: BulkPlace;
  readonly localAddress: string | undefined;
  /** SHA-256 of the peer's TLS public key; undefined when it showed none. */
  readonly observeKey: (socket: TLSSocket) => Bytes | undefined;
}

const CONNECT_TIMEOUT_MS = 5_000;
const BUFFER_BYTES = 65_536;

/**
 * Undefined: nobody answers there, or another key, or `signal` said to stop before it stood. The bytes of `onBytes` are valid
 * during the call only.
 */
export function connectPinned(
  { place, localAddress, observeKey }: PinnedOptions,
  onBytes: (bytes: Buffer) => void,
  signal: AbortSignal,
): Promise<TLSSocket | undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
  const { host, ip, port, tlsKeyHash } = place;
  const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  // Node documents `onread` here too, its types do not have it.
  const options: ConnectionOptions & Pick<ConnectOpts, 'onread'> = {
    host: ip,
    port,
    rejectUnauthorized: false,
    minVersion: 'TLSv1.3',
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(localAddress === undefined ? {} : { localAddress }),
    onread: {
      buffer,
      callback: (length) => {
        onBytes(buffer.subarray(0, length));
        return true;
      },
    },
  };
  const socket = connect(options);
  socket.setTimeout(CONNECT_TIMEOUT_MS);
  return new Promise((resolve) => {
    const fail = (): void => {
      signal.removeEventListener('abort', fail);
      socket.destroy();
      resolve(undefined);
    };
    socket.once('timeout', fail);
    socket.once('close', fail);
    signal.addEventListener('abort', fail, { once: true });
    // Whatever breaks it also closes it.
    socket.on('error', () => undefined);
    socket.once('secureConnect', () => {
      const key = observeKey(socket);
      if (!key || !equalBytes(key, tlsKeyHash)) return fail();
      socket.off('timeout', fail);
      socket.off('close', fail);
      signal.removeEventListener('abort', fail);
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}

/** As it stands in a request. */
export function authorityOf({ host, port }: Pick<BulkPlace, 'host' | 'port'>): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${String(port)}`;
}
