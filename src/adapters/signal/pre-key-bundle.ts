// Pre-keys made for one peer only, and what a peer's bundle must look like before a session starts on it.

import {
  type IdentityKeyPair,
  KEMKeyPair,
  KEMPublicKey,
  KyberPreKeyRecord,
  LibSignalErrorBase,
  PreKeyBundle,
  PreKeyRecord,
  PrivateKey,
  PublicKey,
  SignedPreKeyRecord,
} from '@signalapp/libsignal-client';
import type { Bytes } from '../../base/bytes.js';
import type { NodeId } from '../../base/ids.js';
import type { SignalRecords } from '../../core/ports/signal-records.js';
import { decodeAddressedBundle, encodeAddressedBundle } from '../../protocol/bundle-codec.js';
import { addressedRecord } from './addressed-record.js';
import { DEVICE, publicKeyOf } from './protocol-address.js';
import type { LocalIdentity } from './signal-stores.js';

/** A signed pre-key is put into new bundles for 7 days; older ones are kept for bundles that were given out. */
export const SIGNED_PRE_KEY_ROTATION_MS = 7 * 24 * 60 * 60 * 1_000;

/** Stores fresh pre-keys and returns the encoded `AddressedBundle` of their public halves. */
export function makePreKeyBundle(
  records: SignalRecords,
  own: LocalIdentity,
  peer: NodeId,
  now: number,
): Bytes {
  const preKey = makePreKey(records, peer);
  const signedPreKey = currentSignedPreKey(records, own.keyPair, now);
  const kyberPreKey = makeKyberPreKey(records, own.keyPair, peer, now);
  return encodeAddressedBundle({
    registrationId: own.registrationId,
    device: DEVICE,
    preKeyId: preKey.id(),
    preKey: preKey.publicKey().serialize(),
    signedPreKeyId: signedPreKey.id(),
    signedPreKey: signedPreKey.publicKey().serialize(),
    signedPreKeySignature: signedPreKey.signature(),
    kyberPreKeyId: kyberPreKey.id(),
    kyberPreKey: kyberPreKey.publicKey().serialize(),
    kyberPreKeySignature: kyberPreKey.signature(),
  });
}

/** libsignal's form of the peer's bundle under the peer's pinned key; undefined when it is not well formed. */
export function readPreKeyBundle(peer: NodeId, encoded: Uint8Array): PreKeyBundle | undefined {
  const decoded = decodeAddressedBundle(encoded);
  if (!decoded.ok || decoded.value.device !== DEVICE) return undefined;
  const bundle = decoded.value;
  try {
    return PreKeyBundle.new(
      bundle.registrationId,
      bundle.device,
      bundle.preKeyId,
      PublicKey.deserialize(bundle.preKey),
      bundle.signedPreKeyId,
      PublicKey.deserialize(bundle.signedPreKey),
      bundle.signedPreKeySignature,
      publicKeyOf(peer),
      bundle.kyberPreKeyId,
      KEMPublicKey.deserialize(bundle.kyberPreKey),
      bundle.kyberPreKeySignature,
    );
  } catch (error) {
    if (error instanceof LibSignalErrorBase) return undefined;
    throw error;
  }
}

function makePreKey(records: SignalRecords, peer: NodeId): PreKeyRecord {
  const privateKey = PrivateKey.generate();
  const preKey = PreKeyRecord.new(records.nextKeyId(), privateKey.getPublicKey(), privateKey);
  records.putPreKey(preKey.id(), addressedRecord(peer, preKey.serialize()), peer);
  return preKey;
}

function currentSignedPreKey(
  records: SignalRecords,
  identity: IdentityKeyPair,
  now: number,
): SignedPreKeyRecord {
  const latest = records.latestSignedPreKey();
  if (latest && now - latest.createdAt < SIGNED_PRE_KEY_ROTATION_MS) {
    return SignedPreKeyRecord.deserialize(latest.record);
  }
  const privateKey = PrivateKey.generate();
  const publicKey = privateKey.getPublicKey();
  const signature = identity.privateKey.sign(publicKey.serialize());
  const signedPreKey = SignedPreKeyRecord.new(records.nextKeyId(), now, publicKey, privateKey, signature);
  records.putSignedPreKey(signedPreKey.id(), signedPreKey.serialize(), now);
  return signedPreKey;
}

function makeKyberPreKey(
  records: SignalRecords,
  identity: IdentityKeyPair,
  peer: NodeId,
  now: number,
): KyberPreKeyRecord {
  const keyPair = KEMKeyPair.generate();
  const signature = identity.privateKey.sign(keyPair.getPublicKey().serialize());
  const kyberPreKey = KyberPreKeyRecord.new(records.nextKeyId(), now, keyPair, signature);
  records.putKyberPreKey(kyberPreKey.id(), addressedRecord(peer, kyberPreKey.serialize()), peer);
  return kyberPreKey;
}
