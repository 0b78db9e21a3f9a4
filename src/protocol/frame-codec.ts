// Frames of an established link as typed values. Whatever arrives, decoding answers with a frame or a reason.

import { create, toBinary } from '@bufbuild/protobuf';
import { AppError } from '../base/app-error.js';
import { type Bytes, copyBytes } from '../base/bytes.js';
import { type Incarnation, type RequestId, idBytes, idFromBytes } from '../base/ids.js';
import { type Result, err, ok } from '../base/result.js';
import { type Activity, activityFromWire, activityToWire } from './activity-codec.js';
import { type BulkFrame, bulkFromWire, bulkToWire } from './bulk-frame-codec.js';
import { bundleField, readBundleBytes } from './bundle-codec.js';
import { exactlyOrNone } from './fields.js';
import * as wire from './generated/kith_pb.js';
import { LIMITS } from './limits.js';
import {
  CLOSE_REASONS,
  type CloseReason,
  ENVELOPE_TYPES,
  type EnvelopeType,
  REFUSAL_REASONS,
  type RefusalReason,
  nameOf,
} from './registry.js';
import { type Signed, readSigned } from './signed-codec.js';
import { type WireFault, decodeStrict } from './strict.js';

export type Frame =
  | { readonly kind: 'ping'; readonly nonce: number }
  | { readonly kind: 'pong'; readonly nonce: number }
  | { readonly kind: 'close'; readonly reason: CloseReason }
  /** `refusedKind`: number of the frame kind it answers, 0 when that could not be read. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly refusedKind: number }
  | ({ readonly kind: 'marks' } & Marks)
  | { readonly kind: 'ack'; readonly streamSeq: number }
  /** `hash`: SHA-256 of the ciphertext under that number. */
  | {
      readonly kind: 'envelopeRefused';
      readonly streamSeq: number;
      readonly hash: Bytes;
      readonly reason: RefusalReason;
    }
  /** Only on links of version 5 and later. */
  | ({ readonly kind: 'activity' } & Activity)
  /** Label `request`; read the body with `decodeContactRequest`. */
  | { readonly kind: 'contactRequest'; readonly signed: Signed }
  | { readonly kind: 'requestWithdrawn'; readonly requestId: RequestId }
  | { readonly kind: 'requestForgotten'; readonly requestId: RequestId }
  /** `bundle`: encoded `AddressedBundle`, sizes checked. */
  | { readonly kind: 'sessionRenewal'; readonly bundle: Bytes }
  | {
      readonly kind: 'envelope';
      readonly streamSeq: number;
      readonly type: EnvelopeType;
      readonly ciphertext: Bytes;
    }
  | BulkFrame;

/** High-water marks of one pair. `receivedHash` is null exactly when `received` is 0; `heldHash` also when that payload was deleted. */
export interface Marks {
  readonly incarnation: Incarnation;
  /** Null when the sender never knew one. */
  readonly peerIncarnation: Incarnation | null;
  readonly sent: number;
  readonly received: number;
  readonly receivedHash: Bytes | null;
  readonly acked: number;
  readonly authored: number;
  readonly held: number;
  readonly heldHash: Bytes | null;
  readonly lamport: number;
  /** The sender lost what it had sent above `authored` and waits for what the receiver holds of it. */
  readonly recovering: boolean;
  /** At most `held`: up to here the sender misses none of the receiver's messages. 0 also before version 3. */
  readonly whole: number;
}

/** At most 65,519 bytes; throws RangeError beyond, which no frame within its own limits reaches. */
export function encodeFrame(frame: Frame): Bytes {
  const bytes = toBinary(wire.FrameSchema, create(wire.FrameSchema, { body: toWire(frame) }));
  if (bytes.length > LIMITS.framePlaintextBytes) throw new RangeError('frame too long');
  return bytes;
}

/** Errors: FRAME_MALFORMED and FRAME_UNSUPPORTED with `kind`, the frame kind's number or 0 when it cannot be read. */
export function decodeFrame(bytes: Uint8Array): Result<Frame, AppError> {
  const kind = kindNumber(bytes);
  if (bytes.length > LIMITS.framePlaintextBytes) return err(new AppError('FRAME_MALFORMED', { kind }));
  const decoded = decodeStrict(wire.FrameSchema, bytes);
  const frame = decoded.ok ? fromWire(decoded.value.body) : decoded.error;
  return typeof frame === 'string' ? err(new AppError(frame, { kind })) : ok(frame);
}

