import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomBytes } from '../../adapters/crypto/random.js';
import { type Bytes, concatBytes, utf8 } from '../../base/bytes.js';
import { idBytes } from '../../base/ids.js';
import { olderSide, PROTOCOL_VERSIONS } from '../../protocol/version.js';
import {
  ALICE,
  BOB,
  HOME,
  Side,
  aliceCredentials,
  crypto,
  helloOf,
  keys,
  must,
  newNodeId,
  responder,
  settings,
  shake,
} from '../../testing/handshake-sides.js';
import {
  type EstablishedLink,
  type HandshakeEffect,
  type HandshakeState,
  type HandshakeStep,
  startHandshake,
  stepHandshake,
} from './handshake.js';
import { finishNoise, readMessage, startNoise, writeMessage } from './noise.js';
import { openMessage, sealMessage } from './transport.js';

const NEWEST = PROTOCOL_VERSIONS.max;

describe('handshake', () => {
  it('gives both sides the same link and the identity, incarnation and record of the other', () => {
    const { atAlice, atBob } = shake();
    expect(atAlice.link).toMatchObject({ nodeId: BOB.nodeId, incarnation: BOB.incarnation, version: NEWEST });
    expect(atBob.link).toMatchObject({
      nodeId: ALICE.nodeId,
      incarnation: ALICE.incarnation,
      version: NEWEST,
    });
    expect(atAlice.link?.handshakeHash).toEqual(atBob.link?.handshakeHash);
    expect(atAlice.link?.remoteRecord?.record.addresses).toEqual([HOME]);
    if (!atAlice.link || !atBob.link) throw new Error('both links must be established');
    const sealed = sealMessage(crypto, atAlice.link.transport, utf8('hello'));
    const opened = sealed && openMessage(crypto, atBob.link.transport, sealed.message);
    expect(opened?.plaintext).toEqual(utf8('hello'));
  });

  it('works without records', () => {
    const { atAlice, atBob } = shake({ bob: { record: null }, alice: { record: null } });
    expect(atAlice.link?.remoteRecord).toBeNull();
    expect(atBob.link?.remoteRecord).toBeNull();
  });

  it('asks for the signatures of exactly what the other side proved, under the right labels', () => {
    const { atAlice } = shake();
    const checks = atAlice.effects.filter((effect) => effect.kind === 'verify');
    expect(checks.map((check) => [check.nodeId, check.label])).toEqual([
      [BOB.nodeId, 'link-key'],
      [BOB.nodeId, 'record'],
    ]);
    expect(checks[0]?.body).toEqual(concatBytes(BOB.staticKey.publicKey, idBytes(BOB.incarnation)));
  });

  it.each([
    ['another node answers than the expected one', { expected: newNodeId() }, 'PEER_OTHER_IDENTITY'],
    ['the address leads back to the dialling node', { bob: { nodeId: 'alice' } }, 'LINK_TO_SELF'],
    ['the link-key signature is wrong', { forged: 'link-key' }, 'HANDSHAKE_FAILED'],
    ['the record signature is wrong', { forged: 'record' }, 'HANDSHAKE_FAILED'],
    ['the record names another node', { bob: { recordOf: 'carol' } }, 'HANDSHAKE_FAILED'],
    ['another node signed the record', { bob: { recordBy: 'carol' } }, 'HANDSHAKE_FAILED'],
    ['no version is common', { bob: { versions: { min: NEWEST + 1, max: 9 } } }, 'PEER_VERSION_UNSUPPORTED'],
    ['another TLS key answered than the record states', { seen: randomBytes(32) }, 'TLS_INTERCEPTED'],
    ['the TLS key of a direct address could not be seen', { seen: null }, 'TLS_INTERCEPTED'],
  ] as const)('ends before the initiator reveals itself when %s', (_, given, code) => {
    const { atAlice } = shake(given);
    expect(atAlice.effects.at(-1)).toMatchObject({ kind: 'failed', code });
    expect(atAlice.effects.filter((effect) => effect.kind === 'send')).toHaveLength(1);
  });

  it('accepts any TLS key where the record states a proxy, another address or nothing', () => {
    const seen = randomBytes(32);
    const proxied = { ...HOME, tlsKeyHash: null };
    expect(shake({ seen, bob: { addresses: [proxied] } }).atAlice.link).toBeDefined();
    expect(shake({ seen, bob: { addresses: [{ ...HOME, port: 444 }] } }).atAlice.link).toBeDefined();
    expect(shake({ seen, bob: { record: null } }).atAlice.link).toBeDefined();
  });

  it('says who is the older where no version is common', () => {
    const { atAlice } = shake({ bob: { versions: { min: NEWEST + 1, max: 9 } } });
    expect(atAlice.effects.at(-1)).toMatchObject({ older: 'ours' });
    expect(olderSide({ min: 3, max: 4 }, { min: 1, max: 2 })).toBe('theirs');
    expect(olderSide({ min: 3, max: 4 }, { min: 5, max: 6 })).toBe('ours');
  });

  it('speaks the version of an older node with it', () => {
    const { atAlice } = shake({ bob: { versions: { min: 1, max: 1 } } });
    expect(atAlice.link?.version).toBe(1);
  });

  it('compares host names without regard to case', () => {
    const { atAlice } = shake({ seen: randomBytes(32), dialledHost: 'BOB.example' });
    expect(atAlice.failure).toBe('TLS_INTERCEPTED');
  });

  it('lets nobody borrow the signature of another static key', () => {
    const { atAlice } = shake({ bob: { signedKey: crypto.generateKeyPair().publicKey } });
    expect(atAlice.failure).toBe('HANDSHAKE_FAILED');
  });

  it('lets nobody who stole a key of Bob speak to him as Alice, whose credentials everybody saw', () => {
    const stolen = BOB.staticKey.privateKey;
    const thief = { publicKey: ALICE.staticKey.publicKey, privateKey: stolen };
    expect(rawInitiator(helloOf(1, NEWEST), aliceCredentials(), ALICE.staticKey).failure).toBeUndefined();
    expect(rawInitiator(helloOf(1, NEWEST), aliceCredentials(), thief).failure).toBe('HANDSHAKE_FAILED');
    expect(rawInitiator(helloOf(1, NEWEST), aliceCredentials(), BOB.staticKey).failure).toBe(
      'HANDSHAKE_FAILED',
    );
  });

  it('fails at the responder when the initiator is forged or is the node itself', () => {
    expect(shake({ forgedAtBob: 'link-key' }).atBob.failure).toBe('HANDSHAKE_FAILED');
    expect(shake({ alice: { nodeId: 'bob' }, expectNobody: true }).atBob.failure).toBe('LINK_TO_SELF');
  });

  it('fails at the responder when the record names or comes from another node', () => {
    expect(shake({ alice: { recordOf: 'carol' } }).atBob.failure).toBe('HANDSHAKE_FAILED');
    expect(shake({ alice: { recordBy: 'carol' } }).atBob.failure).toBe('HANDSHAKE_FAILED');
  });

  it('fails at the responder when message 1 names versions it does not speak, or others than message 3', () => {
    expect(rawInitiator(helloOf(NEWEST + 1, 9), aliceCredentials()).failure).toBe('PEER_VERSION_UNSUPPORTED');
    expect(rawInitiator(helloOf(1, NEWEST + 1), aliceCredentials()).failure).toBe('HANDSHAKE_FAILED');
    expect(rawInitiator(helloOf(1, NEWEST), aliceCredentials()).failure).toBeUndefined();
  });

  it.each([
    ['an unknown field', concatBytes(helloOf(1, NEWEST), Uint8Array.of(0x78, 1))],
    ['no versions', new Uint8Array(0)],
    ['an empty range', helloOf(3, 2)],
  ])('refuses a first message with %s', (_, hello) => {
    expect(rawInitiator(hello, aliceCredentials()).failure).toBe('HANDSHAKE_FAILED');
  });

  it('refuses credentials with an unknown field', () => {
    const credentials = concatBytes(aliceCredentials(), Uint8Array.of(0x78, 1));
    expect(rawInitiator(helloOf(1, NEWEST), credentials).failure).toBe('HANDSHAKE_FAILED');
  });

  it.each([
    ['message 1', 257],
    ['credentials', 2_049],
  ])('does no work for %s above their size', (message, size) => {
    let work = 0;
    const counting = { ...crypto, sha256: (data: Uint8Array) => (work++, crypto.sha256(data)) };
    const role = message === 'credentials' ? 'initiator' : 'responder';
    const { state } = startHandshake(settings(role, BOB, {}, { crypto: counting }));
    const before = work;
    const step = stepHandshake(state, { kind: 'received', bytes: randomBytes(size) });
    expect(failure(step)).toBe('HANDSHAKE_FAILED');
    expect(work).toBe(before);
  });

  it('keeps frames that arrive while the initiator is being checked, in order and within bounds', () => {
    const { bob, sealedByAlice } = upToProof();
    let state = bob;
    for (const text of ['one', 'two']) {
      const step = stepHandshake(state, { kind: 'received', bytes: sealedByAlice(text) });
      expect(step.effects).toEqual([]);
      state = step.state;
    }
    const link = linkOf(verifyAll(state));
    let transport = link.transport;
    for (const [index, text] of ['one', 'two'].entries()) {
      const opened = openMessage(crypto, transport, link.early[index] ?? new Uint8Array(0));
      expect(opened?.plaintext).toEqual(utf8(text));
      if (opened) transport = opened.transport;
    }
  });

  it.each([
    ['messages', 17, 1],
    ['bytes', 2, 32_769],
  ])('fails when too many early %s arrive', (_, count, size) => {
    let step: HandshakeStep = { state: upToProof().bob, effects: [] };
    for (let sent = 0; sent < count; sent++) {
      expect(failure(step)).toBeUndefined();
      step = stepHandshake(step.state, { kind: 'received', bytes: new Uint8Array(size) });
    }
    expect(failure(step)).toBe('HANDSHAKE_FAILED');
  });

  it('fails when the responder says more before the initiator answered', () => {
    const { alice } = upToAnswer();
    expect(failure(stepHandshake(alice, { kind: 'received', bytes: new Uint8Array(40) }))).toBe(
      'HANDSHAKE_FAILED',
    );
  });

  it('ignores what comes after the end', () => {
    const step = stepHandshake(responder().state, { kind: 'received', bytes: new Uint8Array(1) });
    expect(failure(step)).toBe('HANDSHAKE_FAILED');
    expect(stepHandshake(step.state, { kind: 'received', bytes: new Uint8Array(1) }).effects).toEqual([]);
    expect(stepHandshake(step.state, { kind: 'verified', valid: true }).effects).toEqual([]);
  });

  it('throws when our own code answers a check nobody asked for', () => {
    expect(() => stepHandshake(responder().state, { kind: 'verified', valid: true })).toThrow(TypeError);
  });

  it('never comes to a link when one bit of any message was flipped', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 }),
        fc.nat(),
        fc.integer({ min: 0, max: 7 }),
        (message, place, bit) => {
          const { atAlice, atBob } = shake({
            tamper: (bytes, index) => {
              if (index !== message) return;
              const at = place % bytes.length;
              bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
            },
          });
          expect(atBob.link).toBeUndefined();
          if (message < 2) expect(atAlice.link).toBeUndefined();
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never throws on random bytes', () => {
    const alice = startHandshake(settings('initiator', ALICE, {})).state;
    const bob = responder().state;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
        expect(failure(stepHandshake(alice, { kind: 'received', bytes }))).toBe('HANDSHAKE_FAILED');
        expect(failure(stepHandshake(bob, { kind: 'received', bytes }))).toBeDefined();
      }),
    );
  });
});

