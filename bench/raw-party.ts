// libsignal with nothing around it: the stores of its own tests, records in memory.

import {
  IdentityChange,
  IdentityKeyPair,
  IdentityKeyStore,
  KEMKeyPair,
  KyberPreKeyRecord,
  KyberPreKeyStore,
  PreKeyBundle,
  PreKeyRecord,
  PreKeySignalMessage,
  PreKeyStore,
  PrivateKey,
  processPreKeyBundle,
  ProtocolAddress,
  type PublicKey,
  SessionRecord,
  SessionStore,
  signalDecrypt,
  signalDecryptPreKey,
  signalEncrypt,
  SignalMessage,
  SignedPreKeyRecord,
  SignedPreKeyStore,
} from '@signalapp/libsignal-client';
import { randomUUID } from 'node:crypto';
import type { Bytes } from '../src/base/bytes.js';

/** What another process needs to go on. */
export interface PartyState {
  readonly address: string;
  readonly identity: Bytes;
  readonly sessions: ReadonlyMap<string, Bytes>;
}

export interface Party {
  readonly address: ProtocolAddress;
  readonly sessions: Sessions;
  readonly identities: Identities;
}

export function party({ address, identity, sessions }: PartyState): Party {
  return {
    address: ProtocolAddress.new(address, 1),
    sessions: new Sessions(new Map(sessions)),
    identities: new Identities(IdentityKeyPair.deserialize(identity)),
  };
}

/** Alice and Bob after a message in each direction: what follows is the ratchet alone. */
export async function acquaintedParties(): Promise<{ alice: PartyState; bob: PartyState }> {
  const [alice, bob] = [newParty(), newParty()];
  const a = party(alice);
  const b = party(bob);
  const keys = preKeysOf(b.identities.own);
  await processPreKeyBundle(keys.bundle, b.address, a.address, a.sessions, a.identities);
  const first = await signalEncrypt(new Uint8Array(1), b.address, a.address, a.sessions, a.identities);
  await signalDecryptPreKey(
    PreKeySignalMessage.deserialize(first.serialize()),
    a.address,
    b.address,
    b.sessions,
    b.identities,
    new PreKeys(keys.preKey),
    new SignedPreKeys(keys.signed),
    new KyberPreKeys(keys.kyber),
  );
  const answer = await signalEncrypt(new Uint8Array(1), a.address, b.address, b.sessions, b.identities);
  const whisper = SignalMessage.deserialize(answer.serialize());
  await signalDecrypt(whisper, b.address, a.address, a.sessions, a.identities);
  return {
    alice: { ...alice, sessions: a.sessions.records },
    bob: { ...bob, sessions: b.sessions.records },
  };
}

function newParty(): PartyState {
  return { address: randomUUID(), identity: IdentityKeyPair.generate().serialize(), sessions: new Map() };
}

function preKeysOf(own: IdentityKeyPair) {
  const [oneTime, signed, kyber] = [PrivateKey.generate(), PrivateKey.generate(), KEMKeyPair.generate()];
  const signature = own.privateKey.sign(signed.getPublicKey().serialize());
  const kyberSignature = own.privateKey.sign(kyber.getPublicKey().serialize());
  return {
    preKey: PreKeyRecord.new(1, oneTime.getPublicKey(), oneTime),
    signed: SignedPreKeyRecord.new(1, 0, signed.getPublicKey(), signed, signature),
    kyber: KyberPreKeyRecord.new(1, 0, kyber, kyberSignature),
    bundle: PreKeyBundle.new(
      1,
      1,
      1,
      oneTime.getPublicKey(),
      1,
      signed.getPublicKey(),
      signature,
      own.publicKey,
      1,
      kyber.getPublicKey(),
      kyberSignature,
    ),
  };
}

class Sessions extends SessionStore {
  constructor(readonly records: Map<string, Bytes>) {
    super();
  }
  override async saveSession(address: ProtocolAddress, record: SessionRecord): Promise<void> {
    this.records.set(address.toString(), record.serialize());
  }
  override async getSession(address: ProtocolAddress): Promise<SessionRecord | null> {
    const record = this.records.get(address.toString());
    return record ? SessionRecord.deserialize(record) : null;
  }
  override async getExistingSessions(addresses: ProtocolAddress[]): Promise<SessionRecord[]> {
    const found = await Promise.all(addresses.map((address) => this.getSession(address)));
    return found.filter((session) => session !== null);
  }
}

class Identities extends IdentityKeyStore {
  readonly #known = new Map<string, PublicKey>();
  constructor(readonly own: IdentityKeyPair) {
    super();
  }
  override async getIdentityKeyPair(): Promise<IdentityKeyPair> {
    return this.own;
  }
  override async getIdentityKey(): Promise<PrivateKey> {
    return this.own.privateKey;
  }
  override async getLocalRegistrationId(): Promise<number> {
    return 1;
  }
  override async saveIdentity(address: ProtocolAddress, key: PublicKey): Promise<IdentityChange> {
    this.#known.set(address.toString(), key);
    return IdentityChange.NewOrUnchanged;
  }
  override async isTrustedIdentity(): Promise<boolean> {
    return true;
  }
  override async getIdentity(address: ProtocolAddress): Promise<PublicKey | null> {
    return this.#known.get(address.toString()) ?? null;
  }
}

class PreKeys extends PreKeyStore {
  constructor(readonly record: PreKeyRecord) {
    super();
  }
  override async savePreKey(): Promise<void> {}
  override async getPreKey(): Promise<PreKeyRecord> {
    return this.record;
  }
  override async removePreKey(): Promise<void> {}
}

class SignedPreKeys extends SignedPreKeyStore {
  constructor(readonly record: SignedPreKeyRecord) {
    super();
  }
  override async saveSignedPreKey(): Promise<void> {}
  override async getSignedPreKey(): Promise<SignedPreKeyRecord> {
    return this.record;
  }
}

class KyberPreKeys extends KyberPreKeyStore {
  constructor(readonly record: KyberPreKeyRecord) {
    super();
  }
  override async saveKyberPreKey(): Promise<void> {}
  override async getKyberPreKey(): Promise<KyberPreKeyRecord> {
    return this.record;
  }
  override async markKyberPreKeyUsed(): Promise<void> {}
}
