// The mutual proof of identity at the start of a link. The initiator names itself only after the responder has proven who
// it is; whatever goes wrong cryptographically looks the same from outside (DESIGN 5, PROTOCOL "Handshake").

import type { ErrorCode } from '../../base/app-error.js';
import { type Bytes, equalBytes, utf8 } from '../../base/bytes.js';
import type { Incarnation, NodeId } from '../../base/ids.js';
import {
  type Credentials,
  decodeCredentials,
  decodeHello,
  encodeHello,
  linkKeyBody,
} from '../../protocol/handshake-codec.js';
import { LIMITS } from '../../protocol/limits.js';
import { type PublicRecord, decodeRecord } from '../../protocol/record-codec.js';
import { type Signed, encodeSigned } from '../../protocol/signed-codec.js';
import {
  negotiate,
  olderSide,
  type OlderSide,
  PROTOCOL_VERSIONS,
  type VersionRange,
} from '../../protocol/version.js';
import type { KeyPair, LinkCrypto } from '../ports/link-crypto.js';
import { type NoiseState, type Role, finishNoise, readMessage, startNoise, writeMessage } from './noise.js';
import type { Transport } from './transport.js';

export interface HandshakeSettings {
  readonly role: Role;
  readonly crypto: LinkCrypto;
  /** Made at process start; the own link-key signature covers it. */
  readonly staticKey: KeyPair;
  /** Fresh for this handshake. */
  readonly ephemeral: KeyPair;
  readonly ownNodeId: NodeId;
  /** Encoded `Credentials` of this node. */
  readonly credentials: Bytes;
  /** Initiator: who has to answer; absent when an address is added and anybody may. */
  readonly expectedNodeId?: NodeId;
  /** Initiator: where it dialled and the TLS key that answered. */
  readonly dialled?: DialledAddress;
}

export interface DialledAddress {
  readonly host: string;
  readonly port: number;
  /** SHA-256 of the TLS public key (SPKI, DER) seen there; null when it could not be observed. */
  readonly tlsKeyHash: Bytes | null;
}

export type HandshakeInput =
  | { readonly kind: 'received'; readonly bytes: Uint8Array }
  /** Answer to the one `verify` effect under way. */
  | { readonly kind: 'verified'; readonly valid: boolean };

export type HandshakeEffect =
  | { readonly kind: 'send'; readonly bytes: Bytes }
  | {
      readonly kind: 'verify';
      readonly nodeId: NodeId;
      readonly label: 'link-key' | 'record';
      readonly body: Bytes;
      readonly signature: Bytes;
    }
  | ({ readonly kind: 'established' } & EstablishedLink)
  /** Close the connection; nothing else follows. */
  | {
      readonly kind: 'failed';
      readonly code: ErrorCode;
      /** Of PEER_VERSION_UNSUPPORTED. */
      readonly older?: OlderSide;
    };

export interface EstablishedLink {
  readonly nodeId: NodeId;
  readonly incarnation: Incarnation;
  /** The peer's verified record: encoded `Signed` and what it says. */
  readonly remoteRecord: { readonly signed: Bytes; readonly record: PublicRecord } | null;
  /** Protocol version of the link. */
  readonly version: number;
  readonly transport: Transport;
  /** 32 bytes, unique to this link and equal on both sides. */
  readonly handshakeHash: Bytes;
  /** Transport messages that arrived while the initiator's signature was being checked; open them first, in order. */
  readonly early: readonly Bytes[];
}

/** Opaque between steps. */
export type HandshakeState =
  | { readonly phase: 'hello' | 'answer' | 'proof'; readonly base: Base }
  | { readonly phase: 'verifying'; readonly base: Base; readonly peer: Peer }
  | { readonly phase: 'over' };

interface Base {
  readonly settings: HandshakeSettings;
  readonly noise: NoiseState;
  /** Responder: what message 1 said. */
  readonly hello: VersionRange | null;
}

interface Peer {
  readonly credentials: Credentials;
  readonly record: PublicRecord | null;
  readonly version: number;
  readonly checking: 'link-key' | 'record';
  readonly early: readonly Bytes[];
}

