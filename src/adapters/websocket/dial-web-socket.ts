// The dialling side. The certificate is not judged here: the handshake inside proves who answers, and what was observed
// of TLS is handed over for comparison with the peer's signed record.

import type { ClientRequest, IncomingMessage } from 'node:http';
import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
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
  /**
   * Whether this resolved address may be connected to; absent: any. A name is resolved once, and what was asked about is
   * what is connected to.
   */
  readonly mayReach?: ((ip: string) => boolean) | undefined;
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
  const url = urlOf(options);
  if (!url) return failed('ENOTFOUND');
  // URLs know more ways to write an IP address than a resolver, which is not asked about these: 127.1, 0x7f000001.
  const literal = url.hostname.replace(/^\[(.*)\]$/u, '$1');
  if (options.mayReach && isIP(literal) !== 0 && !options.mayReach(literal)) return failed(UNREACHABLE);
  const socket = openWebSocket(url, options);
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

/** As an address where nobody answers. */
const UNREACHABLE = 'EHOSTUNREACH';

function failed(code: string): Dial {
  return {
    outcome: Promise.resolve(err({ kind: 'system', code, cause: null })),
    cancel: () => undefined,
  };
}

/** Undefined for what no URL can name, as 256.256.256.256. */
function urlOf({ host, port }: DialOptions): URL | undefined {
  const authority = isIP(host) === 6 ? `[${host}]` : host;
  const text = `wss://${authority}:${String(port)}${LINK_PATH}`;
  return URL.canParse(text) ? new URL(text) : undefined;
}

function openWebSocket(url: URL, { host, localAddress, mayReach }: DialOptions): WebSocket {
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
    ...(mayReach && { lookup: lookupOf(mayReach) }),
  };
  return new WebSocket(url, SUBPROTOCOL, {
    ...SOCKET_SETTINGS,
    ...connection,
  });
}

/** Leaves out what may not be reached; a name with nothing else is as unreachable as one where nobody answers. */
function lookupOf(mayReach: (ip: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      const allowed = found.filter(({ address }) => mayReach(address));
      const [first] = allowed;
      if (!first) callback(Object.assign(new Error(UNREACHABLE), { code: UNREACHABLE }), '', 0);
      else if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
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
