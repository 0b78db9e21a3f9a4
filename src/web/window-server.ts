// `kith node --ui`: serves the window to one browser on this machine, and to nobody else.

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { AppError } from '../base/app-error.js';
import type { NodeTransport } from '../contract/transport.js';
import { MEDIA_PATH } from '../contract/media.js';
import { windowPolicy } from '../contract/window.js';
import { DOWNLOAD_PATH, DownloadAnswers } from './download-answers.js';
import { lastPort, notePort } from './last-port.js';
import { WEB_LIMITS } from './limits.js';
import { type BrowserSessions, browserSessions } from './one-time-token.js';
import { MediaAnswers } from './media-answers.js';
import { OwnSession } from './own-session.js';
import { isForPerson, NOT_HERE } from './not-here.js';
import { cookieOf, isFromHere, isPartOfPage, type Place } from './request-guard.js';
import { UPLOAD_PATH, UploadAnswers } from './upload-answers.js';
import { webSocketTransport } from './web-socket-transport.js';
import { readWindowFiles, type WindowFiles } from './window-files.js';

export interface WindowServerOptions {
  /** The built window; by default the one this program was built with. */
  readonly dir?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where the port is noted. With `port` 0 it is taken again if it is free. */
  readonly portFile?: string;
  /** Begins a contract session of the node. */
  readonly accept: (transport: NodeTransport) => void;
}

export interface ServedWindow {
  /** To be opened once; its fragment holds the token. */
  readonly url: string;
  close(): Promise<void>;
}

const BUILT_WINDOW = fileURLToPath(new URL('../../window', import.meta.url));
const HOST = '127.0.0.1';
const PATH_BYTES = 16;

/**
 * Listens on loopback until closed.
 * @throws {AppError} WINDOW_MISSING, PORT_BUSY, ACCESS_DENIED
 */
export async function serveWindow(options: WindowServerOptions): Promise<ServedWindow> {
  const files = await readWindowFiles(options.dir ?? BUILT_WINDOW);
  const server = createServer({
    maxHeaderSize: WEB_LIMITS.headerBytes,
    // Bodies have their own limits: a file may take its time.
    requestTimeout: 0,
    headersTimeout: WEB_LIMITS.requestMs,
    connectionsCheckingInterval: WEB_LIMITS.requestMs / 2,
  });
  server.maxConnections = WEB_LIMITS.connections;
  const port = await listenAsBefore(server, options);
  const session = new OwnSession(options.accept);
  const door = new Door(files, session, port);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: WEB_LIMITS.messageBytes,
    perMessageDeflate: false,
    clientTracking: true,
  });
  server.on('request', (request, response) => void door.answer(request, response));
  server.on('upgrade', (request, socket, head) => {
    const refusal = sockets.clients.size < WEB_LIMITS.sessions ? door.refusalOfSession(request) : 503;
    socket.on('error', () => undefined);
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      options.accept(webSocketTransport(webSocket));
    });
  });
  return {
    url: door.url,
    close: () => {
      session.close();
      return close(server, sockets);
    },
  };
}

/**
 * Every path begins with random text. A browser sends a cookie to all ports of a machine, but only under its path, so another
 * program's server on this machine cannot collect ours.
 */
class Door {
  readonly #sessions: BrowserSessions = browserSessions();
  readonly #base = `/${randomBytes(PATH_BYTES).toString('base64url')}/`;
  readonly #place: Place;
  readonly #cookie: string;
  readonly #policy: string;
  readonly #media: MediaAnswers;
  readonly #uploads: UploadAnswers;
  readonly #downloads: DownloadAnswers;

