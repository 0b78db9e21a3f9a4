// A contact that lies, frame by frame, with real keys: it may hurt its own conversation, never the truth in ours.

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Friends, say, states, systemLines, texts } from '../../src/testing/lanes/friends.js';
import { badHands } from '../../src/testing/lanes/bad-hands.js';
import { type HostileNode, kinds } from '../../src/testing/lanes/hostile-node.js';
import { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { memoryStore } from '../../src/testing/memory-store/memory-store.js';
import type { Frame } from '../../src/protocol/frame-codec.js';
import type { Payload } from '../../src/protocol/payload-codec.js';

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

  it('that was taken long ago costs no search through all that was said since', async () => {
    await mallory.meet();
    const old = await mallory.envelope(mallory.payload('once'));
    await mallory.send(old);
    const contact = alice.contactOf(pair.bob.self) ?? ('' as never);
    const { streams } = alice.store;
    const looked: number[] = [];
    const hasSeenAbove = streams.hasSeenAbove.bind(streams);
    vi.spyOn(streams, 'hasSeenAbove').mockImplementation((id, above, hash) => {
      looked.push(above);
      return hasSeenAbove(id, above, hash);
    });
    const stream = streams.get(contact);
    if (!stream) throw new Error('they never met');
    streams.put({ ...stream, received: 1_000_000 });
    const again = { ...old, streamSeq: 1_000_001 };
    for (let link = 0; link < 2; link++) {
      await mallory.meet({ sent: 1_000_000 });
      expect(kinds(await mallory.send(again))).toEqual(link === 0 ? [] : ['sessionRenewal']);
    }
    expect(looked).toEqual([998_976, 998_976]);
    expect(shown()).toEqual(['honest', 'reply', 'once']);
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

describe('a contact whose envelopes do not open', () => {
  const MINUTE_MS = 60_000;
  let tried: number;

  beforeEach(async () => {
    await mallory.meet();
    tried = 0;
    const { cipher } = alice.context;
    const decrypt = cipher.decrypt.bind(cipher);
    cipher.decrypt = (...envelope) => {
      tried += 1;
      return decrypt(...envelope);
    };
  });
  const flood = async () => {
    for (let count = 0; count < 100; count++) await mallory.send(mallory.garbage());
  };

  it('has twenty tries, also on new links, and then twenty a minute', async () => {
    await flood();
    await mallory.meet();
    await flood();
    expect(tried).toBe(20);
    pair.clock.now += MINUTE_MS;
    await mallory.meet();
    await flood();
    expect(tried).toBe(40);
  });

  it('has as many messages when it made its session dear to read', async () => {
    alice.context.cipher.isBurdened = () => true;
    const envelopes: Frame[] = [];
    for (let count = 0; count < 40; count++)
      envelopes.push(await mallory.envelope(mallory.payload(String(count))));
    await mallory.send(...envelopes);
    expect(shown().slice(2)).toHaveLength(20);
    pair.clock.now += MINUTE_MS;
    await mallory.meet();
    await mallory.send(...envelopes.slice(20));
    expect(shown().slice(2)).toHaveLength(40);
  });

  it('is heard again when it has tries left', async () => {
    await flood();
    const due = alice.outgoing.find((effect) => effect.kind === 'goOnLater' && effect.delayMs < MINUTE_MS);
    expect(due).toMatchObject({ nodeId: pair.bob.self, delayMs: 3_000 });
    pair.clock.now += 3_000;
    alice.lane.push({ kind: 'goOn', nodeId: pair.bob.self });
    await mallory.hear();
    expect(mallory.closedFor).toBe('stream');
    await expectGoingOn();
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
    // Sent again it would be a lie again: it is committed without effect, and its sender hears that and no more.
    expect(heard).toMatchObject([{ kind: 'envelopeRefused', streamSeq: mallory.sent }]);
    expect(Object.keys(heard[0] ?? {}).sort()).toEqual(['hash', 'kind', 'reason', 'streamSeq']);
    expect(shown()).toEqual(['honest', 'reply']);
    expect(alice.store.conversations.get(alice.conversation(alice.self))).toBeUndefined();
    await expectGoingOn();
  });

  it('under a known message id or number changes nothing', async () => {
    await mallory.meet();
    const messageId = mallory.messageId();
    const first = await mallory.envelope(mallory.payload('first', { messageId, authorSeq: 9 }));
    await mallory.send(first);
    const sameId = await mallory.envelope(mallory.payload('same id', { messageId, authorSeq: 10 }));
    const samePlace = await mallory.envelope(mallory.payload('same place', { authorSeq: 9 }));
    expect(kinds(await mallory.send(sameId))).toEqual(['ack']);
    expect(await mallory.send(samePlace)).toMatchObject([
      { kind: 'envelopeRefused', streamSeq: mallory.sent, reason: 'notAllowed' },
    ]);
    expect(shown()).toEqual(['honest', 'reply', 'first']);
  });

  it('that names another one before it than we hold is shown, and the owner told', async () => {
    await mallory.meet();
    const broken = () => systemLines(alice, pair.bob).filter((code) => code === 'CHAIN_BROKEN');
    await mallory.send(await mallory.envelope(mallory.payload('unknown', { prevHash: null })));
    expect(broken()).toEqual([]);
    await mallory.send(await mallory.envelope(mallory.payload('other', { prevHash: new Uint8Array(32) })));
    expect(broken()).toHaveLength(1);
    expect(shown()).toEqual(['honest', 'reply', 'unknown', 'other']);
  });

  it('that is no payload at all has no effect', async () => {
    await mallory.meet();
    const heard = await mallory.send(
      await mallory.envelope(Uint8Array.of(1, 2, 3)),
      await mallory.envelope(new Uint8Array(0)),
    );
    const reason = 'malformed';
    expect(heard).toMatchObject([
      { kind: 'envelopeRefused', streamSeq: mallory.sent - 1, reason },
      { kind: 'envelopeRefused', streamSeq: mallory.sent, reason },
    ]);
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

describe('a refusal', () => {
  const refusal = (envelope: EnvelopeFrame | undefined, changes = {}): Frame => ({
    kind: 'envelopeRefused',
    streamSeq: envelope?.streamSeq ?? 0,
    hash: alice.context.sha256(envelope?.ciphertext ?? new Uint8Array()),
    reason: 'notAllowed',
    ...changes,
  });
  const ours = () => states(alice, pair.bob).slice(2);

  it('of other bytes, of what was never sent and of what was delivered changes nothing', async () => {
    await mallory.meet();
    await say(alice, pair.bob, 'one');
    const [one] = (await mallory.hear()).filter(isEnvelope);
    await mallory.send(refusal(one, { hash: new Uint8Array(32) }), refusal(one, { streamSeq: 1_000_000 }));
    expect(ours()).toEqual(['queued']);
    await mallory.send({ kind: 'ack', streamSeq: one?.streamSeq ?? 0 }, refusal(one));
    expect(ours()).toEqual(['delivered']);
    expect(mallory.closedFor).toBeUndefined();
  });

  it('fails that message alone, however often it is said', async () => {
    await mallory.meet();
    for (const text of ['one', 'two', 'three']) await say(alice, pair.bob, text);
    const [, two] = (await mallory.hear()).filter(isEnvelope);
    await mallory.send(refusal(two), refusal(two));
    expect(ours()).toEqual(['delivered', 'failed', 'queued']);
    expect(mallory.closedFor).toBeUndefined();
  });

  it('of everything, for ever, ends: the empty place that follows a message is given up', async () => {
    await mallory.meet();
    await say(alice, pair.bob, 'unwanted');
    for (let round = 0; round < 5; round++) {
      const sent = (await mallory.hear()).filter(isEnvelope);
      expect(sent).toHaveLength(round < 2 ? 1 : 0);
      for (const envelope of sent) {
        alice.lane.push({
          kind: 'frame',
          linkId: mallory.linkId,
          nodeId: pair.bob.self,
          frame: refusal(envelope),
        });
      }
    }
    expect(ours()).toEqual(['failed']);
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
