// Sessions that broke: noticed, renewed at most once a minute, and nothing that was said is lost.

import { beforeEach, describe, expect, it } from 'vitest';
import { decodeAddressedBundle, encodeAddressedBundle } from '../../src/protocol/bundle-codec.js';
import type { Frame } from '../../src/protocol/frame-codec.js';
import { ChaosWire } from '../../src/testing/lanes/chaos-wire.js';
import { type Friends, friends, say, systemLines, texts } from '../../src/testing/lanes/friends.js';
import { HostileNode, kinds } from '../../src/testing/lanes/hostile-node.js';
import type { LaneNode } from '../../src/testing/lanes/lane-node.js';

type Renewal = Extract<Frame, { kind: 'sessionRenewal' }>;
const isRenewal = (frame: Frame): frame is Renewal => frame.kind === 'sessionRenewal';
type EnvelopeFrame = Extract<Frame, { kind: 'envelope' }>;
const isEnvelope = (frame: Frame): frame is EnvelopeFrame => frame.kind === 'envelope';

let pair: Friends;
let alice: LaneNode;
let bob: HostileNode;

beforeEach(async () => {
  pair = await friends();
  alice = pair.alice;
  await say(pair.bob, alice, 'before');
  await pair.wire.settle();
  await say(alice, pair.bob, 'heard');
  await pair.wire.settle();
  pair.wire.cut();
  await pair.wire.settle();
  bob = new HostileNode(pair.bob, alice);
});

const shown = () => texts(alice, pair.bob);
const aliceLater = () => alice.lane.push({ kind: 'goOn', nodeId: pair.bob.self });

describe('an envelope that cannot be decrypted', () => {
  it('makes us ask for one renewal, and the talk goes on in the new session', async () => {
    await bob.meet();
    const heard = await bob.send(bob.garbage());
    expect(kinds(heard)).toEqual(['sessionRenewal']);
    const bundle = heard.find(isRenewal)?.bundle;
    if (!bundle) throw new Error('no renewal');
    await bob.startSession(bundle);
    expect(kinds(await bob.send(await bob.envelope(bob.payload('after'))))).toContain('ack');
    expect(shown()).toEqual(['before', 'heard', 'after']);
    await say(alice, pair.bob, 'back');
    const [answer] = (await bob.hear()).filter(isEnvelope);
    expect(answer && (await bob.read(answer))).toMatchObject({ text: 'back' });
  });

  it('and those behind it are passed over without ending the link', async () => {
    await bob.meet();
    const garbage = bob.garbage();
    const behind = { ...garbage, streamSeq: garbage.streamSeq + 1 };
    const heard = await bob.send(garbage, behind, garbage, behind);
    expect(kinds(heard)).toEqual(['sessionRenewal']);
    expect(bob.closedFor).toBeUndefined();
  });

  it('leads to at most one renewal a minute, and to the next one by itself', async () => {
    await bob.meet();
    const first = (await bob.send(bob.garbage())).find(isRenewal);
    if (!first) throw new Error('no renewal');
    await bob.startSession(first.bundle);
    await bob.send(await bob.envelope(bob.payload('after')));
    const began = pair.clock.now;
    let renewals = 0;
    for (; pair.clock.now < began + 59_000; pair.clock.now += 10_000) {
      renewals += (await bob.send(bob.garbage())).filter(isRenewal).length;
      renewals += (await bob.meet()).filter(isRenewal).length;
    }
    expect(renewals).toBe(0);
    pair.clock.now = began + 59_000;
    alice.outgoing = [];
    await bob.send(bob.garbage());
    const due = alice.outgoing.find(({ kind }) => kind === 'goOnLater');
    expect(due).toMatchObject({ nodeId: pair.bob.self, delayMs: 1_000 });
    pair.clock.now = began + 60_000;
    aliceLater();
    expect((await bob.hear()).filter(isRenewal)).toHaveLength(1);
    aliceLater();
    expect(await bob.hear()).toEqual([]);
    expect(shown()).toEqual(['before', 'heard', 'after']);
  });

  it('makes us repeat the same pre-keys on every link until they are used', async () => {
    await bob.meet();
    const first = (await bob.send(bob.garbage())).find(isRenewal);
    alice.restart();
    expect((await bob.meet()).filter(isRenewal)).toEqual([first]);
    expect((await bob.meet()).filter(isRenewal)).toEqual([first]);
    if (first) await bob.startSession(first.bundle);
    await bob.send(await bob.envelope(bob.payload('used')));
    expect((await bob.meet()).filter(isRenewal)).toEqual([]);
  });

  it.each([
    ['garbage', (now: HostileNode) => Promise.resolve(now.garbage())],
    [
      'a type that is not its own',
      async (now: HostileNode) => ({ ...(await now.envelope(now.payload('x'))), type: 'preKey' as const }),
    ],
    [
      'a broken seal',
      async (now: HostileNode) => {
        const envelope = await now.envelope(now.payload('x'));
        flipLastBit(envelope.ciphertext);
        return envelope;
      },
    ],
  ])('because it is %s looks the same from outside', async (_, make) => {
    await bob.meet();
    expect(kinds(await bob.send(await make(bob)))).toEqual(['sessionRenewal']);
    expect(shown()).toEqual(['before', 'heard']);
  });

  it('is one whose counter jumps by more than two thousand', async () => {
    await bob.meet();
    const streamSeq = bob.sent + 1;
    for (let count = 0; count < 2_001; count++) await bob.envelope(bob.payload('skipped'));
    expect(kinds(await bob.send(await bob.envelope(bob.payload('far'), { streamSeq })))).toEqual([
      'sessionRenewal',
    ]);
    expect(shown()).toEqual(['before', 'heard']);
  });
});

