// What goes wrong with one item, or with the disk, harms nobody else and loses nothing.

import { describe, expect, it, onTestFinished } from 'vitest';
import { idFromHex, type UploadId } from '../../src/base/ids.js';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { FaultyStore } from '../../src/testing/lanes/faulty-store.js';
import { contactId, say, states, texts } from '../../src/testing/lanes/friends.js';
import { HostileNode } from '../../src/testing/lanes/hostile-node.js';
import { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { memoryStore } from '../../src/testing/memory-store/memory-store.js';
import { sqliteFixture } from '../../src/testing/sqlite-fixture.js';

const clock = { now: 1_700_000_000_000 };

async function friendOf(alice: LaneNode, name: string): Promise<LaneNode> {
  const friend = new LaneNode(name, memoryStore().connection, clock);
  const wire = new LaneWire(friend, alice);
  await befriend(wire);
  wire.cut();
  await wire.settle();
  return friend;
}

describe('one poisoned item among fifteen good ones in a commit', () => {
  it.each([
    ['add', 'memory'],
    ['commit', 'memory'],
    ['add', 'SQLite'],
    ['commit', 'SQLite'],
  ] as const)('harms nobody when it fails at %s, in %s', async (at, kind) => {
    const real = kind === 'SQLite' ? sqliteFixture() : undefined;
    onTestFinished(() => real?.connection.close());
    const store = new FaultyStore(real);
    const alice = new LaneNode('alice', store.connection, clock);
    const peers: HostileNode[] = [];
    for (let index = 0; index < 16; index++) {
      const peer = new HostileNode(await friendOf(alice, `friend ${String(index)}`), alice);
      await peer.meet();
      peers.push(peer);
    }
    store.poison = { text: 'text of 7', at };
    const envelopes: Awaited<ReturnType<HostileNode['envelope']>>[] = [];
    for (const [index, peer] of peers.entries()) {
      envelopes.push(await peer.envelope(peer.payload(`text of ${String(index)}`)));
    }
    const before = store.commits;
    const heard = await Promise.all(
      peers.map((peer, index) => peer.send(...envelopes.slice(index, index + 1))),
    );
    // Together first; item by item only when the commit itself failed.
    expect(store.commits - before).toBe(at === 'add' ? 1 : 17);
    for (const [index, peer] of peers.entries()) {
      const isPoison = index === 7;
      expect(texts(alice, peer.self)).toEqual(isPoison ? [] : [`text of ${String(index)}`]);
      expect(heard[index]?.filter(({ kind }) => kind === 'ack')).toHaveLength(isPoison ? 0 : 1);
      expect(peer.closedFor).toBe(isPoison ? 'stream' : undefined);
    }
    store.poison = undefined;
    const [poisoned] = peers.slice(7);
    await poisoned?.meet({ sent: poisoned.sent });
    await poisoned?.send(...envelopes.slice(7, 8));
    expect(poisoned && texts(alice, poisoned.self)).toEqual(['text of 7']);
  });

  it('stops the reading of its link, so that nothing behind it is taken as if it had come before', async () => {
    const store = new FaultyStore();
    const alice = new LaneNode('alice', store.connection, clock);
    const bob = new HostileNode(await friendOf(alice, 'bob'), alice);
    await bob.meet();
    store.poison = { text: 'first', at: 'add' };
    const first = await bob.envelope(bob.payload('first'));
    const second = await bob.envelope(bob.payload('second'));
    expect(await bob.send(first, second)).toEqual([]);
    expect(bob.closedFor).toBe('stream');
    expect(texts(alice, bob.self)).toEqual([]);
  });

  it('does not let a renewal pass that counts on what failed before it', async () => {
    const store = new FaultyStore();
    const alice = new LaneNode('alice', store.connection, clock);
    const friend = await friendOf(alice, 'bob');
    const bob = new HostileNode(friend, alice);
    const incarnation = alice.incarnation;
    await bob.meet();
    await say(alice, friend, 'read by Bob');
    const [envelope] = (await bob.hear()).filter((frame) => frame.kind === 'envelope');
    if (envelope?.kind !== 'envelope') throw new Error('nothing was sent');
    const bundle = await friend.context.cipher.makeBundle(alice.self, clock.now);
    store.stuckFor = 1;
    await bob.send({ kind: 'ack', streamSeq: envelope.streamSeq }, { kind: 'sessionRenewal', bundle });
    expect(bob.closedFor).toBe('stream');
    const receivedHash = alice.context.sha256(envelope.ciphertext);
    await bob.meet({ received: envelope.streamSeq, receivedHash });
    expect(alice.incarnation).toBe(incarnation);
    expect(states(alice, friend)).toEqual(['delivered']);
  });
});

describe('a full disk', () => {
  async function friends() {
    const stores = { alice: new FaultyStore(), bob: new FaultyStore() };
    const alice = new LaneNode('alice', stores.alice.connection, clock);
    const bob = new LaneNode('bob', stores.bob.connection, clock);
    const wire = new LaneWire(alice, bob);
    await befriend(wire);
    return { stores, alice, bob, wire };
  }

  it('refuses a message before anything of it has left', async () => {
    const { stores, alice, bob, wire } = await friends();
    stores.alice.fullFor = 1;
    await expect(say(alice, bob, 'lost?')).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(alice.outgoing.filter(({ kind }) => kind === 'send')).toEqual([]);
    expect(texts(alice, bob)).toEqual([]);
    await say(alice, bob, 'kept');
    await wire.settle();
    expect(texts(bob, alice)).toEqual(['kept']);
  });

  it('acknowledges nothing, and receives it again when there is room', async () => {
    const { stores, alice, bob, wire } = await friends();
    await say(alice, bob, 'one');
    await say(alice, bob, 'two');
    stores.bob.fullFor = 1;
    const frames = alice.outgoing.splice(0).flatMap((effect) => (effect.kind === 'send' ? [effect] : []));
    for (const { linkId, frame } of frames) {
      bob.lane.push({ kind: 'frame', linkId, nodeId: alice.self, frame });
    }
    await bob.lane.idle();
    expect(bob.outgoing.filter(({ kind }) => kind === 'send')).toEqual([]);
    expect(texts(bob, alice)).toEqual([]);
    await wire.settle();
    expect(texts(bob, alice)).toEqual(['one', 'two']);
    expect(states(alice, bob)).toEqual(['delivered', 'delivered']);
  });

  it('that one item meets stops all of its commit, since no other would fare better', async () => {
    const store = new FaultyStore();
    const alice = new LaneNode('alice', store.connection, clock);
    const bob = new HostileNode(await friendOf(alice, 'bob'), alice);
    const carol = new HostileNode(await friendOf(alice, 'carol'), alice);
    await bob.meet();
    await carol.meet();
    store.poison = { text: 'from Carol', at: 'disk' };
    const envelopes = [
      await bob.envelope(bob.payload('from Bob')),
      await carol.envelope(carol.payload('from Carol')),
    ] as const;
    expect(await Promise.all([bob.send(envelopes[0]), carol.send(envelopes[1])])).toEqual([[], []]);
    expect(texts(alice, bob.self)).toEqual([]);
    store.poison = undefined;
    alice.lane.push({ kind: 'tryDisk' });
    const acks = (await Promise.all([bob.hear(), carol.hear()])).flat().filter(({ kind }) => kind === 'ack');
    expect(acks).toHaveLength(2);
    expect([bob.closedFor, carol.closedFor]).toEqual([undefined, undefined]);
    expect([texts(alice, bob.self), texts(alice, carol.self)]).toEqual([['from Bob'], ['from Carol']]);
  });

  it('is tried with the next command of the owner, and at no other item', async () => {
    const store = new FaultyStore();
    const alice = new LaneNode('alice', store.connection, clock);
    const friend = await friendOf(alice, 'bob');
    const bob = new HostileNode(friend, alice);
    await bob.meet();
    store.fullFor = 2;
    expect(await bob.send(await bob.envelope(bob.payload('one')))).toEqual([]);
    expect(await bob.send(await bob.envelope(bob.payload('two')))).toEqual([]);
    expect(store.fullFor).toBe(1);
    await expect(say(alice, friend, 'refused')).rejects.toMatchObject({ code: 'DISK_FULL' });
    await say(alice, friend, 'taken');
    expect(texts(alice, friend)).toEqual(['one', 'two', 'taken']);
    expect(alice.outgoing.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['diskFailing', 'diskWorking']),
    );
  });

  it('refuses at once whoever waits for an answer, and goes on with all else in its order', async () => {
    const store = new FaultyStore();
    const alice = new LaneNode('alice', store.connection, clock);
    const friend = await friendOf(alice, 'bob');
    const bob = new HostileNode(friend, alice);
    await bob.meet();
    store.fullFor = 3;
    const envelopes = [await bob.envelope(bob.payload('one')), await bob.envelope(bob.payload('two'))];
    const heard = bob.send(...envelopes);
    const answers = ['first', 'second'].map((text) => say(alice, friend, text));
    const refused = { status: 'rejected', reason: { code: 'DISK_FULL' } };
    expect(await Promise.allSettled(answers)).toMatchObject([refused, refused]);
    expect(await heard).toEqual([]);
    while (texts(alice, friend).length === 0) {
      alice.lane.push({ kind: 'tryDisk' });
      await alice.lane.idle();
    }
    expect((await bob.hear()).filter(({ kind }) => kind === 'ack')).toHaveLength(1);
    expect(texts(alice, friend)).toEqual(['one', 'two']);
  });

  it('has what was found out about a file wait as well: nobody tells it again', async () => {
    const store = new FaultyStore();
    const alice = new LaneNode('alice', store.connection, clock);
    const friend = await friendOf(alice, 'bob');
    store.fullFor = 1;
    const uploadId = idFromHex('upload', 'a'.repeat(32)) as UploadId;
    const told = alice.act({ act: 'complete', uploadId, root: new Uint8Array(32) });
    await alice.lane.idle();
    expect(alice.outgoing.map(({ kind }) => kind)).toContain('diskFailing');
    await say(alice, friend, 'taken');
    await expect(told).resolves.toBeDefined();
  });

  it('between two steps of a long queue keeps the rest for when there is room', async () => {
    const store = new FaultyStore();
    const alice = new LaneNode('alice', store.connection, clock);
    const friend = await friendOf(alice, 'bob');
    const bob = new HostileNode(friend, alice);
    for (let count = 0; count < 40; count++) await say(alice, friend, String(count));
    await bob.connect();
    const commit = store.connection.commit.bind(store.connection);
    let steps = 0;
    Object.assign(store.connection, {
      commit: () => {
        steps += 1;
        if (steps === 2) store.fullFor = 1;
        return commit();
      },
    });
    expect((await bob.send(bob.marks())).filter(({ kind }) => kind === 'envelope')).toHaveLength(16);
    alice.lane.push({ kind: 'tryDisk' });
    expect((await bob.hear()).filter(({ kind }) => kind === 'envelope')).toHaveLength(24);
    expect(bob.closedFor).toBeUndefined();
  });

  it('that comes and goes drops nothing that nobody would tell again', async () => {
    const store = new FaultyStore();
    const alice = new LaneNode('alice', store.connection, clock);
    await friendOf(alice, 'bob');
    // The commit, not the try, the commit again, and the look whether it was the disk.
    store.refused = [true, false, true, true];
    const uploadId = idFromHex('upload', 'a'.repeat(32)) as UploadId;
    const told = alice.act({ act: 'complete', uploadId, root: new Uint8Array(32) });
    await alice.lane.idle();
    for (let tries = 0; tries < 2; tries++) {
      alice.lane.push({ kind: 'tryDisk' });
      await alice.lane.idle();
    }
    await expect(told).resolves.toBeDefined();
    expect(store.refused).toEqual([]);
  });

  it('is not believed of a disk that has just taken something: then the item is refused', async () => {
    const store = new FaultyStore();
    const alice = new LaneNode('alice', store.connection, clock);
    const bob = new HostileNode(await friendOf(alice, 'bob'), alice);
    const carol = new HostileNode(await friendOf(alice, 'carol'), alice);
    await bob.meet();
    await carol.meet();
    store.poison = { text: 'unreadable place', at: 'unreadable' };
    const poisoned = bob.send(await bob.envelope(bob.payload('unreadable place')));
    const good = carol.send(await carol.envelope(carol.payload('from Carol')));
    expect(await Promise.all([poisoned, good])).toEqual([[], []]);
    alice.lane.push({ kind: 'tryDisk' });
    expect((await carol.hear()).filter(({ kind }) => kind === 'ack')).toHaveLength(1);
    expect(await bob.hear()).toEqual([]);
    expect([bob.closedFor, carol.closedFor]).toEqual(['stream', undefined]);
    expect([texts(alice, bob.self), texts(alice, carol.self)]).toEqual([[], ['from Carol']]);
  });

  it.each(['alice', 'bob'] as const)(
    'of %s at any moment loses nothing and is got over without help',
    async (who) => {
      for (const skipped of [0, 1, 2, 3, 4, 5, 6, 7, 8]) {
        const { stores, alice, bob, wire } = await friends();
        wire.cut();
        await wire.settle();
        const expected = Array.from({ length: 40 }, (_, index) => `n${String(index)}`);
        for (const text of expected) await say(alice, bob, text);
        const { connection } = stores[who];
        const commit = connection.commit.bind(connection);
        let left = skipped;
        Object.assign(connection, {
          commit: () => {
            left -= 1;
            if (left === -1) stores[who].fullFor = 3;
            return commit();
          },
        });
        wire.connect();
        await wire.settle();
        expect(texts(bob, alice)).toEqual(expected);
        expect(new Set(states(alice, bob))).toEqual(new Set(['delivered']));
      }
    },
  );

  it('makes a contact request wait, not disappear', async () => {
    const store = new FaultyStore();
    const alice = new LaneNode('alice', memoryStore().connection, clock);
    const bob = new LaneNode('bob', store.connection, clock);
    const wire = new LaneWire(alice, bob);
    store.fullFor = 2;
    await befriend(wire);
    expect(contactId(alice, bob)).toBeDefined();
    await say(alice, bob, 'hello');
    await wire.settle();
    expect(texts(bob, alice)).toEqual(['hello']);
  });
});
