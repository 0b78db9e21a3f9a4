// Contact requests: the only thing a stranger can say. At most 6 KiB together with the signature.

import { create, toBinary } from '@bufbuild/protobuf';
import { AppError } from '../base/app-error.js';
import { type Bytes, concatBytes } from '../base/bytes.js';
import { type NodeId, type RequestId, idBytes, idFromBytes } from '../base/ids.js';
import { type Result, err, ok } from '../base/result.js';
import { bundleField, readBundleBytes } from './bundle-codec.js';
import { boundedText, exactlyOrNone } from './fields.js';
import * as wire from './generated/kith_pb.js';
import { LIMITS } from './limits.js';
import { type Signed, encodeSigned, readSignedOrNone } from './signed-codec.js';
import { decodeStrict } from './strict.js';

/** The body of a request, as its sender signed it. */
export interface ContactRequest {
  readonly requestId: RequestId;
  /** Must be who signed it. */
  readonly sender: NodeId;
  readonly recipient: NodeId;
  /** At most 64 code points; may be empty. */
  readonly name: string;
  /** At most 500 code points. */
  readonly note: string;
  /** Label `record`, at most 1 KiB encoded. */
  readonly record: Signed | null;
  /** Encoded `AddressedBundle`, sizes checked. */
  readonly bundle: Bytes;
  readonly replaces: Replaces | null;
}

/** The sender claims to be the successor of another identity. */
export interface Replaces {
  readonly oldNodeId: NodeId;
  /** By the old key, label `replaces`, over `replacesBody`; null when the old key is lost. */
  readonly signature: Bytes | null;
}

/** What the old key signs under the label `replaces`. */
export function replacesBody(oldNodeId: NodeId, newNodeId: NodeId, recipient: NodeId): Bytes {
  return concatBytes(idBytes(oldNodeId), idBytes(newNodeId), idBytes(recipient));
}

/** The body to sign under the label `request`. */
export function encodeContactRequest(request: ContactRequest): Bytes {
  const message = create(wire.ContactRequestSchema, {
    requestId: idBytes(request.requestId),
    sender: idBytes(request.sender),
    recipient: idBytes(request.recipient),
    name: request.name,
    note: request.note,
    bundle: bundleField(request.bundle),
  });
  if (request.record) message.record = create(wire.SignedSchema, request.record);
  if (request.replaces) {
    message.replaces = create(wire.ReplacesSchema, {
      oldNodeId: idBytes(request.replaces.oldNodeId),
      signature: request.replaces.signature ?? new Uint8Array(0),
    });
  }
  return toBinary(wire.ContactRequestSchema, message);
}

/** Reads the body; signatures are not verified here. Errors: FRAME_MALFORMED, FRAME_UNSUPPORTED. */
export function decodeContactRequest(signed: Signed): Result<ContactRequest, AppError> {
  if (encodeSigned(signed).length > LIMITS.requestBytes) return err(new AppError('FRAME_MALFORMED'));
  const decoded = decodeStrict(wire.ContactRequestSchema, signed.body);
  if (!decoded.ok) return err(new AppError(decoded.error));
  const request = readRequest(decoded.value);
  return request ? ok(request) : err(new AppError('FRAME_MALFORMED'));
}

function readRequest(message: wire.ContactRequest): ContactRequest | undefined {
  const requestId = idFromBytes('request', message.requestId);
  const sender = idFromBytes('node', message.sender);
  const recipient = idFromBytes('node', message.recipient);
  const name = boundedText(LIMITS.nameCodePoints, message.name);
  const note = boundedText(LIMITS.noteCodePoints, message.note);
  const record = readSignedOrNone(message.record, LIMITS.recordBytes);
  const bundle = readBundleBytes(message.bundle);
  const replaces = readReplaces(message.replaces);
  if (!requestId || !sender || !recipient || !bundle) return undefined;
  if (name === undefined || note === undefined || record === undefined || replaces === undefined) {
    return undefined;
  }
  return { requestId, sender, recipient, name, note, record, bundle, replaces };
}

function readReplaces(message: wire.Replaces | undefined): Replaces | null | undefined {
  if (!message) return null;
  const oldNodeId = idFromBytes('node', message.oldNodeId);
  const signature = exactlyOrNone(LIMITS.signatureBytes, message.signature);
  return oldNodeId && signature !== undefined ? { oldNodeId, signature } : undefined;
}