/** The field number of the first tag, so that a refusal can name a kind this version does not know. */
function kindNumber(bytes: Uint8Array): number {
  const first = bytes[0] ?? 0;
  const tag = first < 0x80 ? first : (first & 0x7f) + ((bytes[1] ?? 0xff) << 7);
  const kind = tag >> 3;
  return kind <= LAST_KIND ? kind : 0;
}

const LAST_KIND = 191;

type WireBody = wire.Frame['body'];

function toWire(frame: Frame): WireBody {
  switch (frame.kind) {
    case 'ping':
      return { case: 'ping', value: create(wire.PingSchema, { nonce: BigInt(frame.nonce) }) };
    case 'pong':
      return { case: 'pong', value: create(wire.PongSchema, { nonce: BigInt(frame.nonce) }) };
    case 'close':
      return {
        case: 'close',
        value: create(wire.CloseSchema, { code: CLOSE_REASONS[frame.reason] }),
      };
    case 'refused': {
      const code = REFUSAL_REASONS[frame.reason];
      return { case: 'refused', value: create(wire.RefusedSchema, { code, kind: frame.refusedKind }) };
    }
    case 'marks':
      return { case: 'marks', value: marksToWire(frame) };
    case 'ack':
      return { case: 'ack', value: create(wire.AckSchema, { streamSeq: BigInt(frame.streamSeq) }) };
    case 'envelopeRefused': {
      const { streamSeq, hash, reason } = frame;
      const numbers = { streamSeq: BigInt(streamSeq), code: REFUSAL_REASONS[reason] };
      return { case: 'envelopeRefused', value: create(wire.EnvelopeRefusedSchema, { ...numbers, hash }) };
    }
    case 'activity':
      return { case: 'activity', value: activityToWire(frame) };
    case 'contactRequest':
      return { case: 'contactRequest', value: create(wire.SignedSchema, frame.signed) };
    case 'requestWithdrawn': {
      const requestId = idBytes(frame.requestId);
      return { case: 'requestWithdrawn', value: create(wire.RequestWithdrawnSchema, { requestId }) };
    }
    case 'requestForgotten': {
      const requestId = idBytes(frame.requestId);
      return { case: 'requestForgotten', value: create(wire.RequestForgottenSchema, { requestId }) };
    }
    case 'sessionRenewal': {
      const bundle = bundleField(frame.bundle);
      return { case: 'sessionRenewal', value: create(wire.SessionRenewalSchema, { bundle }) };
    }
    case 'envelope': {
      const { ciphertext } = frame;
      const numbers = { streamSeq: BigInt(frame.streamSeq), type: ENVELOPE_TYPES[frame.type] };
      return { case: 'envelope', value: create(wire.EnvelopeSchema, { ...numbers, ciphertext }) };
    }
    case 'fileWanted':
    case 'fileTicket':
    case 'chunkWanted':
    case 'chunkSlice':
    case 'pushWanted':
    case 'pushFailed':
      return bulkToWire(frame);
  }
}

const NONE = new Uint8Array(0);

function marksToWire(marks: Marks): wire.Marks {
  return create(wire.MarksSchema, {
    incarnation: idBytes(marks.incarnation),
    peerIncarnation: marks.peerIncarnation ? idBytes(marks.peerIncarnation) : NONE,
    sent: BigInt(marks.sent),
    received: BigInt(marks.received),
    receivedHash: marks.receivedHash ?? NONE,
    acked: BigInt(marks.acked),
    authored: BigInt(marks.authored),
    held: BigInt(marks.held),
    heldHash: marks.heldHash ?? NONE,
    lamport: BigInt(marks.lamport),
    recovering: marks.recovering,
    whole: BigInt(marks.whole),
  });
}

