// Signed things travel as the bytes that were signed: verified as received, never encoded again.

import { create, toBinary } from '@bufbuild/protobuf';
import { AppError } from '../base/app-error.js';
import { type Bytes, copyBytes } from '../base/bytes.js';
import { type Result, err, ok } from '../base/result.js';
import { exactly } from './fields.js';
import * as wire from './generated/kith_pb.js';
import { LIMITS } from './limits.js';
import { decodeStrict } from './strict.js';

/** A body and the XEdDSA signature (64 bytes) over "kith/1/" label 0x00 body. Decoding does not verify it. */
export interface Signed {
  readonly body: Bytes;
  readonly signature: Bytes;
}

export function encodeSigned(signed: Signed): Bytes {
  return toBinary(wire.SignedSchema, create(wire.SignedSchema, signed));
}

/** Errors: FRAME_MALFORMED, FRAME_UNSUPPORTED. */
export function decodeSigned(bytes: Uint8Array): Result<Signed, AppError> {
  const decoded = decodeStrict(wire.SignedSchema, bytes);
  if (!decoded.ok) return err(new AppError(decoded.error));
  const signed = readSigned(decoded.value);
  return signed ? ok(signed) : err(new AppError('FRAME_MALFORMED'));
}

/** The checked value of a decoded field; undefined when it is absent, empty or has no proper signature. */
export function readSigned(
  message: wire.Signed | undefined,
  maxBytes: number = LIMITS.framePlaintextBytes,
): Signed | undefined {
  const signature = message && exactly(LIMITS.signatureBytes, message.signature);
  if (!signature || message.body.length === 0) return undefined;
  return toBinary(wire.SignedSchema, message).length <= maxBytes
    ? { body: copyBytes(message.body), signature }
    : undefined;
}

/** As `readSigned`, but an absent field is null. */
export function readSignedOrNone(
  message: wire.Signed | undefined,
  maxBytes: number,
): Signed | null | undefined {
  return message ? readSigned(message, maxBytes) : null;
}
