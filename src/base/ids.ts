// Identifiers. Inside the program an id is a branded lowercase hexadecimal string, so that it can be compared, sorted and
// used as a key; on the wire and in the database it is its bytes.

import { bech32m } from '@scure/base';
import { type Bytes, fromHex, toHex } from './bytes.js';

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** 32-byte Curve25519 identity public key (Montgomery u-coordinate) of a node. */
export type NodeId = Id<'NodeId'>;
/** 16 random bytes: a local contact record. */
export type ContactId = Id<'ContactId'>;
/** 32 bytes derived from the members of a direct conversation. */
export type ConversationId = Id<'ConversationId'>;
/** 16 bytes, unique per author, chosen by the face that created the message. */
export type MessageId = Id<'MessageId'>;
/** 16 random bytes: one contact request. */
export type RequestId = Id<'RequestId'>;
/** 16 random bytes: messages the owner deleted together, chosen by the face. */
export type DeletionId = Id<'DeletionId'>;
/** 16 random bytes: one file on its way to or from one contact, in this store. */
export type TransferId = Id<'TransferId'>;
/** 16 random bytes: one encryption of a file, for everybody it is offered to. */
export type UploadId = Id<'UploadId'>;
/** 16 random bytes: a file the owner attaches to what they write, chosen by the face. */
export type AttachmentId = Id<'AttachmentId'>;
/** 16 random bytes: a file that was handed over as bytes, in this store. */
export type SpoolId = Id<'SpoolId'>;
/** 16 random bytes: one life of a store. A restored or rolled-back store takes a new one. */
export type Incarnation = Id<'Incarnation'>;

export const ID_BYTES = {
  node: 32,
  contact: 16,
  conversation: 32,
  message: 16,
  request: 16,
  deletion: 16,
  transfer: 16,
  upload: 16,
  attachment: 16,
  spool: 16,
  incarnation: 16,
} as const;

type IdName = keyof typeof ID_BYTES;
interface IdTypes {
  node: NodeId;
  contact: ContactId;
  conversation: ConversationId;
  message: MessageId;
  request: RequestId;
  deletion: DeletionId;
  transfer: TransferId;
  upload: UploadId;
  attachment: AttachmentId;
  spool: SpoolId;
  incarnation: Incarnation;
}

/** The id with these bytes; undefined when the length is wrong or a NodeId is not an acceptable public key. */
export function idFromBytes<Name extends IdName>(name: Name, bytes: Uint8Array): IdTypes[Name] | undefined {
  if (bytes.length !== ID_BYTES[name]) return undefined;
  if (name === 'node' && !isAcceptableKey(bytes)) return undefined;
  return toHex(bytes) as IdTypes[Name];
}

/** The id written as lowercase hexadecimal; undefined under the conditions of `idFromBytes`. */
export function idFromHex<Name extends IdName>(name: Name, text: string): IdTypes[Name] | undefined {
  const bytes = text === text.toLowerCase() ? fromHex(text) : undefined;
  return bytes && idFromBytes(name, bytes);
}

export function idBytes(id: IdTypes[IdName]): Bytes {
  const bytes = fromHex(id);
  if (!bytes) throw new TypeError('an id that is not hexadecimal');
  return bytes;
}

const NODE_ID_PREFIX = 'kith';

/** Text form of a NodeId: bech32m (BIP 350) with prefix `kith`, 63 characters beginning with `kith1`. */
export function formatNodeId(nodeId: NodeId): string {
  return bech32m.encodeFromBytes(NODE_ID_PREFIX, idBytes(nodeId));
}

/** The NodeId of a text form, or undefined when prefix, checksum, length or key are wrong. */
export function parseNodeId(text: string): NodeId | undefined {
  const decoded = bech32m.decodeUnsafe(text);
  if (decoded?.prefix !== NODE_ID_PREFIX) return undefined;
  const bytes = bech32m.fromWordsUnsafe(decoded.words);
  return bytes ? idFromBytes('node', bytes) : undefined;
}

/**
 * A canonical Curve25519 u-coordinate that is not of low order (RFC 7748 section 6.1: a low-order point makes the shared
 * secret known to everybody). Non-canonical encodings are refused so that one key has one NodeId.
 */
function isAcceptableKey(key: Uint8Array): boolean {
  const text = toHex(key);
  return isBelowFieldPrime(key) && !LOW_ORDER_POINTS.has(text);
}

function isBelowFieldPrime(key: Uint8Array): boolean {
  const top = key[31] ?? 0xff;
  if (top !== 0x7f) return top < 0x7f;
  return !(key.slice(1, 31).every((byte) => byte === 0xff) && (key[0] ?? 0) >= 0xed);
}

const LOW_ORDER_POINTS = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);