describe('a message key that was used before', () => {
  it('is only a suspicion: the marks are compared first, then the session is renewed', async () => {
    await bob.meet();
    const envelope = await bob.envelope(bob.payload('once'));
    await bob.send(envelope);
    // Same counter, other bytes: what a peer sends whose ratchet was rolled back.
    const reused = { ...envelope, streamSeq: bob.sent + 1, ciphertext: envelope.ciphertext.slice() };
    flipLastBit(reused.ciphertext);
    expect(await bob.send(reused)).toEqual([]);
    expect(bob.closedFor).toBe('stream');
    await bob.meet();
    const heard = await bob.send(reused);
    expect(kinds(heard)).toEqual(['sessionRenewal']);
    expect(bob.closedFor).toBeUndefined();
    expect(shown()).toEqual(['before', 'heard', 'once']);
  });

  it('is no suspicion any more when the number arrived honestly', async () => {
    await bob.meet();
    const envelope = await bob.envelope(bob.payload('once'));
    await bob.send(envelope);
    const broken = { ...envelope, streamSeq: bob.sent + 1, ciphertext: envelope.ciphertext.slice() };
    flipLastBit(broken.ciphertext);
    await bob.send(broken);
    await bob.meet();
    await bob.send(await bob.envelope(bob.payload('honest')));
    await bob.send({ ...broken, streamSeq: bob.sent + 1 });
    expect(bob.closedFor).toBe('stream');
    expect(shown()).toEqual(['before', 'heard', 'once', 'honest']);
  });
});

