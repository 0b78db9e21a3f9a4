// A contact that lies, frame by frame, with real keys: it may hurt its own conversation, never the truth in ours.

import { beforeEach, describe, expect, it } from 'vitest';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { contactId, type Friends, friends, say, states, texts } from '../../src/testing/lanes/friends.js';
import { HostileNode, kinds } from '../../src/testing/lanes/hostile-node.js';
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
  pair = await friends();
  alice = pair.alice;
  await say(pair.bob, alice, 'honest');
  await pair.wire.settle();
  await say(alice, pair.bob, 'reply');
  await pair.wire.settle();
  pair.wire.cut();
  await pair.wire.settle();
  mallory = new HostileNode(pair.bob, alice);
});

const shown = () => texts(alice, pair.bob);
type EnvelopeFrame = Extract<Frame, { kind: 'envelope' }>;
const isEnvelope = (frame: Frame): frame is EnvelopeFrame => frame.kind === 'envelope';

/** The conversation goes on: what is said from now on arrives. */
async function expectGoingOn(): Promise<void> {
  await mallory.meet();
  const heard = await mallory.send(await mallory.envelope(mallory.payload('and on')));
  expect(kinds(heard)).toContain('ack');
  expect(shown().at(-1)).toBe('and on');
}

describe('an envelope', () => {
  it('is taken when it is honest', async () => {
    await mallory.meet();
    const heard = await mallory.send(await mallory.envelope(mallory.payload('hello')));
    expect(heard).toEqual([{ kind: 'ack', streamSeq: mallory.sent }]);
    expect(shown()).toEqual(['honest', 'reply', 'hello']);
  });

  it('of our own that is reflected is not taken', async () => {
    await mallory.meet();
    await say(alice, pair.bob, 'mine');
    const [own] = (await mallory.hear()).filter(isEnvelope);
    if (!own) throw new Error('nothing was sent');
    await mallory.send({ ...own, streamSeq: mallory.sent + 1 });
    expect(shown()).toEqual(['honest', 'reply', 'mine']);
    await expectGoingOn();
  });

  it('that was taken is only acknowledged again', async () => {
    await mallory.meet();
    const envelope = await mallory.envelope(mallory.payload('once'));
    await mallory.send(envelope);
    await mallory.send(await mallory.envelope(mallory.payload('later')));
    const last = mallory.sent;
    expect(await mallory.send(envelope, envelope)).toEqual([{ kind: 'ack', streamSeq: last }]);
    await mallory.meet();
    await mallory.send(envelope);
    alice.restart();
    await mallory.meet();
    await mallory.send(envelope);
    expect(shown()).toEqual(['honest', 'reply', 'once', 'later']);
    expect(mallory.closedFor).toBeUndefined();
  });

  it('that was taken has no effect under a new number', async () => {
    await mallory.meet();
    const envelope = await mallory.envelope(mallory.payload('once'));
    await mallory.send(envelope);
    expect(await mallory.send({ ...envelope, streamSeq: mallory.sent + 1 })).toEqual([]);
    expect(mallory.closedFor).toBe('stream');
    expect(shown()).toEqual(['honest', 'reply', 'once']);
    await expectGoingOn();
  });

  it('with other bytes under a number that was taken has no effect', async () => {
    await mallory.meet();
    await mallory.send(await mallory.envelope(mallory.payload('first')));
    const before = mallory.sent;
    expect(
      await mallory.send(await mallory.envelope(mallory.payload('other'), { streamSeq: before })),
    ).toEqual([]);
    expect(mallory.closedFor).toBe('stream');
    expect(shown()).toEqual(['honest', 'reply', 'first']);
  });

  it('that leaves a number out is not taken', async () => {
    await mallory.meet();
    const streamSeq = mallory.sent + 2;
    expect(await mallory.send(await mallory.envelope(mallory.payload('far'), { streamSeq }))).toEqual([]);
    expect(mallory.closedFor).toBe('stream');
    expect(shown()).toEqual(['honest', 'reply']);
  });

  it('before the marks has no effect, and is taken after them', async () => {
    await mallory.connect();
    const envelope = await mallory.envelope(mallory.payload('early'));
    expect(await mallory.send(envelope)).toEqual([]);
    expect(shown()).toEqual(['honest', 'reply']);
    await mallory.send(mallory.marks(), envelope);
    expect(shown()).toEqual(['honest', 'reply', 'early']);
  });
});

