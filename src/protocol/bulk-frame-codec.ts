// The frames that are about the bytes of files, between typed values and the wire.

import { create } from '@bufbuild/protobuf';
import { type Bytes, copyBytes } from '../base/bytes.js';
import { type MessageId, idBytes, idFromBytes } from '../base/ids.js';
import { exactly } from './fields.js';
import * as wire from './generated/kith_pb.js';
import { LIMITS } from './limits.js';

export type BulkFrame =
  /** `offer` is the message id of the receiver's offer in `...Wanted`, of the sender's own in the answers. */
  | { readonly kind: 'fileWanted'; readonly offer: MessageId; readonly chunks: number }
  /** `ticket`: 32 bytes. */
  | { readonly kind: 'fileTicket'; readonly offer: MessageId; readonly ticket: Bytes }
  | { readonly kind: 'chunkWanted'; readonly offer: MessageId; readonly index: number }
  /** 1 to 61,440 bytes of an encrypted chunk from `offset` on. */
  | ({ readonly kind: 'chunkSlice'; readonly offer: MessageId } & ChunkSlice)
  /** 1 to 32 chunks; `ticket`: 32 bytes. */
  | {
      readonly kind: 'pushWanted';
      readonly offer: MessageId;
      readonly ticket: Bytes;
      readonly first: number;
      readonly count: number;
    }
  | { readonly kind: 'pushFailed'; readonly offer: MessageId; readonly first: number };

/** A part of one encrypted chunk. */
export interface ChunkSlice {
  readonly index: number;
  readonly offset: number;
  readonly bytes: Bytes;
}

type WireBody = wire.Frame['body'];

export function bulkToWire(frame: BulkFrame): WireBody {
  const offer = idBytes(frame.offer);
  switch (frame.kind) {
    case 'fileWanted':
      return {
        case: frame.kind,
        value: create(wire.FileWantedSchema, { offer, chunks: BigInt(frame.chunks) }),
      };
    case 'fileTicket':
      return { case: frame.kind, value: create(wire.FileTicketSchema, { offer, ticket: frame.ticket }) };
    case 'chunkWanted': {
      const index = BigInt(frame.index);
      return { case: frame.kind, value: create(wire.ChunkWantedSchema, { offer, index }) };
    }
    case 'chunkSlice': {
      const { offset, bytes } = frame;
      const index = BigInt(frame.index);
      return { case: frame.kind, value: create(wire.ChunkSliceSchema, { offer, index, offset, bytes }) };
    }
    case 'pushWanted': {
      const { ticket, count } = frame;
      const first = BigInt(frame.first);
      return { case: frame.kind, value: create(wire.PushWantedSchema, { offer, ticket, first, count }) };
    }
    case 'pushFailed': {
      const first = BigInt(frame.first);
      return { case: frame.kind, value: create(wire.PushFailedSchema, { offer, first }) };
    }
  }
}

export function bulkFromWire(body: Extract<WireBody, { case: BulkFrame['kind'] }>): BulkFrame | undefined {
  const offer = idFromBytes('message', body.value.offer);
  if (!offer) return undefined;
  switch (body.case) {
    case 'fileWanted':
      return { kind: body.case, offer, chunks: Number(body.value.chunks) };
    case 'fileTicket': {
      const ticket = exactly(LIMITS.ticketBytes, body.value.ticket);
      return ticket && { kind: body.case, offer, ticket };
    }
    case 'chunkWanted':
      return { kind: body.case, offer, index: Number(body.value.index) };
    case 'chunkSlice': {
      const { index, offset, bytes } = body.value;
      if (bytes.length < 1 || bytes.length > LIMITS.sliceBytes) return undefined;
      return { kind: body.case, offer, index: Number(index), offset, bytes: copyBytes(bytes) };
    }
    case 'pushWanted': {
      const { first, count } = body.value;
      const ticket = exactly(LIMITS.ticketBytes, body.value.ticket);
      if (!ticket || count < 1 || count > LIMITS.stretchChunks) return undefined;
      return { kind: body.case, offer, ticket, first: Number(first), count };
    }
    case 'pushFailed':
      return { kind: body.case, offer, first: Number(body.value.first) };
  }
}
