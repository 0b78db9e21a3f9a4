// End-to-end sessions on libsignal. Calls come one after another (the commit lane); every call names both addresses, so
// that the first messages are bound to sender and recipient.

import {
  ErrorCode,
  IdentityKeyPair,
  LibSignalErrorBase,
  type ProtocolAddress,
  processPreKeyBundle,
  type SenderCertificate,
  SessionRecord,
  signalDecrypt,
  signalDecryptPreKey,
  signalEncrypt,
} from '@signalapp/libsignal-client';
import type { Bytes } from '../../base/bytes.js';
import type { NodeId } from '../../base/ids.js';
import type { OwnIdentity } from '../../core/ports/identity-store.js';
import type { DecryptFailure, SealedMessage, SessionCipher } from '../../core/ports/session-cipher.js';
import type { SignalRecords } from '../../core/ports/signal-records.js';
import { CallbackFault } from './callback-fault.js';
import { nodeIdOf } from './identity-cipher.js';
import { LiveSessions } from './live-sessions.js';
import { type MessagePosition, type ReadMessage, readMessage } from './message-position.js';
import { makePreKeyBundle, readPreKeyBundle } from './pre-key-bundle.js';
import { type Peer, peerOf } from './protocol-address.js';
import { envelopeType, openEnvelope, sealEnvelope, senderCertificate } from './sender-envelope.js';
import { accept, decodeSessionValue, encodeSessionValue, isJump, NOTHING_ACCEPTED } from './session-value.js';
import {
  Identities,
  KyberPreKeys,
  type LocalIdentity,
  PreKeys,
  Sessions,
  SignedPreKeys,
} from './signal-stores.js';

export class SignalSessionCipher implements SessionCipher {
  readonly #records: SignalRecords;
  readonly #own: LocalIdentity;
  readonly #address: ProtocolAddress;
  readonly #live = new LiveSessions();
  readonly #peers = new Map<NodeId, Peer>();
  readonly #certificate: SenderCertificate;

  constructor(identity: Pick<OwnIdentity, 'keyPair' | 'registrationId'>, records: SignalRecords) {
    const keyPair = IdentityKeyPair.deserialize(identity.keyPair);
    this.#records = records;
    this.#own = { keyPair, registrationId: identity.registrationId };
    const own = peerOf(nodeIdOf(identity.keyPair));
    this.#address = own.address;
    this.#certificate = senderCertificate(own.name, own.key);
  }

