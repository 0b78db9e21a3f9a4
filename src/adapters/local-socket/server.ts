// The owner's own programs on this machine reach the node here, and nobody who cannot read the token file.

import { chmod, lstat, unlink } from 'node:fs/promises';
import { type Server, type Socket, connect, createServer } from 'node:net';
import { AppError } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import type { Secret } from '../../base/secret.js';
import { acceptProof } from './handshake.js';
import { LOCAL_SOCKET_LIMITS } from './limits.js';
import { LineStream } from './line-stream.js';
import { type ValueChannel, endSoon, valueChannel } from './value-channel.js';

export interface LocalSocketServerOptions {
  /** In a directory only the owner can enter; at most 100 bytes. On Windows the name of a pipe. */
  readonly path: string;
  readonly token: Secret<Bytes>;
  /** A client proved the token. */
  readonly onSession: (channel: ValueChannel) => void;
}

export interface LocalSocketServer {
  /** Ends every session, stops listening and removes the socket file. */
  close(): Promise<void>;
}

/**
 * Listens on the path; a socket file nobody answers on is replaced.
 * @throws {AppError} HOME_IN_USE when somebody answers there, HOME_UNUSABLE {path, reason}
 */
export async function listenOnLocalSocket(options: LocalSocketServerOptions): Promise<LocalSocketServer> {
  const { path } = options;
  if (!IS_WINDOWS && Buffer.byteLength(path) > LOCAL_SOCKET_LIMITS.pathBytes) {
    throw new AppError('HOME_UNUSABLE', { path, reason: 'socket-path' });
  }
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    void acceptSocket(socket, sockets, options);
  });
  server.maxConnections = LOCAL_SOCKET_LIMITS.sessions;
  try {
    await listenReplacingStale(server, path);
    if (!IS_WINDOWS) await chmod(path, 0o600);
  } catch (error) {
    server.close();
    if (error instanceof AppError) throw error;
    throw new AppError('HOME_UNUSABLE', { path, reason: codeOf(error) }, error);
  }
  return {
    close: () => closeServer(server, sockets),
  };
}

const IS_WINDOWS = process.platform === 'win32';

async function acceptSocket(
  socket: Socket,
  sockets: Set<Socket>,
  options: LocalSocketServerOptions,
): Promise<void> {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
  // A broken connection ends in 'close'; there is nothing else to do about it.
  socket.on('error', () => undefined);
  const lines = new LineStream(socket);
  if (await acceptProof(lines, options.token)) options.onSession(valueChannel(lines));
}

async function listenReplacingStale(server: Server, path: string): Promise<void> {
  try {
    await listen(server, path);
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE' || IS_WINDOWS) throw error;
    if (await isAnswering(path)) throw new AppError('HOME_IN_USE', { path });
    if (!(await lstat(path)).isSocket()) throw error;
    await unlink(path);
    await listen(server, path);
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Only a refused connection proves that nobody listens; every doubt counts as somebody. */
function isAnswering(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => {
      resolve(!NOBODY.includes(codeOf(error)));
    });
  });
}

/** ENOTSOCK: something that is no socket, which then is not removed either. */
const NOBODY = ['ECONNREFUSED', 'ENOTSOCK'];

function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    for (const socket of sockets) endSoon(socket);
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