export interface HandshakeStep {
  readonly state: HandshakeState;
  readonly effects: readonly HandshakeEffect[];
}

const PROLOGUE = utf8('kith/link/1');

/** The initiator's first effect is to send message 1; the responder waits for it. */
export function startHandshake(settings: HandshakeSettings): HandshakeStep {
  const { crypto, role, staticKey, ephemeral } = settings;
  const noise = startNoise(crypto, role, { staticKey, ephemeral }, PROLOGUE);
  const base: Base = { settings, noise, hello: null };
  if (role === 'responder') return { state: { phase: 'hello', base }, effects: [] };
  return send(base, encodeHello(PROTOCOL_VERSIONS), 'answer');
}

/** Never throws on what a peer sent; input after the end is ignored. */
export function stepHandshake(state: HandshakeState, input: HandshakeInput): HandshakeStep {
  if (state.phase === 'over') return { state, effects: [] };
  if (input.kind === 'verified') {
    if (state.phase !== 'verifying') throw new TypeError('no signature is being verified');
    return input.valid ? onVerified(state.base, state.peer) : failed('HANDSHAKE_FAILED');
  }
  switch (state.phase) {
    case 'hello':
      return onHello(state.base, input.bytes);
    case 'answer':
    case 'proof':
      return onCredentials(state.base, input.bytes);
    case 'verifying':
      return onEarlyMessage(state.base, state.peer, input.bytes);
  }
}

function onHello(base: Base, bytes: Uint8Array): HandshakeStep {
  if (bytes.length > LIMITS.helloMessageBytes) return failed('HANDSHAKE_FAILED');
  const read = readMessage(base.settings.crypto, base.noise, bytes);
  if (!read) return failed('HANDSHAKE_FAILED');
  const hello = decodeHello(read.payload);
  if (!hello.ok) return failed('HANDSHAKE_FAILED');
  if (negotiate(PROTOCOL_VERSIONS, hello.value) === undefined) return otherVersion(hello.value);
  return send({ ...base, noise: read.state, hello: hello.value }, base.settings.credentials, 'proof');
}

function onCredentials(base: Base, bytes: Uint8Array): HandshakeStep {
  const { settings, hello } = base;
  if (bytes.length > LIMITS.credentialsMessageBytes) return failed('HANDSHAKE_FAILED');
  const read = readMessage(settings.crypto, base.noise, bytes);
  if (!read) return failed('HANDSHAKE_FAILED');
  const decoded = decodeCredentials(read.payload);
  if (!decoded.ok) return failed('HANDSHAKE_FAILED');
  const credentials = decoded.value;
  const version = negotiate(PROTOCOL_VERSIONS, credentials.versions);
  if (version === undefined) return otherVersion(credentials.versions);
  if (hello && !isSameRange(hello, credentials.versions)) return failed('HANDSHAKE_FAILED');
  const stranger = claimProblem(settings, credentials.nodeId);
  if (stranger) return failed(stranger);
  const record = credentials.record && decodeRecord(credentials.record);
  if (record && (!record.ok || record.value.nodeId !== credentials.nodeId)) return failed('HANDSHAKE_FAILED');
  const peer = { credentials, record: record ? record.value : null, version };
  return checkLinkKey({ ...base, noise: read.state }, peer);
}

function isSameRange(a: VersionRange, b: VersionRange): boolean {
  return a.min === b.min && a.max === b.max;
}

function claimProblem(settings: HandshakeSettings, claimed: NodeId): ErrorCode | undefined {
  const { expectedNodeId, ownNodeId } = settings;
  if (expectedNodeId !== undefined && claimed !== expectedNodeId) return 'PEER_OTHER_IDENTITY';
  return claimed === ownNodeId ? 'LINK_TO_SELF' : undefined;
}

function checkLinkKey(base: Base, peer: Pick<Peer, 'credentials' | 'record' | 'version'>): HandshakeStep {
  const { nodeId, incarnation, signature } = peer.credentials;
  const staticKey = base.noise.remoteStatic;
  if (!staticKey) throw new TypeError('credentials before the static key');
  const body = linkKeyBody(staticKey, incarnation);
  return {
    state: { phase: 'verifying', base, peer: { ...peer, checking: 'link-key', early: [] } },
    effects: [{ kind: 'verify', nodeId, label: 'link-key', body, signature }],
  };
}

