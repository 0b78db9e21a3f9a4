// What a face calls a node and where it says it can be reached.

import type { Bytes } from '../../../base/bytes.js';
import { formatHostPort } from '../../../base/host-port.js';
import { type NodeId, formatNodeId } from '../../../base/ids.js';
import { decodeRecord } from '../../../protocol/record-codec.js';
import { type Signed, decodeSigned } from '../../../protocol/signed-codec.js';

export interface NamedColumns {
  name: string;
  profile_name: string | null;
  typed_address: string | null;
}

/** The owner's own name for the contact, else the one it gave itself, else its address, else its id. */
export function displayName(row: NamedColumns, nodeId: NodeId): string {
  return row.name || row.profile_name || row.typed_address || formatNodeId(nodeId);
}

/** `host:port` of an encoded `Signed` record; verified when it was stored. */
export function recordAddresses(record: Bytes | null): string[] {
  const signed = record && decodeSigned(record);
  return signed?.ok ? signedAddresses(signed.value) : [];
}

export function signedAddresses(signed: Signed | null): string[] {
  const record = signed && decodeRecord(signed);
  if (!record?.ok) return [];
  return record.value.addresses.map(formatHostPort);
}