describe('a renewal the contact asks for', () => {
  const ask = async (): Promise<Renewal> => ({
    kind: 'sessionRenewal',
    bundle: await pair.bob.context.cipher.makeBundle(alice.self, pair.clock.now),
  });

  it('makes us send anew, under the same ids, what was not acknowledged', async () => {
    await say(alice, pair.bob, 'one');
    await say(alice, pair.bob, 'two');
    const before = (await bob.meet()).filter(isEnvelope);
    const after = (await bob.send(await ask())).filter(isEnvelope);
    expect(after.slice(0, 2).map((frame) => frame.streamSeq)).toEqual(before.map((frame) => frame.streamSeq));
    const read = [];
    for (const frame of after) read.push(await bob.read(frame));
    expect(read).toMatchObject([{ text: 'one' }, { text: 'two' }, { kind: 'profile' }]);
    expect(systemLines(alice, pair.bob).filter((code) => code === 'SESSION_RENEWED')).toHaveLength(1);
  });

  it('on pre-keys that cannot be used makes us ask for others at once', async () => {
    await bob.meet();
    const bundle = await pair.bob.context.cipher.makeBundle(alice.self, pair.clock.now);
    const decoded = decodeAddressedBundle(bundle);
    if (!decoded.ok) throw decoded.error;
    const forged = encodeAddressedBundle({ ...decoded.value, signedPreKeySignature: new Uint8Array(64) });
    const heard = await bob.send({ kind: 'sessionRenewal', bundle: forged });
    expect(kinds(heard)).toEqual(['sessionRenewal']);
  });

  it('is answered once, however often it is repeated', async () => {
    await bob.meet();
    const renewal = await ask();
    const answer = (await bob.send(renewal)).filter(isEnvelope);
    expect(answer).toHaveLength(1);
    expect(await bob.send(renewal)).toEqual([]);
    alice.restart();
    pair.clock.now += 120_000;
    // Not acknowledged, so the same bytes come again, and no other ones.
    expect((await bob.meet()).filter(isEnvelope)).toEqual(answer);
    expect(await bob.send(renewal)).toEqual([]);
  });

  it('is followed once a minute, however many come', async () => {
    await bob.meet();
    let envelopes = 0;
    for (let count = 0; count < 50; count++) {
      envelopes += (await bob.send(await ask())).filter(isEnvelope).length;
    }
    expect(envelopes).toBe(1);
    expect(systemLines(alice, pair.bob).filter((code) => code === 'SESSION_RENEWED')).toHaveLength(1);
    pair.clock.now += 60_000;
    expect((await bob.send(await ask())).filter(isEnvelope)).toHaveLength(1);
    expect(alice.store.outbox.all(alice.contactOf(pair.bob.self) ?? ('' as never))).toHaveLength(1);
  });

  it('before the marks agree has no effect', async () => {
    await say(alice, pair.bob, 'one');
    await bob.connect();
    expect(await bob.send(await ask())).toEqual([]);
    expect(systemLines(alice, pair.bob)).not.toContain('SESSION_RENEWED');
  });

  it('that crosses what was sent already loses nothing and raises no alarm', async () => {
    const { bob: honest } = pair;
    const wire = new ChaosWire(alice, honest, pair.clock);
    wire.connect();
    await wire.deliver(alice, 9);
    await wire.deliver(honest, 9);
    await wire.deliver(alice, 9);
    // Alice cannot read Bob any more and asks him; his answer is lost with the link.
    await alice.context.cipher.archiveSession(honest.self);
    const id = alice.contactOf(honest.self) ?? ('' as never);
    const stream = alice.store.streams.get(id);
    const renewal = await alice.context.cipher.makeBundle(honest.self, pair.clock.now);
    if (stream) alice.store.streams.put({ ...stream, renewal, renewedAt: pair.clock.now });
    wire.cut();
    await wire.collect();
    wire.connect();
    await wire.deliver(alice, 1);
    await wire.deliver(honest, 1);
    await say(honest, alice, 'in the new session');
    await wire.deliver(alice, 9);
    wire.cut();
    await wire.collect();
    await wire.heal();
    expect(texts(alice, honest)).toEqual(['before', 'heard', 'in the new session']);
    expect(
      [...systemLines(alice, honest), ...systemLines(honest, alice)].filter((code) => code.includes('STORE')),
    ).toEqual([]);
  });
});

function flipLastBit(bytes: Uint8Array): void {
  const last = bytes.length - 1;
  bytes.set([(bytes[last] ?? 0) ^ 1], last);
}
