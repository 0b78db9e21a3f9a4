// The one port other nodes and strangers see: health, the public record, and the upgrade to a link. Everything else is
// nothing (404, empty), and nothing a browser sends on behalf of a page is served.

import { constants } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Bytes } from '../../base/bytes.js';
import type { Secret } from '../../base/secret.js';
import type { ConnectionGate, ConnectionPlace } from './connection-gate.js';
import { HEADERS_MAX_BYTES, HEADERS_MAX_COUNT, PATIENCE, type Patience } from './limits.js';
import { listen } from './listen.js';
import { FILE_PATH, RECORD_PATH } from './paths.js';

/** An upgrade request for a link. The place stays taken until the receiver releases it or the connection ends. */
export interface LinkUpgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly place: ConnectionPlace;
}

export interface FederationServerOptions {
  /** PEM. */
  readonly cert: string;
  readonly key: Secret<string>;
  readonly gate: ConnectionGate;
  /** The encoded public record to serve; undefined while there is none. */
  readonly publicRecord: () => Bytes | undefined;
  /** False: links are answered with 503. */
  readonly acceptsLinks: () => boolean;
  readonly upgrade: (upgrade: LinkUpgrade) => void;
  /**
   * Answers a request for a file, or leaves it and returns false. `authorized` frees the place of the connection: who holds a
   * ticket has proved who they are.
   */
  readonly file: (request: IncomingMessage, response: ServerResponse, authorized: () => void) => boolean;
  /** Path and subprotocol of the upgrade. */
  readonly link: { readonly path: string; readonly subprotocol: string };
}

export interface FederationServer {
  /** Errors: PORT_BUSY, ADDRESS_UNAVAILABLE or ACCESS_DENIED {host, port}. Port 0 takes any free one. */
  listen(host: string, port: number): Promise<{ host: string; port: number }>;
  /** Stops listening and ends every connection that is not an established link. */
  close(): Promise<void>;
}

export function createFederationServer(
  options: FederationServerOptions,
  patience: Patience = PATIENCE,
): FederationServer {
  const server = createServer({
    cert: options.cert,
    key: options.key.reveal(),
    minVersion: 'TLSv1.3',
    // A resumed session shows its client no certificate to compare.
    secureOptions: constants.SSL_OP_NO_TICKET,
    handshakeTimeout: patience.tlsHandshakeMs,
    headersTimeout: patience.headersMs,
    requestTimeout: patience.requestMs,
    keepAliveTimeout: patience.headersMs,
    connectionsCheckingInterval: patience.checkIntervalMs,
    maxHeaderSize: HEADERS_MAX_BYTES,
    noDelay: true,
    keepAlive: true,
  });
  // Node drops what is above the count without a word, an Origin too: one more is kept, and shows that there were too many.
  server.maxHeadersCount = HEADERS_MAX_COUNT + 1;
  const places = new Map<string, ConnectionPlace>();
  const connections = guardConnections(server, options.gate, places);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const authorized = () => places.get(connectionName(request.socket))?.release();
    answer(request, response, { ...options, authorized });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const status = judgeUpgrade(request, options);
    const place = places.get(connectionName(request.socket));
    if (status !== undefined || !place) return refuseUpgrade(socket, status ?? 404);
    connections.delete(connectionName(request.socket));
    options.upgrade({ request, socket, head, place });
  });
  // Broken TLS and broken HTTP end their own connection and nothing else.
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return {
    listen: (host, port) => listen(server, host, port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of connections.values()) socket.destroy();
      }),
  };
}

/**
 * Puts the gate before TLS: the listener that starts the handshake is replaced by one that asks first. Returns the
 * connections that are no links.
 */
function guardConnections(
  server: Server,
  gate: ConnectionGate,
  places: Map<string, ConnectionPlace>,
): Map<string, Socket> {
  const connections = new Map<string, Socket>();
  const startTls = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const place = gate.admit(socket.remoteAddress ?? '');
    if (!place) {
      socket.destroy();
      return;
    }
    const name = connectionName(socket);
    places.set(name, place);
    connections.set(name, socket);
    socket.once('close', () => {
      places.delete(name);
      connections.delete(name);
      place.release();
    });
    for (const start of startTls) start.call(server, socket);
  });
  return connections;
}

/** The TLS socket of a request and the TCP socket below it are different objects with the same ends. */
function connectionName(socket: Socket): string {
  return [socket.remoteAddress, socket.remotePort, socket.localAddress].join(' ');
}

/** Fetched from here, or brought. */
const FILE_METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'PUT']);

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: FederationServerOptions & { readonly authorized: () => void },
): void {
  response.sendDate = false;
  const isFile = FILE_METHODS.has(request.method) && request.url === FILE_PATH && !isForbidden(request);
  if (isFile && options.file(request, response, options.authorized)) return;
  response.setHeader('connection', 'close');
  if (isForbidden(request)) return finish(response, 403);
  if (request.method !== 'GET') return finish(response, 404);
  if (request.url === '/health') return finish(response, 200, 'application/json', '{"status":"ok"}');
  const record = request.url === RECORD_PATH ? options.publicRecord() : undefined;
  if (record) return finish(response, 200, 'application/octet-stream', record);
  finish(response, 404);
}

function finish(response: ServerResponse, status: number, type?: string, body?: string | Bytes): void {
  response.statusCode = status;
  if (type !== undefined) {
    response.setHeader('content-type', type);
    response.setHeader('cache-control', 'no-store');
  }
  response.setHeader('content-length', body === undefined ? 0 : body.length);
  response.end(body);
}

/** Nodes send neither header; browsers add them to requests that other people's pages make. */
function isForbidden(request: IncomingMessage): boolean {
  if (request.rawHeaders.length / 2 > HEADERS_MAX_COUNT) return true;
  return request.headers.origin !== undefined || request.headers.cookie !== undefined;
}

/** The status an upgrade is refused with, or undefined when it is acceptable. */
function judgeUpgrade(request: IncomingMessage, options: FederationServerOptions): number | undefined {
  if (isForbidden(request)) return 403;
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const isLink =
    request.method === 'GET' &&
    request.url === options.link.path &&
    request.headers.upgrade?.toLowerCase() === 'websocket' &&
    offered.includes(options.link.subprotocol);
  if (!isLink) return 404;
  return options.acceptsLinks() ? undefined : 503;
}

const STATUS_TEXT: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
};

function refuseUpgrade(socket: Duplex, status: number): void {
  const text = STATUS_TEXT[status] ?? '';
  socket.end(`HTTP/1.1 ${String(status)} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => {
    socket.destroy();
  });
}
