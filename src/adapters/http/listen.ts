// Listening on TCP, with the errors an owner can act on.

import { createServer, type AddressInfo, type Server } from 'node:net';
import { AppError } from '../../base/app-error.js';

/** Rejects with PORT_BUSY, ADDRESS_UNAVAILABLE or ACCESS_DENIED {host, port}. Port 0 takes any free one. A server that was refused may try again. */
export function listen(server: Server, host: string, port: number): Promise<{ host: string; port: number }> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      server.off('listening', succeed);
      reject(listenError(error, host, port));
    };
    const succeed = (): void => {
      server.off('error', fail);
      server.on('error', () => undefined);
      const bound = server.address() as AddressInfo;
      resolve({ host: bound.address, port: bound.port });
    };
    server.once('error', fail);
    server.once('listening', succeed);
    server.listen({ host, port });
  });
}

/** Listens for a moment and takes no connection. Rejects as `listen`. */
export async function tryListening(host: string, port: number): Promise<void> {
  const server = createServer((socket) => {
    socket.destroy();
  });
  await listen(server, host, port);
  await new Promise((resolve) => server.close(resolve));
}

function listenError(error: Error, host: string, port: number): AppError {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return new AppError('PORT_BUSY', { host, port }, error);
  if (code === 'EACCES' || code === 'EPERM') return new AppError('ACCESS_DENIED', { host, port }, error);
  return new AppError('ADDRESS_UNAVAILABLE', { host, port }, error);
}
