// The content of a payload by kind. Unknown kinds are kept byte for byte.

import { create, toBinary } from '@bufbuild/protobuf';
import { type Bytes, copyBytes } from '../base/bytes.js';
import { type MessageId, idBytes, idFromBytes } from '../base/ids.js';
import { boundedMessageText, boundedText } from './fields.js';
import {
  encodeFileContent,
  FILE_SCHEMAS,
  type FileContent,
  type FileMessage,
  readFileContent,
} from './file-content-codec.js';
import * as wire from './generated/kith_pb.js';
import { LIMITS } from './limits.js';
import { CONTENT_KINDS, nameOf } from './registry.js';
import { type Signed, readSignedOrNone } from './signed-codec.js';
import { decodeTolerant } from './strict.js';

export type Content =
  /** 1 to 32,768 bytes of UTF-8, no NUL. */
  | { readonly kind: 'text'; readonly text: string }
  /** `record`: label `record`, at most 1 KiB encoded. */
  | { readonly kind: 'profile'; readonly name: string; readonly record: Signed | null }
  /** 1 to 256 ids. */
  | { readonly kind: 'readReceipt'; readonly messageIds: readonly MessageId[] }
  | { readonly kind: 'withdrawn' }
  /** An encoded payload the recipient wrote and has lost; empty: there are no more. */
  | { readonly kind: 'recovered'; readonly payload: Bytes }
  | FileContent
  | { readonly kind: 'unknown'; readonly number: number; readonly content: Bytes };

/** The number of the content kind, as the wire and the message table have it. */
export function contentNumber(content: Content): number {
  return content.kind === 'unknown' ? content.number : CONTENT_KINDS[content.kind];
}

export function encodeContent(content: Content): Bytes {
  switch (content.kind) {
    case 'text':
      return toBinary(wire.TextSchema, create(wire.TextSchema, { text: content.text }));
    case 'profile': {
      const profile = create(wire.ProfileSchema, { name: content.name });
      if (content.record) profile.record = create(wire.SignedSchema, content.record);
      return toBinary(wire.ProfileSchema, profile);
    }
    case 'readReceipt': {
      const messageIds = content.messageIds.map((id) => idBytes(id));
      return toBinary(wire.ReadReceiptSchema, create(wire.ReadReceiptSchema, { messageIds }));
    }
    case 'withdrawn':
      return toBinary(wire.WithdrawnSchema, create(wire.WithdrawnSchema));
    case 'recovered':
      return toBinary(wire.RecoveredSchema, create(wire.RecoveredSchema, { payload: content.payload }));
    case 'unknown':
      return content.content;
    case 'fileOffer':
    case 'fileAccepted':
    case 'fileKey':
    case 'fileComplete':
    case 'fileReceived':
    case 'fileEnded':
    case 'filePaused':
      return encodeFileContent(content);
  }
}

/** Undefined when the content of a known kind is outside its bounds. */
export function decodeContent(
  number: number,
  bytes: Bytes,
): { readonly content: Content; readonly needsNewer: boolean } | undefined {
  const kind = nameOf(CONTENT_KINDS, number);
  if (!kind) return { content: { kind: 'unknown', number, content: bytes }, needsNewer: true };
  const decoded = decodeTolerant(SCHEMAS[kind], bytes);
  const content = decoded && readContent(decoded.message);
  return content && { content, needsNewer: decoded.hasUnknown };
}

const SCHEMAS = {
  text: wire.TextSchema,
  profile: wire.ProfileSchema,
  readReceipt: wire.ReadReceiptSchema,
  withdrawn: wire.WithdrawnSchema,
  recovered: wire.RecoveredSchema,
  ...FILE_SCHEMAS,
};

function readContent(
  message: wire.Text | wire.Profile | wire.ReadReceipt | wire.Withdrawn | wire.Recovered | FileMessage,
): Content | undefined {
  switch (message.$typeName) {
    case 'kith.v1.Text': {
      const text = boundedMessageText(LIMITS.textBytes, message.text);
      return text === undefined ? undefined : { kind: 'text', text };
    }
    case 'kith.v1.Profile': {
      const name = boundedText(LIMITS.nameCodePoints, message.name);
      const record = readSignedOrNone(message.record, LIMITS.recordBytes);
      return name === undefined || record === undefined ? undefined : { kind: 'profile', name, record };
    }
    case 'kith.v1.ReadReceipt':
      return readReceipt(message);
    case 'kith.v1.Withdrawn':
      return { kind: 'withdrawn' };
    case 'kith.v1.Recovered': {
      if (message.payload.length > LIMITS.payloadBytes) return undefined;
      return { kind: 'recovered', payload: copyBytes(message.payload) };
    }
    case 'kith.v1.FileOffer':
    case 'kith.v1.FileAccepted':
    case 'kith.v1.FileKey':
    case 'kith.v1.FileComplete':
    case 'kith.v1.FileReceived':
    case 'kith.v1.FileEnded':
    case 'kith.v1.FilePaused':
      return readFileContent(message);
  }
}

function readReceipt(message: wire.ReadReceipt): Content | undefined {
  const { length } = message.messageIds;
  const messageIds = message.messageIds
    .map((id) => idFromBytes('message', id))
    .filter((id) => id !== undefined);
  const sound = length > 0 && length <= LIMITS.receiptIds && messageIds.length === length;
  return sound ? { kind: 'readReceipt', messageIds } : undefined;
}
