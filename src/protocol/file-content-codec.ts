// What is said about files inside an envelope: offered, accepted, its key, complete, received, ended, paused.

import { create, toBinary } from '@bufbuild/protobuf';
import { type Bytes, copyBytes } from '../base/bytes.js';
import { type MessageId, idBytes, idFromBytes } from '../base/ids.js';
import { isThumbnail } from '../base/media/thumbnail.js';
import { boundedMessageText, exactly } from './fields.js';
import { decodeFileHeader } from './file-header.js';
import * as wire from './generated/kith_pb.js';
import { LIMITS } from './limits.js';
import { FILE_ENDS, type FileEnd, nameOf } from './registry.js';

export type FileContent =
  /** `name`: 1 to 255 bytes. `header`: 84 bytes that `decodeFileHeader` reads. `thumbnail`: as `isThumbnail` has it. */
  | {
      readonly kind: 'fileOffer';
      readonly name: string;
      readonly mediaType: string;
      readonly header: Bytes;
      readonly thumbnail: Bytes | null;
    }
  | { readonly kind: 'fileAccepted' | 'fileReceived'; readonly offer: MessageId }
  | { readonly kind: 'fileKey'; readonly offer: MessageId; readonly key: Bytes }
  | { readonly kind: 'fileComplete'; readonly offer: MessageId; readonly root: Bytes }
  /** `isOwn`: the offer is one of who says so. */
  | {
      readonly kind: 'fileEnded';
      readonly offer: MessageId;
      readonly isOwn: boolean;
      readonly reason: FileEnd;
    }
  | {
      readonly kind: 'filePaused';
      readonly offer: MessageId;
      readonly isOwn: boolean;
      readonly paused: boolean;
    };

export const FILE_SCHEMAS = {
  fileOffer: wire.FileOfferSchema,
  fileAccepted: wire.FileAcceptedSchema,
  fileKey: wire.FileKeySchema,
  fileComplete: wire.FileCompleteSchema,
  fileReceived: wire.FileReceivedSchema,
  fileEnded: wire.FileEndedSchema,
  filePaused: wire.FilePausedSchema,
};

export type FileMessage =
  | wire.FileOffer
  | wire.FileAccepted
  | wire.FileKey
  | wire.FileComplete
  | wire.FileReceived
  | wire.FileEnded
  | wire.FilePaused;

export function encodeFileContent(content: FileContent): Bytes {
  if (content.kind === 'fileOffer') {
    const { name, mediaType, header } = content;
    const thumbnail = content.thumbnail ?? new Uint8Array(0);
    const offer = create(wire.FileOfferSchema, { name, mediaType, header, thumbnail });
    return toBinary(wire.FileOfferSchema, offer);
  }
  const offer = idBytes(content.offer);
  switch (content.kind) {
    case 'fileAccepted':
      return toBinary(wire.FileAcceptedSchema, create(wire.FileAcceptedSchema, { offer }));
    case 'fileReceived':
      return toBinary(wire.FileReceivedSchema, create(wire.FileReceivedSchema, { offer }));
    case 'fileKey':
      return toBinary(wire.FileKeySchema, create(wire.FileKeySchema, { offer, key: content.key }));
    case 'fileComplete': {
      const { root } = content;
      return toBinary(wire.FileCompleteSchema, create(wire.FileCompleteSchema, { offer, root }));
    }
    case 'fileEnded': {
      const { isOwn, reason } = content;
      const ended = create(wire.FileEndedSchema, { offer, isOwn, reason: FILE_ENDS[reason] });
      return toBinary(wire.FileEndedSchema, ended);
    }
    case 'filePaused': {
      const { isOwn, paused } = content;
      return toBinary(wire.FilePausedSchema, create(wire.FilePausedSchema, { offer, isOwn, paused }));
    }
  }
}

/** Undefined when a value is outside its bounds. */
export function readFileContent(message: FileMessage): FileContent | undefined {
  if (message.$typeName === 'kith.v1.FileOffer') return readOffer(message);
  const offer = idFromBytes('message', message.offer);
  if (!offer) return undefined;
  switch (message.$typeName) {
    case 'kith.v1.FileAccepted':
      return { kind: 'fileAccepted', offer };
    case 'kith.v1.FileReceived':
      return { kind: 'fileReceived', offer };
    case 'kith.v1.FileKey': {
      const key = exactly(LIMITS.fileKeyBytes, message.key);
      return key && { kind: 'fileKey', offer, key };
    }
    case 'kith.v1.FileComplete': {
      const root = exactly(LIMITS.hashBytes, message.root);
      return root && { kind: 'fileComplete', offer, root };
    }
    case 'kith.v1.FileEnded': {
      const reason = nameOf(FILE_ENDS, message.reason);
      return reason && { kind: 'fileEnded', offer, isOwn: message.isOwn, reason };
    }
    case 'kith.v1.FilePaused':
      return { kind: 'filePaused', offer, isOwn: message.isOwn, paused: message.paused };
  }
}

function readOffer(message: wire.FileOffer): FileContent | undefined {
  const name = boundedMessageText(LIMITS.fileNameBytes, message.name);
  const { mediaType } = message;
  if (name === undefined || !decodeFileHeader(message.header)) return undefined;
  if (mediaType.length > LIMITS.mediaTypeBytes || !/^[\x21-\x7e]*$/.test(mediaType)) return undefined;
  const thumbnail = message.thumbnail.length > 0 ? copyBytes(message.thumbnail) : null;
  if (thumbnail && !isThumbnail(thumbnail)) return undefined;
  return { kind: 'fileOffer', name, mediaType, header: copyBytes(message.header), thumbnail };
}
