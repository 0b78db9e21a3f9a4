// A pre-key record with the node it was made for in front, so that nobody else can use it up.

import { type Bytes, concatBytes, equalBytes } from '../../base/bytes.js';
import { ID_BYTES, idBytes, type NodeId } from '../../base/ids.js';

export function addressedRecord(peer: NodeId, record: Bytes): Bytes {
  return concatBytes(idBytes(peer), record);
}

/** The record, when there is one and it was made for this peer. */
export function recordMadeFor(peer: NodeId, stored: Bytes | undefined): Bytes | undefined {
  const isTheirs = stored && equalBytes(stored.subarray(0, ID_BYTES.node), idBytes(peer));
  return isTheirs ? stored.slice(ID_BYTES.node) : undefined;
}
