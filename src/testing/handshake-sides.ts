// Two sides of a handshake in one process, with a stand-in for identity signatures, for tests that bend one of them.

import { createLinkCrypto } from '../adapters/crypto/link-crypto.js';
import { randomBytes } from '../adapters/crypto/random.js';
import { type Bytes, concatBytes, utf8 } from '../base/bytes.js';
import { type Incarnation, type NodeId, idBytes, idFromBytes } from '../base/ids.js';
import {
  type EstablishedLink,
  type HandshakeEffect,
  type HandshakeSettings,
  type HandshakeState,
  type HandshakeStep,
  startHandshake,
  stepHandshake,
} from '../core/link/index.js';
import type { KeyPair } from '../core/ports/link-crypto.js';
import { encodeCredentials, linkKeyBody } from '../protocol/handshake-codec.js';
import { type RecordAddress, encodeRecord } from '../protocol/record-codec.js';
import type { Signed } from '../protocol/signed-codec.js';
import { PROTOCOL_VERSIONS, type VersionRange } from '../protocol/version.js';

export const crypto = createLinkCrypto();
const TLS_HASH = new Uint8Array(32).fill(7);
export const HOME: RecordAddress = { host: 'bob.example', port: 443, tlsKeyHash: TLS_HASH };

interface Node {
  readonly nodeId: NodeId;
  readonly incarnation: Incarnation;
  readonly staticKey: KeyPair;
}

interface Claims {
  readonly nodeId?: 'alice' | 'bob';
  readonly versions?: VersionRange;
  readonly record?: null;
  /** Whom the record names; the claimed node signs it. */
  readonly recordOf?: 'carol';
  /** Who signs the record; it names the claimed node. */
  readonly recordBy?: 'carol';
  readonly addresses?: readonly RecordAddress[];
  readonly signedKey?: Bytes;
}

export interface Given {
  readonly alice?: Claims;
  readonly bob?: Claims;
  readonly expected?: NodeId;
  readonly expectNobody?: true;
  readonly forged?: 'link-key' | 'record';
  readonly forgedAtBob?: 'link-key' | 'record';
  readonly seen?: Bytes | null;
  readonly dialledHost?: string;
  readonly tamper?: (message: Bytes, index: number) => void;
}

function node(): Node {
  return { nodeId: newNodeId(), incarnation: incarnation(), staticKey: crypto.generateKeyPair() };
}

export function newNodeId(): NodeId {
  return must(idFromBytes('node', crypto.generateKeyPair().publicKey));
}

function incarnation(): Incarnation {
  return must(idFromBytes('incarnation', randomBytes(16)));
}

export const ALICE = node();
export const BOB = node();

/** A stand-in for the identity signature that anyone can check and that depends on everything it must. */
function sign(nodeId: NodeId, label: string, body: Uint8Array): Bytes {
  const half = crypto.sha256(concatBytes(idBytes(nodeId), utf8(label), body));
  return concatBytes(half, half);
}

function credentialsOf(own: Node, claims: Claims): Bytes {
  const nodeId = claims.nodeId === 'alice' ? ALICE.nodeId : claims.nodeId === 'bob' ? BOB.nodeId : own.nodeId;
  const body = linkKeyBody(claims.signedKey ?? own.staticKey.publicKey, own.incarnation);
  return encodeCredentials({
    nodeId,
    incarnation: own.incarnation,
    signature: sign(nodeId, 'link-key', body),
    versions: claims.versions ?? PROTOCOL_VERSIONS,
    record: claims.record === null ? null : recordOf(nodeId, claims),
  });
}

function recordOf(nodeId: NodeId, claims: Claims): Signed {
  const body = encodeRecord({
    nodeId: claims.recordOf === 'carol' ? newNodeId() : nodeId,
    addresses: claims.addresses ?? [HOME],
    versions: PROTOCOL_VERSIONS,
    sequence: 5,
  });
  const signer = claims.recordBy === 'carol' ? newNodeId() : nodeId;
  return { body, signature: sign(signer, 'record', body) };
}

export function aliceCredentials(): Bytes {
  return credentialsOf(ALICE, {});
}

export function helloOf(min: number, max: number): Bytes {
  return Uint8Array.of(0x0a, 4, 0x08, min, 0x10, max);
}

export function keys(staticKey: KeyPair): { staticKey: KeyPair; ephemeral: KeyPair } {
  return { staticKey, ephemeral: crypto.generateKeyPair() };
}

export function settings(
  role: HandshakeSettings['role'],
  own: Node,
  claims: Claims,
  more: Partial<HandshakeSettings> = {},
): HandshakeSettings {
  const credentials = credentialsOf(own, claims);
  return { role, crypto, ...keys(own.staticKey), ownNodeId: own.nodeId, credentials, ...more };
}

export function responder(): HandshakeStep {
  return startHandshake(settings('responder', BOB, {}));
}

export class Side {
  readonly effects: HandshakeEffect[] = [];
  readonly outgoing: Bytes[] = [];
  #state: HandshakeState;

  constructor(
    first: HandshakeStep,
    private readonly forged?: 'link-key' | 'record',
  ) {
    this.#state = first.state;
    this.#apply(first);
  }

  receive(bytes: Uint8Array): void {
    this.#apply(stepHandshake(this.#state, { kind: 'received', bytes }));
  }

  get state(): HandshakeState {
    return this.#state;
  }

  get link(): EstablishedLink | undefined {
    return this.effects.find((effect) => effect.kind === 'established');
  }

  get failure(): string | undefined {
    return this.effects.find((effect) => effect.kind === 'failed')?.code;
  }

  #apply(step: HandshakeStep): void {
    this.#state = step.state;
    this.effects.push(...step.effects);
    for (const effect of step.effects) {
      if (effect.kind === 'send') this.outgoing.push(effect.bytes);
      if (effect.kind === 'verify') this.#verify(effect);
    }
  }

  #verify(effect: HandshakeEffect & { kind: 'verify' }): void {
    const expected = sign(effect.nodeId, effect.label, effect.body);
    const valid = effect.label !== this.forged && expected.every((byte, at) => byte === effect.signature[at]);
    this.#apply(stepHandshake(this.#state, { kind: 'verified', valid }));
  }
}

export function shake(given: Given = {}): { readonly atAlice: Side; readonly atBob: Side } {
  const tlsKeyHash = given.seen === undefined ? TLS_HASH : given.seen;
  const dialled = { host: given.dialledHost ?? HOME.host, port: HOME.port, tlsKeyHash };
  const anybody = given.expectNobody ?? given.bob?.nodeId !== undefined;
  const expected = anybody ? {} : { expectedNodeId: given.expected ?? BOB.nodeId };
  const alice = settings('initiator', ALICE, given.alice ?? {}, { dialled, ...expected });
  const atAlice = new Side(startHandshake(alice), given.forged);
  const atBob = new Side(startHandshake(settings('responder', BOB, given.bob ?? {})), given.forgedAtBob);
  for (let index = 0; index < 3; index++) {
    const [from, to] = index % 2 === 0 ? [atAlice, atBob] : [atBob, atAlice];
    const message = from.outgoing.shift();
    if (!message) break;
    given.tamper?.(message, index);
    to.receive(message);
  }
  return { atAlice, atBob };
}

/** The value, or a failed test. */
export function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('expected a value');
  return value;
}