/** A hand-made initiator that may say what it likes, against Bob. */
function rawInitiator(hello: Bytes, credentials: Bytes, staticKey = ALICE.staticKey): Side {
  const atBob = new Side(responder());
  const start = startNoise(crypto, 'initiator', keys(staticKey), utf8('kith/link/1'));
  const first = must(writeMessage(crypto, start, hello));
  atBob.receive(first.message);
  const answer = atBob.outgoing.shift();
  if (!answer) return atBob;
  const read = must(readMessage(crypto, first.state, answer));
  atBob.receive(must(writeMessage(crypto, read.state, credentials)).message);
  return atBob;
}

/** Bob has read message 3 and waits for its signature check. */
function upToProof(): { readonly bob: HandshakeState; readonly sealedByAlice: (text: string) => Bytes } {
  const bob = responder();
  const start = startNoise(crypto, 'initiator', keys(ALICE.staticKey), utf8('kith/link/1'));
  const first = must(writeMessage(crypto, start, helloOf(1, NEWEST)));
  const answered = stepHandshake(bob.state, { kind: 'received', bytes: first.message });
  const answer = answered.effects.find((effect) => effect.kind === 'send');
  const read = must(readMessage(crypto, first.state, must(answer).bytes));
  const third = must(writeMessage(crypto, read.state, aliceCredentials()));
  const proof = stepHandshake(answered.state, { kind: 'received', bytes: third.message });
  let { transport } = finishNoise(crypto, third.state);
  const sealedByAlice = (text: string): Bytes => {
    const sealed = must(sealMessage(crypto, transport, utf8(text)));
    transport = sealed.transport;
    return sealed.message;
  };
  return { bob: proof.state, sealedByAlice };
}

/** Alice has read message 2 and waits for its signature check. */
function upToAnswer(): { readonly alice: HandshakeState } {
  const alice = startHandshake(settings('initiator', ALICE, {}));
  const bob = new Side(responder());
  for (const effect of alice.effects) if (effect.kind === 'send') bob.receive(effect.bytes);
  return { alice: stepHandshake(alice.state, { kind: 'received', bytes: must(bob.outgoing[0]) }).state };
}

function verifyAll(state: HandshakeState): readonly HandshakeEffect[] {
  const first = stepHandshake(state, { kind: 'verified', valid: true });
  return stepHandshake(first.state, { kind: 'verified', valid: true }).effects;
}

function linkOf(effects: readonly HandshakeEffect[]): EstablishedLink {
  return must(effects.find((effect) => effect.kind === 'established'));
}

function failure(step: HandshakeStep): string | undefined {
  return step.effects.find((effect) => effect.kind === 'failed')?.code;
}
