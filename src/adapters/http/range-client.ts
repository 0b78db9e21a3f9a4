// Fetches stretches of an encrypted file from the node that sends it, over connections whose TLS key was proved on a link.

import { type CarryEnd, FileConnection, type FileConnectionOptions } from './file-connection.js';

export interface RangeClient {
  /**
   * Bytes `from` to `to`, both included; `onBytes` is called with windows that are only valid during the call. What it throws
   * is thrown here.
   */
  get(
    range: { readonly from: number; readonly to: number },
    onBytes: (bytes: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<CarryEnd>;
  close(): void;
}

/** Connections are opened as they are needed, and used again. */
export function rangeClient(options: FileConnectionOptions): RangeClient {
  const idle: FileConnection[] = [];
  const all = new Set<FileConnection>();
  let isClosed = false;
  const connected = async (signal: AbortSignal): Promise<FileConnection | undefined> => {
    for (let known = idle.pop(); known; known = idle.pop()) if (!known.isBroken) return known;
    const connection = await FileConnection.open(options, signal);
    if (!connection) return undefined;
    if (isClosed) connection.end();
    all.add(connection);
    return connection;
  };
  return {
    get: async ({ from, to }, onBytes, signal) => {
      const connection = await connected(signal);
      if (!connection) return 'unreachable';
      const lines = [`range: bytes=${String(from)}-${String(to)}`];
      const wanted = { status: 206, bytes: to - from + 1 };
      const end = await connection.carry({ method: 'GET', lines, wanted, onBytes }, signal);
      if (end === 'whole') idle.push(connection);
      return end;
    },
    close: () => {
      isClosed = true;
      for (const connection of all) connection.end();
    },
  };
}
