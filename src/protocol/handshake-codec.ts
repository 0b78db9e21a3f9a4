// The payloads of the three handshake messages.

import { create, toBinary } from '@bufbuild/protobuf';
import { AppError } from '../base/app-error.js';
import { type Bytes, concatBytes } from '../base/bytes.js';
import { type Incarnation, type NodeId, idBytes, idFromBytes } from '../base/ids.js';
import { type Result, err, ok } from '../base/result.js';
import { exactly } from './fields.js';
import * as wire from './generated/kith_pb.js';
import { LIMITS } from './limits.js';
import { type Signed, readSignedOrNone } from './signed-codec.js';
import { decodeStrict } from './strict.js';
import { type VersionRange, readVersionRange } from './version.js';

/** What a node proves in handshake message 2 (responder) or 3 (initiator). */
export interface Credentials {
  readonly nodeId: NodeId;
  readonly incarnation: Incarnation;
  /** Label `link-key` over `linkKeyBody`. */
  readonly signature: Bytes;
  readonly versions: VersionRange;
  /** Label `record`, body a PublicRecord of the same node; at most 1 KiB encoded. */
  readonly record: Signed | null;
}

/** What the identity key signs under the label `link-key`: Noise static public key (32 bytes) and incarnation (16). */
export function linkKeyBody(staticPublicKey: Uint8Array, incarnation: Incarnation): Bytes {
  return concatBytes(staticPublicKey, idBytes(incarnation));
}

/** Payload of handshake message 1, in clear. */
export function encodeHello(versions: VersionRange): Bytes {
  return toBinary(wire.HelloSchema, create(wire.HelloSchema, { versions }));
}

/** Errors: FRAME_MALFORMED, FRAME_UNSUPPORTED. */
export function decodeHello(bytes: Uint8Array): Result<VersionRange, AppError> {
  const decoded = decodeStrict(wire.HelloSchema, bytes);
  if (!decoded.ok) return err(new AppError(decoded.error));
  const versions = readVersionRange(decoded.value.versions);
  return versions ? ok(versions) : err(new AppError('FRAME_MALFORMED'));
}

export function encodeCredentials(credentials: Credentials): Bytes {
  const message = create(wire.CredentialsSchema, {
    nodeId: idBytes(credentials.nodeId),
    incarnation: idBytes(credentials.incarnation),
    signature: credentials.signature,
    versions: credentials.versions,
  });
  if (credentials.record) message.record = create(wire.SignedSchema, credentials.record);
  return toBinary(wire.CredentialsSchema, message);
}

/** Signatures are not verified here. Errors: FRAME_MALFORMED, FRAME_UNSUPPORTED. */
export function decodeCredentials(bytes: Uint8Array): Result<Credentials, AppError> {
  const decoded = decodeStrict(wire.CredentialsSchema, bytes);
  if (!decoded.ok) return err(new AppError(decoded.error));
  const credentials = readCredentials(decoded.value);
  return credentials ? ok(credentials) : err(new AppError('FRAME_MALFORMED'));
}

function readCredentials(message: wire.Credentials): Credentials | undefined {
  const nodeId = idFromBytes('node', message.nodeId);
  const incarnation = idFromBytes('incarnation', message.incarnation);
  const signature = exactly(LIMITS.signatureBytes, message.signature);
  const versions = readVersionRange(message.versions);
  const record = readSignedOrNone(message.record, LIMITS.recordBytes);
  if (!nodeId || !incarnation || !signature || !versions || record === undefined) return undefined;
  return { nodeId, incarnation, signature, versions, record };
}