  async makeBundle(peer: NodeId, now: number): Promise<Bytes> {
    const bundle = makePreKeyBundle(this.#records, this.#own, peer, now);
    this.#records.forgetPreKeys(peer, KEPT_BUNDLES);
    return bundle;
  }

  forgetBundles(peer: NodeId): void {
    this.#records.forgetPreKeys(peer, 0);
  }

  async startSession(peer: NodeId, bundle: Uint8Array, now: number): Promise<boolean> {
    const preKeys = readPreKeyBundle(peer, bundle);
    if (!preKeys) return false;
    const { address, sessions, identities, fault } = this.#call(peer);
    try {
      await processPreKeyBundle(preKeys, address, this.#address, sessions, identities, new Date(now));
      return true;
    } catch (error) {
      fault.rethrow();
      if (error instanceof LibSignalErrorBase) return false;
      throw error;
    }
  }

  async hasSession(peer: NodeId, now: number): Promise<boolean> {
    const value = this.#records.session(this.#sessionName(peer));
    return value !== undefined && this.#live.read(value).hasCurrentState(new Date(now));
  }

  async archiveSession(peer: NodeId): Promise<void> {
    const name = this.#sessionName(peer);
    const value = this.#records.session(name);
    if (value) {
      const { accepted, record } = decodeSessionValue(value);
      const session = SessionRecord.deserialize(record);
      session.archiveCurrentState();
      this.#records.putSession(name, encodeSessionValue({ accepted, record: session.serialize() }));
    }
  }

  async encrypt(
    peer: NodeId,
    plaintext: Bytes,
    now: number,
  ): Promise<SealedMessage & { readonly envelope: Bytes }> {
    const { address, sessions, identities, fault } = this.#call(peer);
    try {
      const when = new Date(now);
      const sealed = await signalEncrypt(plaintext, address, this.#address, sessions, identities, when);
      return {
        type: envelopeType(sealed.type()),
        ciphertext: sealed.serialize(),
        envelope: sealEnvelope(sealed, this.#certificate),
      };
    } catch (error) {
      fault.rethrow();
      throw error;
    }
  }

  async decrypt(peer: NodeId, message: SealedMessage): Promise<Bytes | DecryptFailure> {
    const read = readMessage(message);
    if (!read) return 'undecryptable';
    const name = this.#sessionName(peer);
    const before = this.#records.session(name);
    if (isJump(before ? decodeSessionValue(before).accepted : NOTHING_ACCEPTED, read.position)) return 'jump';
    const call = this.#call(peer);
    try {
      const plaintext = await this.#open(peer, read.message, call);
      this.#accept(name, read.position);
      return plaintext;
    } catch (error) {
      call.fault.rethrow();
      return failureOf(error);
    }
  }

  isBurdened(peer: NodeId): boolean {
    return (this.#records.session(this.#sessionName(peer))?.length ?? 0) > BURDEN_BYTES;
  }

  open(envelope: Bytes): SealedMessage {
    return openEnvelope(envelope);
  }

  #open(peer: NodeId, message: ReadMessage['message'], call: Call): Promise<Bytes> {
    const { address, sessions, identities, fault } = call;
    if (message.type === 'whisper') {
      return signalDecrypt(message.parsed, address, this.#address, sessions, identities);
    }
    return signalDecryptPreKey(
      message.parsed,
      address,
      this.#address,
      sessions,
      identities,
      new PreKeys(this.#records, fault, peer),
      new SignedPreKeys(this.#records, fault),
      new KyberPreKeys(this.#records, fault, peer),
    );
  }

  /** The message is authentic now: its counter is the one the next jump is measured from. */
  #accept(name: string, position: MessagePosition): void {
    const value = this.#records.session(name);
    if (!value) return;
    const { accepted } = decodeSessionValue(value);
    this.#records.putSession(name, this.#live.withAccepted(value, accept(accepted, position)));
  }

  #call(nodeId: NodeId): Call {
    const peer = this.#peer(nodeId);
    const fault = new CallbackFault();
    const sessions = new Sessions(this.#records, fault, this.#live);
    return { address: peer.address, sessions, identities: new Identities(this.#own, peer), fault };
  }

  #sessionName(peer: NodeId): string {
    return this.#peer(peer).address.toString();
  }

  /** Derived once: hashing and key parsing cost as much as a quarter of an encryption. */
  #peer(nodeId: NodeId): Peer {
    const known = this.#peers.get(nodeId);
    if (known) return known;
    if (this.#peers.size >= REMEMBERED_PEERS) this.#peers.clear();
    const peer = peerOf(nodeId);
    this.#peers.set(nodeId, peer);
    return peer;
  }
}

const REMEMBERED_PEERS = 2_000;

/** The keys of some 6,000 skipped messages. A session that was renewed as often as libsignal remembers is a tenth of it. */
const BURDEN_BYTES = 262_144;

/** Bundles of one peer whose keys wait to be used: a peer that has us renew again and again fills no disk. */
const KEPT_BUNDLES = 4;

interface Call {
  readonly address: ProtocolAddress;
  readonly sessions: Sessions;
  readonly identities: Identities;
  readonly fault: CallbackFault;
}

/** libsignal tells a peer's mistakes apart by code only; anything that is not its error is a bug of ours. */
function failureOf(error: unknown): DecryptFailure {
  if (!(error instanceof LibSignalErrorBase)) throw error;
  if (error.code === ErrorCode.DuplicatedMessage) return 'duplicate';
  if (error.code === ErrorCode.UntrustedIdentity) return 'untrusted';
  return 'undecryptable';
}