describe('a payload', () => {
  const carol = () => new LaneNode('carol', memoryStore().connection, pair.clock);

  it.each<[string, () => Partial<Payload>]>([
    ['another sender', () => ({ sender: carol().self })],
    ['us as sender', () => ({ sender: alice.self })],
    ['us as sender and itself as recipient', () => ({ sender: alice.self, recipient: pair.bob.self })],
    ['another recipient', () => ({ recipient: carol().self })],
    ['another conversation', () => ({ conversation: alice.conversation(carol().self) })],
    ['our notes to self', () => ({ conversation: alice.conversation(alice.self) })],
    ['a place too far ahead', () => ({ lamport: 2_000_000 })],
    ['no place', () => ({ authorSeq: 0 })],
  ])('that names %s has no effect, and the talk goes on', async (_, lie) => {
    await mallory.meet();
    const heard = await mallory.send(await mallory.envelope(mallory.payload('lie', lie())));
    // Sent again it would be a lie again: it is acknowledged and forgotten.
    expect(kinds(heard)).toEqual(['ack']);
    expect(shown()).toEqual(['honest', 'reply']);
    expect(alice.store.conversations.get(alice.conversation(alice.self))).toBeUndefined();
    await expectGoingOn();
  });

  it('under a known message id or number changes nothing', async () => {
    await mallory.meet();
    const messageId = mallory.messageId();
    const first = await mallory.envelope(mallory.payload('first', { messageId, authorSeq: 9 }));
    await mallory.send(first);
    await mallory.send(await mallory.envelope(mallory.payload('same id', { messageId, authorSeq: 10 })));
    await mallory.send(await mallory.envelope(mallory.payload('same place', { authorSeq: 9 })));
    expect(shown()).toEqual(['honest', 'reply', 'first']);
  });

  it('that is no payload at all has no effect', async () => {
    await mallory.meet();
    const heard = await mallory.send(
      await mallory.envelope(Uint8Array.of(1, 2, 3)),
      await mallory.envelope(new Uint8Array(0)),
    );
    expect(heard).toEqual([{ kind: 'ack', streamSeq: mallory.sent }]);
    await expectGoingOn();
  });

  it('gives nothing back to a store that lost nothing', async () => {
    await mallory.meet();
    const forged = mallory.payload('never said', {
      sender: alice.self,
      recipient: pair.bob.self,
      authorSeq: 5,
    });
    const content = { kind: 'recovered', payload: forged } as const;
    await mallory.send(await mallory.envelope(mallory.payload('', { authorSeq: 0, content })));
    expect(shown()).toEqual(['honest', 'reply']);
  });

  it('cannot mark as read what is not ours to be read', async () => {
    await mallory.meet();
    const ids = alice.messages(pair.bob.self).map((message) => message.id);
    const content = { kind: 'readReceipt', messageIds: ids } as const;
    await mallory.send(await mallory.envelope(mallory.payload('', { authorSeq: 0, content })));
    expect(states(alice, pair.bob)).toEqual(['received', 'read']);
  });
});

describe('an acknowledgement', () => {
  it('beyond what was sent ends the link and delivers nothing', async () => {
    await mallory.meet();
    await say(alice, pair.bob, 'unread');
    const [envelope] = (await mallory.hear()).filter(isEnvelope);
    const streamSeq = (envelope?.streamSeq ?? 0) + 1;
    await mallory.send({ kind: 'ack', streamSeq });
    expect(mallory.closedFor).toBe('stream');
    expect(states(alice, pair.bob)).toEqual(['received', 'delivered', 'queued']);
  });

  it('that goes back changes nothing', async () => {
    await mallory.meet();
    const before = alice.store.streams.get(alice.contactOf(pair.bob.self) ?? ('' as never));
    expect(await mallory.send({ kind: 'ack', streamSeq: 1 })).toEqual([]);
    expect(alice.store.streams.get(alice.contactOf(pair.bob.self) ?? ('' as never))).toEqual(before);
  });
});

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
  /** Alice believes to be an older copy and takes what Mallory says she wrote. */
  async function recovering(): Promise<void> {
    await mallory.meet({ received: 99 });
    const held = { held: 5, heldHash: null };
    const [renewal] = (await mallory.meet(held)).filter((frame) => frame.kind === 'sessionRenewal');
    if (renewal?.kind !== 'sessionRenewal') throw new Error('no renewal');
    mallory.beginStream();
    await mallory.startSession(renewal.bundle);
  }

  const giveBack = async (text: string, changes: Partial<Payload> = {}) => {
    const lost = { sender: alice.self, recipient: pair.bob.self, lamport: 50, ...changes };
    const content = { kind: 'recovered', payload: mallory.payload(text, lost) } as const;
    await mallory.send(await mallory.envelope(mallory.payload('', { authorSeq: 0, content })));
  };

  it('is taken when we may have written it, and shown as given back', async () => {
    await recovering();
    await giveBack('lost', { authorSeq: 3 });
    expect(shown()).toEqual(['honest', 'reply', 'lost']);
    expect(alice.messages(pair.bob.self).at(-1)).toMatchObject({ recovered: true, state: 'delivered' });
  });

  it.each<[string, () => Partial<Payload>]>([
    ['another sender', () => ({ sender: pair.bob.self })],
    ['another recipient', () => ({ recipient: alice.self })],
    ['another conversation', () => ({ conversation: alice.conversation(alice.self) })],
    ['no place', () => ({ authorSeq: 0 })],
    ['a place behind all it said to hold', () => ({ authorSeq: 6 })],
    ['a place too far ahead', () => ({ authorSeq: 3, lamport: 2_000_000 })],
  ])('is not taken when it names %s', async (_, lie) => {
    await recovering();
    await giveBack('forged', { authorSeq: 3, ...lie() });
    expect(shown()).toEqual(['honest', 'reply']);
  });

  it('ends only with the word for this life', async () => {
    await recovering();
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