function fromWire(body: WireBody): Frame | WireFault {
  switch (body.case) {
    case 'ping':
    case 'pong':
      return { kind: body.case, nonce: Number(body.value.nonce) };
    case 'close':
      return closeFromWire(body.value);
    case 'refused':
      return refusedFromWire(body.value);
    case 'marks':
      return marksFromWire(body.value) ?? 'FRAME_MALFORMED';
    case 'ack':
      return body.value.streamSeq > 0n
        ? { kind: 'ack', streamSeq: Number(body.value.streamSeq) }
        : 'FRAME_MALFORMED';
    case 'envelopeRefused':
      return envelopeRefusedFromWire(body.value);
    case 'activity': {
      const activity = activityFromWire(body.value);
      return typeof activity === 'string' ? activity : { kind: 'activity', ...activity };
    }
    case 'contactRequest': {
      const signed = readSigned(body.value, LIMITS.requestBytes);
      return signed ? { kind: 'contactRequest', signed } : 'FRAME_MALFORMED';
    }
    case 'requestWithdrawn':
    case 'requestForgotten': {
      const requestId = idFromBytes('request', body.value.requestId);
      return requestId ? { kind: body.case, requestId } : 'FRAME_MALFORMED';
    }
    case 'sessionRenewal': {
      const bundle = readBundleBytes(body.value.bundle);
      return bundle ? { kind: 'sessionRenewal', bundle } : 'FRAME_MALFORMED';
    }
    case 'envelope':
      return envelopeFromWire(body.value);
    case 'fileWanted':
    case 'fileTicket':
    case 'chunkWanted':
    case 'chunkSlice':
    case 'pushWanted':
    case 'pushFailed':
      return bulkFromWire(body) ?? 'FRAME_MALFORMED';
    case undefined:
      return 'FRAME_MALFORMED';
  }
}

function closeFromWire(message: wire.Close): Frame | WireFault {
  const reason = nameOf(CLOSE_REASONS, message.code);
  return reason ? { kind: 'close', reason } : unknownNumber(message.code);
}

function refusedFromWire(message: wire.Refused): Frame | WireFault {
  const reason = nameOf(REFUSAL_REASONS, message.code);
  if (message.kind > LAST_KIND) return 'FRAME_MALFORMED';
  return reason ? { kind: 'refused', reason, refusedKind: message.kind } : unknownNumber(message.code);
}

function envelopeRefusedFromWire(message: wire.EnvelopeRefused): Frame | WireFault {
  const reason = nameOf(REFUSAL_REASONS, message.code);
  const hash = exactlyOrNone(LIMITS.hashBytes, message.hash);
  if (message.streamSeq < 1n || !hash) return 'FRAME_MALFORMED';
  if (!reason) return unknownNumber(message.code);
  return { kind: 'envelopeRefused', streamSeq: Number(message.streamSeq), hash, reason };
}

function envelopeFromWire(message: wire.Envelope): Frame | WireFault {
  const type = nameOf(ENVELOPE_TYPES, message.type);
  const length = message.ciphertext.length;
  if (message.streamSeq < 1n || length < 1 || length > LIMITS.envelopeCiphertextBytes) {
    return 'FRAME_MALFORMED';
  }
  if (!type) return unknownNumber(message.type);
  const ciphertext = copyBytes(message.ciphertext);
  return { kind: 'envelope', streamSeq: Number(message.streamSeq), type, ciphertext };
}

/** Zero is nothing anybody may send; a higher number may be one of a newer version. */
function unknownNumber(value: number): WireFault {
  return value > 0 ? 'FRAME_UNSUPPORTED' : 'FRAME_MALFORMED';
}

function marksFromWire(message: wire.Marks): Frame | undefined {
  const incarnation = idFromBytes('incarnation', message.incarnation);
  const known = message.peerIncarnation.length > 0;
  const peerIncarnation = known ? idFromBytes('incarnation', message.peerIncarnation) : null;
  const receivedHash = exactlyOrNone(LIMITS.hashBytes, message.receivedHash);
  const heldHash = exactlyOrNone(LIMITS.hashBytes, message.heldHash);
  if (!incarnation || peerIncarnation === undefined) return undefined;
  if (receivedHash === undefined || (receivedHash === null) !== (message.received === 0n)) return undefined;
  if (heldHash === undefined || (heldHash !== null && message.held === 0n)) return undefined;
  if (message.whole > message.held) return undefined;
  return {
    kind: 'marks',
    incarnation,
    peerIncarnation,
    sent: Number(message.sent),
    received: Number(message.received),
    receivedHash,
    acked: Number(message.acked),
    authored: Number(message.authored),
    held: Number(message.held),
    heldHash,
    lamport: Number(message.lamport),
    recovering: message.recovering,
    whole: Number(message.whole),
  };
}