  constructor(
    private readonly files: WindowFiles,
    session: OwnSession,
    port: number,
  ) {
    this.#media = new MediaAnswers(session);
    this.#uploads = new UploadAnswers(session);
    this.#downloads = new DownloadAnswers(session);
    const host = `${HOST}:${port}`;
    this.#place = { host, origin: `http://${host}` };
    this.#cookie = `kith-${port}`;
    this.#policy = windowPolicy({
      connect: [`ws://${host}`],
      media: `${this.#place.origin}${this.#base}${MEDIA_PATH}`,
    });
  }

  get url(): string {
    return `${this.#place.origin}${this.#base}#token=${this.#sessions.token}`;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#setHeaders(response);
    const name = this.#nameOf(request);
    const { method } = request;
    if (method !== 'PUT') expectSoon(request);
    const changes = method === 'POST' || method === 'PUT';
    if (!isFromHere(request, this.#place, { origin: changes })) end(response, 403);
    else if (method === 'POST' && name === 'session') await this.#beginSession(request, response);
    else if (method === 'PUT' && name?.startsWith(UPLOAD_PATH))
      await this.#takeFile(name.slice(UPLOAD_PATH.length), request, response);
    else if (method !== 'GET') end(response, 405);
    else if (name === 'session') end(response, this.#isOwner(request) ? 204 : 401);
    else if (name?.startsWith(MEDIA_PATH))
      await this.#showMedia(name.slice(MEDIA_PATH.length), request, response);
    else if (name?.startsWith(DOWNLOAD_PATH))
      await this.#giveCopy(name.slice(DOWNLOAD_PATH.length), request, response);
    else this.#serve(name, request, response);
  }

  /** The status that refuses a contract session, or undefined. */
  refusalOfSession(request: IncomingMessage): number | undefined {
    if (!isFromHere(request, this.#place, { origin: true })) return 403;
    if (this.#nameOf(request) !== 'contract') return 404;
    return this.#isOwner(request) ? undefined : 401;
  }

  #isOwner(request: IncomingMessage): boolean {
    return this.#sessions.isSession(cookieOf(request, this.#cookie));
  }

  #serve(name: string | undefined, request: IncomingMessage, response: ServerResponse): void {
    const file = name === undefined ? undefined : this.files.get(name);
    if (!file) {
      notHere(request, response);
      return;
    }
    response.setHeader('Content-Type', file.type);
    response.setHeader('Content-Length', file.body.length);
    response.end(file.body);
  }

  async #showMedia(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#isOwner(request)) end(response, 401);
    // A part of the page, never a page itself.
    else if (!isPartOfPage(request)) end(response, 403);
    else await this.#media.answer(id, request.headers.range, response);
  }

  async #giveCopy(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = this.#isOwner(request) ? await this.#downloads.answer(id, response) : 401;
    if (refusal !== undefined) end(response, refusal);
  }

  async #takeFile(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    end(response, this.#isOwner(request) ? await this.#uploads.take(id, request) : 401);
  }

  async #beginSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const token = await readToken(request);
    const secret = token === undefined ? undefined : this.#sessions.exchange(token);
    if (secret === undefined) {
      end(response, 401);
      return;
    }
    response.setHeader(
      'Set-Cookie',
      `${this.#cookie}=${secret}; HttpOnly; SameSite=Strict; Path=${this.#base}`,
    );
    end(response, 204);
  }

  /** What stands after the random part, or undefined. */
  #nameOf({ url = '' }: IncomingMessage): string | undefined {
    const path = url.split('?', 1)[0] ?? '';
    return path.startsWith(this.#base) ? path.slice(this.#base.length) : undefined;
  }

  #setHeaders(response: ServerResponse): void {
    response.setHeader('Content-Security-Policy', this.#policy);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Referrer-Policy', 'no-referrer');
    // A browser would look up the host of every link it draws: whoever owns the name would see that it was read.
    response.setHeader('X-DNS-Prefetch-Control', 'off');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  }
}

/** Whoever dribbles a small request is cut off. */
function expectSoon(request: IncomingMessage): void {
  const deadline = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, WEB_LIMITS.requestMs);
  request.once('close', () => {
    clearTimeout(deadline);
  });
}

function end(response: ServerResponse, status: number, body = ''): void {
  response.statusCode = status;
  // A body nobody asked for is not read; the connection goes with it.
  if (status >= 400) response.setHeader('Connection', 'close');
  response.end(body);
}

/** Whoever opened the address as a page reads what to do. */
function notHere(request: IncomingMessage, response: ServerResponse): void {
  if (!isForPerson(request)) {
    end(response, 404);
    return;
  }
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  end(response, 404, NOT_HERE);
}

async function readToken(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      sizeBytes += part.length;
      if (sizeBytes > WEB_LIMITS.tokenBodyBytes) return undefined;
      parts.push(part);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(parts).toString('utf8');
}

async function listenAsBefore(server: Server, { port, portFile }: WindowServerOptions): Promise<number> {
  if (portFile === undefined) return listen(server, port);
  const last = port === 0 ? await lastPort(portFile) : undefined;
  const taken =
    last === undefined
      ? await listen(server, port)
      : await listen(server, last).catch(() => listen(server, 0));
  await notePort(portFile, taken);
  return taken;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code === 'EACCES' ? 'ACCESS_DENIED' : 'PORT_BUSY';
      reject(new AppError(code, { port }, error));
    });
    server.listen(port, HOST, () => {
      // A server that listens on TCP has such an address.
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server, sockets: WebSocketServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    for (const client of sockets.clients) client.terminate();
    server.closeAllConnections();
  });
}
