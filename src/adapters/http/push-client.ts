// Brings a stretch of an encrypted file to the node that asked for it, over a connection whose TLS key was proved on a link.

import type { TLSSocket } from 'node:tls';
import { type CarryEnd, FileConnection, type FileConnectionOptions } from './file-connection.js';

export interface PushedStretch {
  /** Bytes of the encrypted file, both included. */
  readonly from: number;
  readonly to: number;
  /** Of the whole encrypted file. */
  readonly wholeBytes: number;
  /** Writes them; false: it cannot. What it throws is thrown. */
  readonly write: (socket: TLSSocket) => Promise<boolean>;
}

export async function pushStretch(
  options: FileConnectionOptions,
  { from, to, wholeBytes, write }: PushedStretch,
  signal: AbortSignal,
): Promise<CarryEnd> {
  const connection = await FileConnection.open(options, signal);
  if (!connection) return signal.aborted ? 'lost' : 'unreachable';
  try {
    const lines = [
      `content-range: bytes ${String(from)}-${String(to)}/${String(wholeBytes)}`,
      `content-length: ${String(to - from + 1)}`,
    ];
    const wanted = { status: 200, bytes: 0 };
    return await connection.carry({ method: 'PUT', lines, wanted, send: write }, signal);
  } finally {
    connection.end();
  }
}
