// libsignal's stores for one call with one peer, over `SignalRecords`. One identity per address, one use per pre-key.

import {
  type Direction,
  IdentityChange,
  IdentityKeyStore,
  type IdentityKeyPair,
  KyberPreKeyRecord,
  KyberPreKeyStore,
  PreKeyRecord,
  PreKeyStore,
  type PrivateKey,
  type ProtocolAddress,
  type PublicKey,
  type SessionRecord,
  SessionStore,
  SignedPreKeyRecord,
  SignedPreKeyStore,
} from '@signalapp/libsignal-client';
import type { NodeId } from '../../base/ids.js';
import type { SignalRecords } from '../../core/ports/signal-records.js';
import { recordMadeFor } from './addressed-record.js';
import type { CallbackFault } from './callback-fault.js';
import type { LiveSessions } from './live-sessions.js';
import type { Peer } from './protocol-address.js';

export interface LocalIdentity {
  readonly keyPair: IdentityKeyPair;
  /** 1 to 16380. */
  readonly registrationId: number;
}

/** A key that is not there, was used, or was made for somebody else: the message is refused, nothing is broken. */
class KeyRefused extends Error {
  override readonly name = 'KeyRefused';
}

export class Sessions extends SessionStore {
  constructor(
    readonly records: SignalRecords,
    readonly fault: CallbackFault,
    readonly live: LiveSessions,
  ) {
    super();
  }

  override getSession(address: ProtocolAddress): Promise<SessionRecord | null> {
    return this.fault.guard(() => {
      const value = this.records.session(address.toString());
      return value ? this.live.read(value) : null;
    });
  }

  /** Keeps the accepted counters stored beside the record. */
  override saveSession(address: ProtocolAddress, session: SessionRecord): Promise<void> {
    return this.fault.guard(() => {
      const name = address.toString();
      this.records.putSession(name, this.live.write(session, this.records.session(name)));
    });
  }

  override async getExistingSessions(addresses: ProtocolAddress[]): Promise<SessionRecord[]> {
    const sessions = await Promise.all(addresses.map((address) => this.getSession(address)));
    return sessions.filter((session) => session !== null);
  }
}

/** Trust is not decided here: the owner approved a NodeId, and the address is derived from it. */
export class Identities extends IdentityKeyStore {
  constructor(
    readonly own: LocalIdentity,
    readonly peer: Peer,
  ) {
    super();
  }

  override getIdentityKeyPair(): Promise<IdentityKeyPair> {
    return Promise.resolve(this.own.keyPair);
  }

  override getIdentityKey(): Promise<PrivateKey> {
    return Promise.resolve(this.own.keyPair.privateKey);
  }

  override getLocalRegistrationId(): Promise<number> {
    return Promise.resolve(this.own.registrationId);
  }

  override saveIdentity(): Promise<IdentityChange> {
    return Promise.resolve(IdentityChange.NewOrUnchanged);
  }

  override isTrustedIdentity(
    address: ProtocolAddress,
    key: PublicKey,
    _direction: Direction,
  ): Promise<boolean> {
    return Promise.resolve(address.name() === this.peer.name && key.equals(this.peer.key));
  }

  override getIdentity(address: ProtocolAddress): Promise<PublicKey | null> {
    return Promise.resolve(address.name() === this.peer.name ? this.peer.key : null);
  }
}

export class PreKeys extends PreKeyStore {
  constructor(
    readonly records: SignalRecords,
    readonly fault: CallbackFault,
    readonly peer: NodeId,
  ) {
    super();
  }

  override savePreKey(): Promise<void> {
    return Promise.reject(new TypeError('pre-keys are made only for bundles'));
  }

  override async getPreKey(id: number): Promise<PreKeyRecord> {
    const record = await this.fault.guard(() => recordMadeFor(this.peer, this.records.preKey(id)));
    if (!record) throw new KeyRefused();
    return PreKeyRecord.deserialize(record);
  }

  override removePreKey(id: number): Promise<void> {
    return this.fault.guard(() => {
      this.records.removePreKey(id);
    });
  }
}

export class SignedPreKeys extends SignedPreKeyStore {
  constructor(
    readonly records: SignalRecords,
    readonly fault: CallbackFault,
  ) {
    super();
  }

  override saveSignedPreKey(): Promise<void> {
    return Promise.reject(new TypeError('pre-keys are made only for bundles'));
  }

  override async getSignedPreKey(id: number): Promise<SignedPreKeyRecord> {
    const record = await this.fault.guard(() => this.records.signedPreKey(id));
    if (!record) throw new KeyRefused();
    return SignedPreKeyRecord.deserialize(record);
  }
}

export class KyberPreKeys extends KyberPreKeyStore {
  constructor(
    readonly records: SignalRecords,
    readonly fault: CallbackFault,
    readonly peer: NodeId,
  ) {
    super();
  }

  override saveKyberPreKey(): Promise<void> {
    return Promise.reject(new TypeError('pre-keys are made only for bundles'));
  }

  override async getKyberPreKey(id: number): Promise<KyberPreKeyRecord> {
    const record = await this.fault.guard(() => recordMadeFor(this.peer, this.records.kyberPreKey(id)));
    if (!record) throw new KeyRefused();
    return KyberPreKeyRecord.deserialize(record);
  }

  /**
   * The key was made for one session of one peer, so it goes on first use. The triple is remembered as well: a first
   * message is refused a second time even if a key came back (PQXDH 4.2; a restored or damaged store).
   */
  override async markKyberPreKeyUsed(id: number, signedId: number, baseKey: PublicKey): Promise<void> {
    const isFirstUse = await this.fault.guard(() =>
      this.records.markKyberUse(id, signedId, baseKey.serialize()),
    );
    if (!isFirstUse) throw new KeyRefused();
    await this.fault.guard(() => {
      this.records.removeKyberPreKey(id);
    });
  }
}
