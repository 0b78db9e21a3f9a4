// How values of the ports become columns and back. Ids are BLOBs of their bytes.

import { AppError } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import type { NodeId } from '../../base/ids.js';

/** Bytes of an id, or null. Node's own conversion: the portable one costs more than the INSERT. */
export function idColumn(id: string): Bytes;
export function idColumn(id: string | null): Bytes | null;
export function idColumn(id: string | null): Bytes | null {
  return id === null ? null : Buffer.from(id, 'hex');
}

/** SQLCipher binds an empty array as NULL, so the author of system lines, who is nobody, has one byte. */
const NOBODY = '00';

export function authorColumn(author: NodeId | null): Bytes {
  return idColumn(author ?? NOBODY);
}

export function authorOf(column: Bytes): NodeId | null {
  const id = idOf<NodeId>(column);
  return id === NOBODY ? null : id;
}

/** The id text of a BLOB this store wrote, so it needs no second check. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the column decides the brand
export function idOf<Id extends string>(column: Bytes): Id {
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength).toString('hex') as Id;
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the column decides the brand
export function idOrNull<Id extends string>(column: Bytes | null): Id | null {
  return column === null ? null : idOf<Id>(column);
}

/** SQLCipher gives a Buffer; a plain array behaves alike in every thread and comparison. */
export function bytesOf(column: Bytes): Bytes {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

export function bytesOrNull(column: Bytes | null): Bytes | null {
  return column === null ? null : bytesOf(column);
}

export function flag(value: boolean): number {
  return value ? 1 : 0;
}

/** The row a statement must have given; its absence means that the file was tampered with. */
export function present<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new AppError('STORE_DAMAGED');
  return row;
}
