// The bytes of a file for the node, piece by piece in the session: one at a time, so that what else is said waits for none.

import { HANDED_PIECE_BYTES } from '../../src/contract/bounds.js';
import type { NodeConnection } from './node-connection.js';

/** False: the file could not be read on, or the node would not have it. */
export async function carryInSession(
  connection: Pick<NodeConnection, 'call'>,
  { id, file }: { readonly id: string; readonly file: File },
  sent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<boolean> {
  for (let offset = 0; offset < file.size; offset += HANDED_PIECE_BYTES) {
    const piece = await read(file.slice(offset, offset + HANDED_PIECE_BYTES));
    if (!piece || signal.aborted) return false;
    const given = await connection.call('handOverPiece', { id, offset, bytes: base64url(piece) });
    if (!given.ok) return false;
    sent(offset + piece.length);
  }
  return true;
}

async function read(part: Blob): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch {
    return undefined;
  }
}

export function base64url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
