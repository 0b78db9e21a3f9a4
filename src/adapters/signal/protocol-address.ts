// The name libsignal knows a node by. It is derived from the identity key, so an address can belong to one key only.

import { createHash } from 'node:crypto';
import { ProtocolAddress, PublicKey } from '@signalapp/libsignal-client';
import { concatBytes, toHex, utf8 } from '../../base/bytes.js';
import { idBytes, idFromBytes, type NodeId } from '../../base/ids.js';

/** The only device of a node; the wire carries it from the first version. */
export const DEVICE = 1;

const ADDRESS_LABEL = utf8('kith/1/address');

/** libsignal's type byte of a Curve25519 public key. */
const CURVE25519_KEY = 0x05;

/** A node as libsignal sees it. Key, name and address always belong together. */
export interface Peer {
  readonly key: PublicKey;
  /** The address's name alone: a UUID. */
  readonly name: string;
  readonly address: ProtocolAddress;
}

export function peerOf(nodeId: NodeId): Peer {
  const address = protocolAddress(nodeId);
  return { key: publicKeyOf(nodeId), name: address.name(), address };
}

export function protocolAddress(nodeId: NodeId): ProtocolAddress {
  return ProtocolAddress.new(addressName(nodeId), DEVICE);
}

/** UUIDv8 (RFC 9562 section 5.8) of SHA-256("kith/1/address" || NodeId), first 16 bytes. */
export function addressName(nodeId: NodeId): string {
  const digest = createHash('sha256').update(ADDRESS_LABEL).update(idBytes(nodeId)).digest();
  const bytes = new Uint8Array(digest.subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function publicKeyOf(nodeId: NodeId): PublicKey {
  return PublicKey.deserialize(concatBytes(Uint8Array.of(CURVE25519_KEY), idBytes(nodeId)));
}

/** Undefined: the key is not acceptable as an identity. */
export function nodeIdOfKey(key: PublicKey): NodeId | undefined {
  return idFromBytes('node', key.getPublicKeyBytes());
}
