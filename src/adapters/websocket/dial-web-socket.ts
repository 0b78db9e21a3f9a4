// The dialling side. The certificate is not judged here: the handshake inside proves who answers, and what was observed
// of TLS is handed over for comparison with the peer's signed record.

import type { ClientRequest, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import { WebSocket } from 'ws';
import type { Bytes } from '../../base/bytes.js';
import { err, ok, type Result } from '../../base/result.js';
import type { ReachFailure } from '../../core/ports/reach-failure.js';
import type { Timers } from '../../core/ports/timers.js';
import type { FrameSocket } from './frame-socket.js';
import { LINK_PATH, SOCKET_SETTINGS, SUBPROTOCOL } from './settings.js';
import { frameSocket, plainIp, type SocketFacts } from './web-socket.js';

export interface DialOptions {
  /** DNS name or IP literal, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** For everything up to the open WebSocket. */
  readonly timeoutMs: number;
  /** The own address to dial from; the system chooses when absent. */
  readonly localAddress?: string | undefined;
  readonly timers: Timers;
  /** SHA-256 of the peer's TLS public key; undefined when it showed none. */
  readonly observeKey: (socket: TLSSocket) => Bytes | undefined;
}

/** A dial that is under way. `cancel` makes it fail as a timeout. */
export interface Dial {
  readonly outcome: Promise<Result<FrameSocket, ReachFailure>>;
  cancel(): void;
}

export function dialWebSocket(options: DialOptions): Dial {
  const socket = openWebSocket(options);
  let cancel = (): void => undefined;
  const outcome = new Promise<Result<FrameSocket, ReachFailure>>((resolve) => {
    let facts: SocketFacts | undefined;
    const finish = (result: Result<FrameSocket, ReachFailure>): void => {
      stopTimer();
      resolve(result);
    };
    const fail = (failure: ReachFailure): void => {
      finish(err(failure));
      socket.terminate();
    };
    cancel = () => {
      // After the outcome the socket belongs to the caller.
      if (socket.readyState === WebSocket.CONNECTING) fail({ kind: 'timeout' });
    };
    const stopTimer = options.timers.after(options.timeoutMs, cancel);
    socket.on('error', (error) => {
      finish(err(failureOf(error)));
    });
    socket.once('unexpected-response', (request: ClientRequest, response: IncomingMessage) => {
      fail({ kind: 'status', status: response.statusCode ?? 0 });
      request.destroy();
    });
    socket.once('upgrade', (response) => {
      facts = observe(response.socket, options);
    });
    socket.once('open', () => {
      if (facts && socket.protocol === SUBPROTOCOL) finish(ok(frameSocket(socket, facts)));
      else fail({ kind: 'not-kith' });
    });
  });
  return {
    outcome,
    cancel: () => {
      cancel();
    },
  };
}

function openWebSocket({ host, port, localAddress }: DialOptions): WebSocket {
  const authority = isIP(host) === 6 ? `[${host}]` : host;
  // TLS and TCP options pass through `ws` to `tls.connect`; without an agent no TLS session is kept, so every connection
  // shows its certificate.
  const connection = {
    rejectUnauthorized: false,
    minVersion: 'TLSv1.3' as const,
    servername: isIP(host) ? '' : host,
    noDelay: true,
    keepAlive: true,
    autoSelectFamilyAttemptTimeout: FAMILY_ATTEMPT_MS,
    ...(localAddress === undefined ? {} : { localAddress }),
  };
  return new WebSocket(`wss://${authority}:${String(port)}${LINK_PATH}`, SUBPROTOCOL, {
    ...SOCKET_SETTINGS,
    ...connection,
  });
}

/** RFC 8305: how long one of several addresses of a name may take before the next is tried. Node's 250 ms is too short. */
const FAMILY_ATTEMPT_MS = 1_500;

function observe(socket: IncomingMessage['socket'], options: DialOptions): SocketFacts | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const remoteIp = plainIp(socket.remoteAddress);
  return { remoteIp, observedTlsKeyHash: options.observeKey(socket) };
}

/** `ws` gives its own refusals of an answer no code, or one that begins with WS_ERR_. */
function failureOf(error: Error): ReachFailure {
  const code = 'code' in error ? String(error.code) : '';
  if (code === '' || code.startsWith('WS_ERR_')) return { kind: 'not-kith' };
  return { kind: 'system', code, cause: error };
}