function onVerified(base: Base, peer: Peer): HandshakeStep {
  const { nodeId, record } = peer.credentials;
  if (peer.checking === 'link-key' && record) {
    return {
      state: { phase: 'verifying', base, peer: { ...peer, checking: 'record' } },
      effects: [{ kind: 'verify', nodeId, label: 'record', body: record.body, signature: record.signature }],
    };
  }
  if (base.settings.role === 'responder') return established(base, peer, []);
  if (isIntercepted(base.settings.dialled, peer.record)) return failed('TLS_INTERCEPTED');
  const proof = writeMessage(base.settings.crypto, base.noise, base.settings.credentials);
  if (!proof) return failed('HANDSHAKE_FAILED');
  return established({ ...base, noise: proof.state }, peer, [{ kind: 'send', bytes: proof.message }]);
}

/** A direct address whose TLS key is not the one its owner signed: somebody sits in between and reads the traffic's shape. */
function isIntercepted(dialled: DialledAddress | undefined, record: PublicRecord | null): boolean {
  if (!dialled || !record) return false;
  const stated = record.addresses.filter((address) => isSameAddress(address, dialled));
  const hashes = stated.map((address) => address.tlsKeyHash).filter((hash) => hash !== null);
  if (hashes.length === 0) return false;
  const seen = dialled.tlsKeyHash;
  return seen === null || !hashes.some((hash) => equalBytes(hash, seen));
}

function isSameAddress(
  a: { readonly host: string; readonly port: number },
  b: { readonly host: string; readonly port: number },
): boolean {
  return a.port === b.port && a.host.toLowerCase() === b.host.toLowerCase();
}

function established(base: Base, peer: Peer, effects: readonly HandshakeEffect[]): HandshakeStep {
  const { transport, handshakeHash } = finishNoise(base.settings.crypto, base.noise);
  const { nodeId, incarnation, record } = peer.credentials;
  const link: EstablishedLink = {
    nodeId,
    incarnation,
    remoteRecord: remoteRecord(record, peer.record),
    version: peer.version,
    transport,
    handshakeHash,
    early: peer.early,
  };
  return { state: { phase: 'over' }, effects: [...effects, { kind: 'established', ...link }] };
}

function remoteRecord(signed: Signed | null, record: PublicRecord | null): EstablishedLink['remoteRecord'] {
  return signed && record ? { signed: encodeSigned(signed), record } : null;
}

/**
 * The initiator may send frames right after message 3, while its signature is still being checked here. The responder has
 * nothing to say before message 3, so for an initiator this is a breach.
 */
function onEarlyMessage(base: Base, peer: Peer, bytes: Uint8Array): HandshakeStep {
  const early = [...peer.early, new Uint8Array(bytes)];
  const earlyBytes = early.reduce((sum, message) => sum + message.length, 0);
  const tooMuch = early.length > LIMITS.earlyMessages || earlyBytes > LIMITS.earlyBytes;
  if (tooMuch || base.settings.role === 'initiator') return failed('HANDSHAKE_FAILED');
  return { state: { phase: 'verifying', base, peer: { ...peer, early } }, effects: [] };
}

function send(base: Base, payload: Bytes, phase: 'answer' | 'proof'): HandshakeStep {
  const written = writeMessage(base.settings.crypto, base.noise, payload);
  if (!written) return failed('HANDSHAKE_FAILED');
  const state = { phase, base: { ...base, noise: written.state } };
  return { state, effects: [{ kind: 'send', bytes: written.message }] };
}

function otherVersion(theirs: VersionRange): HandshakeStep {
  const older = olderSide(PROTOCOL_VERSIONS, theirs);
  return { state: { phase: 'over' }, effects: [{ kind: 'failed', code: 'PEER_VERSION_UNSUPPORTED', older }] };
}

function failed(code: ErrorCode): HandshakeStep {
  return { state: { phase: 'over' }, effects: [{ kind: 'failed', code }] };
}
