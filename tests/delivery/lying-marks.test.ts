// A contact that lies about what both sides have: at worst we begin a new life for nothing, in which nothing is lost.

import { beforeEach, describe, expect, it } from 'vitest';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { contactId, type Friends, say, states, texts } from '../../src/testing/lanes/friends.js';
import { badHands } from '../../src/testing/lanes/bad-hands.js';
import { type HostileNode, kinds } from '../../src/testing/lanes/hostile-node.js';
import { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { memoryStore } from '../../src/testing/memory-store/memory-store.js';
import type { Frame, Marks } from '../../src/protocol/frame-codec.js';
import type { Payload } from '../../src/protocol/payload-codec.js';
import { idFromHex } from '../../src/base/ids.js';

let pair: Friends;
let alice: LaneNode;
/** Bob's keys in bad hands. */
let mallory: HostileNode;

beforeEach(async () => {
  ({ pair, mallory } = await badHands());
  alice = pair.alice;
});

const shown = () => texts(alice, pair.bob);
type EnvelopeFrame = Extract<Frame, { kind: 'envelope' }>;
const isEnvelope = (frame: Frame): frame is EnvelopeFrame => frame.kind === 'envelope';

describe('marks', () => {
  it.each<[string, Partial<Marks>]>([
    ['to have more than we sent', { received: 99 }],
    ['to have other bytes than we sent', { receivedHash: new Uint8Array(32) }],
    ['that we acknowledged more than we got', { acked: 99, sent: 99 }],
    ['to hold another message of ours', { held: 1, heldHash: new Uint8Array(32) }],
    ['that we had another life', { peerIncarnation: idFromHex('incarnation', 'ab'.repeat(16)) ?? null }],
  ])('that claim %s begin a new life, in which nothing is lost or doubled', async (_, lie) => {
    await say(alice, pair.bob, 'while apart');
    const before = alice.incarnation;
    await mallory.meet(lie);
    expect(alice.incarnation).not.toBe(before);
    // The liar stops lying.
    const wire = new LaneWire(alice, pair.bob);
    pair.bob.restart();
    wire.connect();
    await wire.settle();
    await say(pair.bob, alice, 'again');
    await wire.settle();
    const expected = ['honest', 'reply', 'while apart', 'again'];
    expect(shown()).toEqual(expected);
    expect(texts(pair.bob, alice)).toEqual(expected);
    expect(states(alice, pair.bob)).toEqual(['received', 'delivered', 'delivered', 'received']);
  });

  it.each<[string, Partial<Marks>]>([
    ['to have less than it acknowledged', { received: 0, receivedHash: null }],
    ['to have sent less than we have', { sent: 0 }],
  ])('that claim %s are waited out', async (_, lie) => {
    await say(alice, pair.bob, 'while apart');
    const before = alice.incarnation;
    const heard = await mallory.meet(lie);
    expect(kinds(heard)).toEqual(['marks']);
    expect(await mallory.send(await mallory.envelope(mallory.payload('now?')))).toEqual([]);
    expect(alice.incarnation).toBe(before);
    expect(shown()).toEqual(['honest', 'reply', 'while apart']);
  });

  it('of another incarnation than the link has end it', async () => {
    await mallory.connect();
    const incarnation = idFromHex('incarnation', 'cd'.repeat(16)) ?? mallory.self.incarnation;
    await mallory.send(mallory.marks({ incarnation }));
    expect(mallory.closedFor).toBe('stream');
  });

  it('of a life that the peer has left are not followed', async () => {
    const incarnation = idFromHex('incarnation', 'cd'.repeat(16)) ?? mallory.self.incarnation;
    await mallory.connect(incarnation);
    await mallory.send(mallory.marks({ incarnation, sent: 0, received: 0, receivedHash: null, acked: 0 }));
    const before = alice.incarnation;
    const nothing = { sent: 0, received: 0, receivedHash: null, acked: 0, held: 0, heldHash: null };
    expect(kinds(await mallory.meet(nothing))).toEqual(['marks']);
    mallory.beginStream();
    expect(await mallory.send(await mallory.envelope(mallory.payload('back')))).toEqual([]);
    expect(alice.incarnation).toBe(before);
    expect(shown()).toEqual(['honest', 'reply']);
  });

  it('that are repeated do not make us send everything again', async () => {
    for (let count = 0; count < 5; count++) await say(alice, pair.bob, String(count));
    const heard = await mallory.meet();
    expect(heard.filter(isEnvelope)).toHaveLength(5);
    expect(await mallory.send(mallory.marks(), mallory.marks())).toEqual([]);
  });

  it('may not raise the order by more than a million at once', async () => {
    const conversation = alice.conversation(pair.bob.self);
    const before = alice.store.conversations.get(conversation)?.lamport ?? 0;
    await mallory.meet({ lamport: before + 1_000_001 });
    expect(alice.store.conversations.get(conversation)?.lamport).toBe(before);
    await mallory.meet({ lamport: before + 1_000_000 });
    expect(alice.store.conversations.get(conversation)?.lamport).toBe(before + 1_000_000);
  });
});

describe('a payload given back after a rollback', () => {
  const giveBack = async (text: string, changes: Partial<Payload> = {}) => {
    const lost = { sender: alice.self, recipient: pair.bob.self, lamport: 50, ...changes };
    const content = { kind: 'recovered', payload: mallory.payload(text, lost) } as const;
    await mallory.send(await mallory.envelope(mallory.payload('', { authorSeq: 0, content })));
  };

  it('is taken when we may have written it, and shown as given back', async () => {
    await mallory.rollBack();
    await giveBack('lost', { authorSeq: 3, sentAt: 1_234 });
    expect(shown()).toEqual(['honest', 'reply', 'lost']);
    const given = { recovered: true, state: 'delivered', sentAt: 1_234, receivedAt: 1_234 };
    expect(alice.messages(pair.bob.self).at(-1)).toMatchObject(given);
  });

  it.each<[string, () => Partial<Payload>]>([
    ['another sender', () => ({ sender: pair.bob.self })],
    ['another recipient', () => ({ recipient: alice.self })],
    ['another conversation', () => ({ conversation: alice.conversation(alice.self) })],
    ['no place', () => ({ authorSeq: 0 })],
    ['a place behind all it said to hold', () => ({ authorSeq: 6 })],
    ['a place too far ahead', () => ({ authorSeq: 3, lamport: 2_000_000 })],
  ])('is not taken when it names %s', async (_, lie) => {
    await mallory.rollBack();
    await giveBack('forged', { authorSeq: 3, ...lie() });
    expect(shown()).toEqual(['honest', 'reply']);
  });

  it('ends only with the word for this life', async () => {
    await mallory.rollBack();
    const end = { kind: 'recovered', payload: new Uint8Array(0) } as const;
    const over = (messageId: string) =>
      mallory.payload('', { authorSeq: 0, content: end, messageId: messageId as Payload['messageId'] });
    await say(alice, pair.bob, 'waits');
    await mallory.send(await mallory.envelope(over('ab'.repeat(16))));
    expect(kinds(await mallory.hear())).not.toContain('envelope');
    await giveBack('lost', { authorSeq: 3 });
    expect(shown()).toContain('lost');
    const heard = await mallory.send(await mallory.envelope(over(alice.incarnation)));
    expect(kinds(heard)).toContain('envelope');
  });
});

describe('another contact', () => {
  it('is not touched by the lies of this one', async () => {
    const carol = new LaneNode('carol', memoryStore().connection, pair.clock);
    const wire = new LaneWire(carol, alice);
    await befriend(wire);
    await say(carol, alice, 'from Carol');
    await wire.settle();
    await mallory.meet({ received: 99 });
    wire.cut();
    wire.connect();
    await wire.settle();
    await say(carol, alice, 'still Carol');
    await wire.settle();
    await say(alice, carol, 'to Carol');
    await wire.settle();
    expect(texts(alice, carol)).toEqual(['from Carol', 'still Carol', 'to Carol']);
    expect(texts(carol, alice)).toEqual(texts(alice, carol));
    expect(contactId(alice, carol)).toBeDefined();
  });
});
