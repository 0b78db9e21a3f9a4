// A contact that claims again and again that a store began anew, ours or its own: it costs others little, and then nothing.

import { beforeEach, describe, expect, it } from 'vitest';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { contactId, type Friends, say, states, systemLines, texts } from '../../src/testing/lanes/friends.js';
import { BELIEVED_CLAIMS, PEER_BUDGETS } from '../../src/core/session/index.js';
import { badHands } from '../../src/testing/lanes/bad-hands.js';
import { HostileNode, kinds } from '../../src/testing/lanes/hostile-node.js';
import { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { memoryStore } from '../../src/testing/memory-store/memory-store.js';
import type { Marks } from '../../src/protocol/frame-codec.js';
import { idFromHex } from '../../src/base/ids.js';

let pair: Friends;
let alice: LaneNode;
/** Bob's keys in bad hands. */
let mallory: HostileNode;

beforeEach(async () => {
  ({ pair, mallory } = await badHands());
  alice = pair.alice;
});

const MINUTE_MS = 60_000;

/** Links of Mallory on which she tells the same lie, one after the other. */
async function lie(times: number, marks: () => Partial<Marks>): Promise<void> {
  for (let count = 0; count < times; count++) {
    await mallory.meet(marks());
    pair.clock.now += MINUTE_MS;
  }
}

describe('a contact that claims again and again that we are an older copy', () => {
  const unknownLife = () => ({ peerIncarnation: alice.id() as Marks['incarnation'] });

  it.each<[string, () => Partial<Marks>]>([
    ['that we had another life', unknownLife],
    ['to have more than we sent', () => ({ peerIncarnation: alice.incarnation, received: 99 })],
  ])('by saying %s is believed three times, across restarts', async (_, claim) => {
    const lives = new Set([alice.incarnation]);
    for (let count = 0; count < 20; count++) {
      await lie(1, claim);
      lives.add(alice.incarnation);
      alice.restart();
    }
    expect(lives.size).toBe(1 + BELIEVED_CLAIMS);
  });

  it('is believed once about the same life: it may not have heard of the new one yet', async () => {
    const lost = unknownLife();
    await lie(1, () => lost);
    const life = alice.incarnation;
    await lie(2, () => lost);
    expect(alice.incarnation).toBe(life);
  });

  it('is believed once a minute, and so is everybody else together', async () => {
    const carol = new LaneNode('carol', memoryStore().connection, pair.clock);
    const wire = new LaneWire(carol, alice);
    await befriend(wire);
    wire.cut();
    await wire.settle();
    const other = new HostileNode(carol, alice);
    await mallory.meet(unknownLife());
    const life = alice.incarnation;
    await mallory.meet(unknownLife());
    expect(kinds(await other.meet(unknownLife()))).toEqual(['marks']);
    expect(alice.incarnation).toBe(life);
    const due = alice.outgoing.filter(({ kind }) => kind === 'goOnLater');
    expect(due).toContainEqual({ kind: 'goOnLater', nodeId: carol.self, delayMs: MINUTE_MS });
    pair.clock.now += MINUTE_MS;
    await other.meet(unknownLife());
    expect(alice.incarnation).not.toBe(life);
  });

  it('is told to the owner once, and nothing is sent to it', async () => {
    await lie(BELIEVED_CLAIMS, unknownLife);
    expect(systemLines(alice, pair.bob)).not.toContain('ROLLBACK_DOUBTED');
    await say(alice, pair.bob, 'waits');
    for (let count = 0; count < 5; count++) {
      expect(kinds(await mallory.meet(unknownLife()))).not.toContain('envelope');
    }
    const lines = systemLines(alice, pair.bob).filter((code) => code === 'ROLLBACK_DOUBTED');
    expect(lines).toHaveLength(1);
    expect(states(alice, pair.bob).at(-1)).toBe('queued');
  });

  it('goes on as before when it stops lying', async () => {
    await lie(5, unknownLife);
    await say(alice, pair.bob, 'waited');
    pair.bob.restart();
    const wire = new LaneWire(alice, pair.bob);
    wire.connect();
    await wire.settle();
    expect(texts(pair.bob, alice)).toEqual(['honest', 'reply', 'waited']);
  });

  it('is believed again on the word of the owner', async () => {
    await lie(5, unknownLife);
    const before = alice.incarnation;
    await alice.command('believeContact', { contactId: contactId(alice, pair.bob) });
    await mallory.hear();
    expect(mallory.closedFor).toBe('stream');
    await mallory.meet(unknownLife());
    expect(alice.incarnation).not.toBe(before);
  });

  it('leaves the others alone from then on', async () => {
    const carol = new LaneNode('carol', memoryStore().connection, pair.clock);
    const wire = new LaneWire(carol, alice);
    await befriend(wire);
    await lie(BELIEVED_CLAIMS + 1, unknownLife);
    wire.cut();
    wire.connect();
    await wire.settle();
    const bundles = alice.store.signal.nextKeyId();
    await lie(5, unknownLife);
    await say(carol, alice, 'undisturbed');
    await wire.settle();
    expect(texts(alice, carol)).toEqual(['undisturbed']);
    expect(states(carol, alice)).toEqual(['delivered']);
    expect(alice.store.signal.nextKeyId()).toBe(bundles + 1);
  });
});

describe('a contact that claims one new life after another', () => {
  const nothing = {
    sent: 0,
    received: 0,
    receivedHash: null,
    acked: 0,
    authored: 0,
    held: 0,
    heldHash: null,
  };
  const newLife = async () => {
    const incarnation = idFromHex('incarnation', alice.id()) ?? mallory.self.incarnation;
    const greeting = await mallory.connect(incarnation);
    return [...greeting, ...(await mallory.send(mallory.marks({ ...nothing, incarnation })))];
  };
  const owed = () => alice.store.outbox.all(alice.contactOf(pair.bob.self) ?? ('' as never));

  const stream = () => alice.store.streams.get(alice.contactOf(pair.bob.self) ?? ('' as never));
  const exhaust = async () => {
    for (let count = 0; count < PEER_BUDGETS.restarts.burst; count++) await newLife();
  };

  it('is followed eight times and then once a minute', async () => {
    await exhaust();
    const last = stream();
    expect(kinds(await newLife())).toEqual(['marks']);
    expect(stream()).toEqual(last);
    pair.clock.now += MINUTE_MS;
    await newLife();
    expect(stream()).not.toEqual(last);
  });

  it('is called back when its minute is over', async () => {
    await exhaust();
    await newLife();
    const due = alice.outgoing.filter(({ kind }) => kind === 'goOnLater').at(-1);
    expect(due).toMatchObject({ nodeId: pair.bob.self, delayMs: MINUTE_MS });
    alice.lane.push({ kind: 'goOn', nodeId: pair.bob.self });
    await mallory.hear();
    expect(mallory.closedFor).toBe('stream');
  });

  it('makes us keep one copy of what it lost, and tell the owner once', async () => {
    await newLife();
    const once = owed().length;
    await exhaust();
    expect(owed()).toHaveLength(once);
    const lines = systemLines(alice, pair.bob).filter((code) => code === 'PEER_STORE_RESTORED');
    expect(lines).toHaveLength(1);
  });
});
