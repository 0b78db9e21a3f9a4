// The identity key speaks only for a stated purpose: what is signed begins with a label, so a signature made for one
// purpose never holds for another.

import { randomInt } from 'node:crypto';
import { Fingerprint, IdentityKeyPair } from '@signalapp/libsignal-client';
import { type Bytes, concatBytes, copyBytes, utf8 } from '../../base/bytes.js';
import { idBytes, type NodeId } from '../../base/ids.js';
import type { OwnIdentity } from '../../core/ports/identity-store.js';
import type { IdentityCipher, SignatureLabel } from '../../core/ports/session-cipher.js';
import { nodeIdOfKey, publicKeyOf } from './protocol-address.js';

/** Every label the identity key signs under. Never reused for another kind of body. */
export const SIGNATURE_LABELS = {
  'link-key': true,
  record: true,
  request: true,
  replaces: true,
  route: true,
  introduction: true,
  'group-op': true,
} as const satisfies Record<SignatureLabel, true>;

/** libsignal draws registration ids from 1 to this. */
const LARGEST_REGISTRATION_ID = 16_380;

export interface CreatedIdentity extends Pick<OwnIdentity, 'keyPair' | 'registrationId'> {
  readonly nodeId: NodeId;
}

export function createIdentity(): CreatedIdentity {
  const keyPair = IdentityKeyPair.generate().serialize();
  return { keyPair, registrationId: randomInt(1, LARGEST_REGISTRATION_ID + 1), nodeId: nodeIdOf(keyPair) };
}

/** The NodeId of a serialised identity key pair. */
export function nodeIdOf(keyPair: Bytes): NodeId {
  const nodeId = nodeIdOfKey(IdentityKeyPair.deserialize(keyPair).publicKey);
  if (!nodeId) throw new TypeError('an identity key that is not acceptable');
  return nodeId;
}

/** @param keyPair libsignal `IdentityKeyPair.serialize()` */
export function createIdentityCipher(keyPair: Bytes): IdentityCipher {
  const { privateKey } = IdentityKeyPair.deserialize(keyPair);
  return {
    sign: (label, body) => privateKey.sign(signedBytes(label, body)),
    verify: (signer, label, body, signature) =>
      publicKeyOf(signer).verify(signedBytes(label, body), copyBytes(signature)),
    fingerprint: (nodeId) => displayable(nodeId, nodeId).slice(0, HALF_DIGITS),
    safetyNumber: displayable,
  };
}

function signedBytes(label: SignatureLabel, body: Uint8Array): Bytes {
  if (!Object.hasOwn(SIGNATURE_LABELS, label)) throw new TypeError('a label nobody signs under');
  return concatBytes(utf8(`kith/1/${label}\0`), body);
}

const FINGERPRINT_ITERATIONS = 5_200;
const FINGERPRINT_VERSION = 2;
const HALF_DIGITS = 30;

/** 60 digits: the halves of both nodes, the smaller first. Of one node with itself, its own half twice. */
function displayable(a: NodeId, b: NodeId): string {
  return Fingerprint.new(
    FINGERPRINT_ITERATIONS,
    FINGERPRINT_VERSION,
    idBytes(a),
    publicKeyOf(a),
    idBytes(b),
    publicKeyOf(b),
  )
    .displayableFingerprint()
    .toString();
}
