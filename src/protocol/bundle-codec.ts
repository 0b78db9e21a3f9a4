// Addressed bundles: pre-keys made for one recipient. Sizes are those of libsignal's serialised keys.

import { create, toBinary } from '@bufbuild/protobuf';
import { AppError } from '../base/app-error.js';
import type { Bytes } from '../base/bytes.js';
import { type Result, err, ok } from '../base/result.js';
import { exactly } from './fields.js';
import * as wire from './generated/kith_pb.js';
import { LIMITS } from './limits.js';
import { decodeStrict } from './strict.js';

/** Public halves of the pre-keys one peer may start a session on. */
export interface AddressedBundle {
  /** 1 to 16380. */
  readonly registrationId: number;
  /** 1 to 127; this version always uses 1. */
  readonly device: number;
  readonly preKeyId: number;
  /** 33 bytes. */
  readonly preKey: Bytes;
  readonly signedPreKeyId: number;
  /** 33 bytes. */
  readonly signedPreKey: Bytes;
  readonly signedPreKeySignature: Bytes;
  readonly kyberPreKeyId: number;
  /** 1569 bytes. */
  readonly kyberPreKey: Bytes;
  readonly kyberPreKeySignature: Bytes;
}

export function encodeAddressedBundle(bundle: AddressedBundle): Bytes {
  return toBinary(wire.AddressedBundleSchema, create(wire.AddressedBundleSchema, bundle));
}

/** Errors: FRAME_MALFORMED, FRAME_UNSUPPORTED. Signatures are not verified here. */
export function decodeAddressedBundle(bytes: Uint8Array): Result<AddressedBundle, AppError> {
  const decoded = decodeStrict(wire.AddressedBundleSchema, bytes);
  if (!decoded.ok) return err(new AppError(decoded.error));
  const bundle = readBundle(decoded.value);
  return bundle ? ok(bundle) : err(new AppError('FRAME_MALFORMED'));
}

/** Encoded form of a decoded field after checking it: frames and requests hand bundles on as bytes. */
export function readBundleBytes(message: wire.AddressedBundle | undefined): Bytes | undefined {
  const bundle = message && readBundle(message);
  return bundle && encodeAddressedBundle(bundle);
}

/** A bundle as a field of another message. Throws when the bytes are no bundle: ours always are. */
export function bundleField(bytes: Uint8Array): wire.AddressedBundle {
  const decoded = decodeStrict(wire.AddressedBundleSchema, bytes);
  if (!decoded.ok) throw new TypeError('not an encoded bundle');
  return decoded.value;
}

function readBundle(message: wire.AddressedBundle): AddressedBundle | undefined {
  const { registrationId, device, preKeyId, signedPreKeyId, kyberPreKeyId } = message;
  const preKey = exactly(LIMITS.preKeyBytes, message.preKey);
  const signedPreKey = exactly(LIMITS.preKeyBytes, message.signedPreKey);
  const signedPreKeySignature = exactly(LIMITS.signatureBytes, message.signedPreKeySignature);
  const kyberPreKey = exactly(LIMITS.kyberPreKeyBytes, message.kyberPreKey);
  const kyberPreKeySignature = exactly(LIMITS.signatureBytes, message.kyberPreKeySignature);
  if (!preKey || !signedPreKey || !signedPreKeySignature || !kyberPreKey || !kyberPreKeySignature) {
    return undefined;
  }
  if (!isWithin(registrationId, 16_380) || !isWithin(device, 127)) return undefined;
  if (![preKeyId, signedPreKeyId, kyberPreKeyId].every((id) => isWithin(id, MAX_KEY_ID))) return undefined;
  return {
    registrationId,
    device,
    preKeyId,
    preKey,
    signedPreKeyId,
    signedPreKey,
    signedPreKeySignature,
    kyberPreKeyId,
    kyberPreKey,
    kyberPreKeySignature,
  };
}

/** libsignal's largest key id, 2^24 - 2 as its clients use it. */
const MAX_KEY_ID = 2 ** 24 - 2;

function isWithin(value: number, max: number): boolean {
  return value >= 1 && value <= max;
}
