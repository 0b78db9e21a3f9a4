// What an envelope holds, as its author wrote it. The received bytes are what is stored and hashed, so a payload of a
// newer version stays whole even where this one cannot read it.

import { create, toBinary } from '@bufbuild/protobuf';
import { AppError } from '../base/app-error.js';
import { type Bytes, copyBytes } from '../base/bytes.js';
import { type ConversationId, type MessageId, type NodeId, idBytes, idFromBytes } from '../base/ids.js';
import { type Result, err, ok } from '../base/result.js';
import { type Content, contentNumber, decodeContent, encodeContent } from './content-codec.js';
import { exactlyOrNone } from './fields.js';
import * as wire from './generated/kith_pb.js';
import { LIMITS } from './limits.js';
import { CONTENT_KINDS } from './registry.js';
import { decodeTolerant } from './strict.js';

/** What one node says to another, bound to both, to the conversation and to its place there (DESIGN 6). */
export interface Payload {
  readonly sender: NodeId;
  readonly recipient: NodeId;
  readonly conversation: ConversationId;
  readonly messageId: MessageId;
  /** From 1 for content that is part of the conversation, else 0. */
  readonly authorSeq: number;
  /** SHA-256 of the author's previous payload (unpadded, as sent); null for the first. */
  readonly prevHash: Bytes | null;
  readonly lamport: number;
  /** At most 8 message ids the author had last seen from others. */
  readonly heads: readonly MessageId[];
  /** Unix ms of the author's clock, for display only. */
  readonly sentAt: number;
  readonly content: Content;
}

/** Throws RangeError when the payload is above its limit; callers check text and names before. */
export function encodePayload(payload: Payload): Bytes {
  const bytes = toBinary(
    wire.PayloadSchema,
    create(wire.PayloadSchema, {
      sender: idBytes(payload.sender),
      recipient: idBytes(payload.recipient),
      conversation: idBytes(payload.conversation),
      messageId: idBytes(payload.messageId),
      authorSeq: BigInt(payload.authorSeq),
      prevHash: payload.prevHash ?? new Uint8Array(0),
      lamport: BigInt(payload.lamport),
      heads: payload.heads.map((head) => idBytes(head)),
      sentAt: BigInt(payload.sentAt),
      kind: contentNumber(payload.content),
      content: encodeContent(payload.content),
    }),
  );
  if (bytes.length > maxBytes(contentNumber(payload.content))) throw new RangeError('payload too long');
  return bytes;
}

/**
 * `needsNewer`: content of an unknown kind, or with fields this version does not know; show it as such.
 * Error: PAYLOAD_REFUSED.
 */
export function decodePayload(
  bytes: Uint8Array,
): Result<{ readonly payload: Payload; readonly needsNewer: boolean }, AppError> {
  const decoded = decodeTolerant(wire.PayloadSchema, bytes);
  const header = decoded && readHeader(decoded.message);
  if (!header || bytes.length > maxBytes(decoded.message.kind)) return err(new AppError('PAYLOAD_REFUSED'));
  const { kind } = decoded.message;
  const content = decodeContent(kind, copyBytes(decoded.message.content));
  if (!content) return err(new AppError('PAYLOAD_REFUSED', { kind }));
  const needsNewer = decoded.hasUnknown || content.needsNewer;
  return ok({ payload: { ...header, content: content.content }, needsNewer });
}

function readHeader(message: wire.Payload): Omit<Payload, 'content'> | undefined {
  const sender = idFromBytes('node', message.sender);
  const recipient = idFromBytes('node', message.recipient);
  const conversation = idFromBytes('conversation', message.conversation);
  const messageId = idFromBytes('message', message.messageId);
  const prevHash = exactlyOrNone(LIMITS.hashBytes, message.prevHash);
  const heads = message.heads.map((head) => idFromBytes('message', head)).filter((id) => id !== undefined);
  const sound = heads.length === message.heads.length && heads.length <= LIMITS.payloadHeads;
  if (!sender || !recipient || !conversation || !messageId || !sound) return undefined;
  if (prevHash === undefined || message.kind < 1) return undefined;
  return {
    sender,
    recipient,
    conversation,
    messageId,
    authorSeq: Number(message.authorSeq),
    prevHash,
    lamport: Number(message.lamport),
    heads,
    sentAt: Number(message.sentAt),
  };
}

function maxBytes(kind: number): number {
  return kind === CONTENT_KINDS.recovered ? LIMITS.recoveredPayloadBytes : LIMITS.payloadBytes;
}
