// A queue of any length: no commit grows with it, and nothing else waits until it is worked through.

import { afterEach, describe, expect, it } from 'vitest';
import type { StoreConnection } from '../../src/core/ports/store.js';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { contactId, say } from '../../src/testing/lanes/friends.js';
import { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { memoryStore } from '../../src/testing/memory-store/memory-store.js';
import { sqliteFixture } from '../../src/testing/sqlite-fixture.js';

const QUEUED = 100_000;
/** As many as take a dozen steps. */
const STEPS = 3_000;
/** Rows of outbox and history that one commit may read or change. */
const MOST_ROWS = 2_000;

/** Counts the rows that pass between the lane and its store in each commit. */
class CountedStore {
  largestCommit = 0;
  #rows = 0;
  readonly connection: StoreConnection;

  constructor(inner: StoreConnection) {
    const { outbox, messages } = inner.store;
    this.connection = {
      ...inner,
      store: { ...inner.store, outbox: this.#counting(outbox), messages: this.#counting(messages) },
      commit: () => {
        this.largestCommit = Math.max(this.largestCommit, this.#rows);
        this.#rows = 0;
        return inner.commit();
      },
    };
  }

  #counting<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...given: unknown[]): unknown => {
          const result: unknown = Reflect.apply(method, target, given);
          this.#rows += Array.isArray(result) ? Math.max(1, result.length) : 1;
          return result;
        };
      },
    });
  }
}

interface Scene {
  readonly counted: CountedStore;
  readonly alice: LaneNode;
  readonly bob: LaneNode;
  readonly queuedOf: () => { readonly unsent: number; readonly failed: number };
  readonly close: () => void;
}

/** Alice wrote so many messages while Bob was away. */
async function longQueue(queued: number): Promise<Scene> {
  const clock = { now: 1_700_000_000_000 };
  const fixture = sqliteFixture();
  const counted = new CountedStore(fixture.connection);
  const alice = new LaneNode('alice', counted.connection, clock);
  const bob = new LaneNode('bob', memoryStore().connection, clock);
  const wire = new LaneWire(alice, bob);
  await befriend(wire);
  wire.cut();
  await wire.settle();
  await say(alice, bob, 'the first of many');
  fixture.sql.exec(`
    INSERT INTO message SELECT NULL, conversation_key, author_key, randomblob(16), author_seq + value, lamport + value,
        author_rank, kind, state, unread, recovered, gap_before, sent_at, received_at, failure, payload
      FROM message, (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT ${String(queued - 1)})
        SELECT value FROM n)
      WHERE author_key <> 0 AND author_seq = 1 AND state = 0;
    INSERT INTO outbox (contact_id, message_id, visible, payload)
      SELECT o.contact_id, m.message_id, 1, m.payload FROM message AS m, (SELECT contact_id FROM outbox LIMIT 1) AS o
      WHERE m.state = 0 AND m.author_seq > 1 AND m.author_key <> 0 ORDER BY m.author_seq`);
  // What the store remembers of its rows is from before.
  fixture.connection.begin();
  fixture.connection.rollback();
  counted.largestCommit = 0;
  const count = (text: string) =>
    Number(fixture.sql.rows<{ n: number }>(`SELECT count(*) AS n ${text}`)[0]?.n);
  return {
    counted,
    alice,
    bob,
    queuedOf: () => ({
      unsent: count('FROM outbox WHERE visible = 1'),
      failed: count('FROM message WHERE state = 3'),
    }),
    close: () => {
      fixture.connection.close();
    },
  };
}

describe('a long queue', () => {
  let scene: Scene;
  const queue = async (length: number) => {
    scene = await longQueue(length);
    expect(scene.queuedOf()).toEqual({ unsent: length, failed: 0 });
    return scene;
  };
  afterEach(() => {
    scene.close();
  });

  it.each<[string, (of: Scene) => Promise<unknown>]>([
    [
      'the contact is blocked',
      ({ alice, bob }) => alice.command('blockContact', { contactId: contactId(alice, bob) }),
    ],
    [
      'the contact is removed',
      ({ alice, bob }) =>
        alice.command('removeContact', { contactId: contactId(alice, bob), history: 'keep' }),
    ],
    [
      'one message is taken back',
      ({ alice, bob }) => {
        const conversationId = alice.conversation(bob.self);
        const first = alice.store.messages.bySeq(conversationId, alice.self, 1);
        return alice.command('withdrawMessage', { conversationId, messageId: first?.id ?? '' });
      },
    ],
    [
      'a link comes up and the first thousand have to move',
      async ({ alice, bob }) => {
        const stream = alice.store.streams.get(alice.contactOf(bob.self) ?? ('' as never));
        if (!stream) throw new Error('Alice never met Bob');
        alice.store.streams.put({ ...stream, takenTo: 1_000, relinks: true });
        const wire = new LaneWire(alice, bob);
        wire.framesUntilCut = 20;
        wire.connect();
        await wire.settle();
      },
    ],
  ])(
    'of a hundred thousand messages is not walked through in one commit when %s',
    async (_, act) => {
      const { alice, counted, queuedOf } = await queue(QUEUED);
      await act(scene);
      await alice.lane.stop();
      expect(counted.largestCommit).toBeGreaterThan(0);
      expect(counted.largestCommit).toBeLessThan(MOST_ROWS);
      expect(queuedOf().unsent).toBeGreaterThan(QUEUED / 2);
    },
    120_000,
  );

  it('is given up in steps when the contact is blocked, and what is written afterwards is not', async () => {
    const { alice, bob, queuedOf } = await queue(STEPS);
    const of = { contactId: contactId(alice, bob) };
    await alice.command('blockContact', of);
    expect(queuedOf().failed).toBeLessThan(STEPS);
    await alice.command('unblockContact', of);
    await say(alice, bob, 'written afterwards');
    await alice.lane.idle();
    expect(queuedOf()).toEqual({ unsent: 1, failed: STEPS });
  }, 60_000);

  it('is given up to the end by the next start when the node stopped in the middle', async () => {
    const { alice, bob, queuedOf } = await queue(STEPS);
    await alice.command('blockContact', { contactId: contactId(alice, bob) });
    await alice.lane.stop();
    expect(queuedOf().failed).toBeLessThan(STEPS);
    alice.restart();
    alice.lane.push({ kind: 'giveUp' });
    await alice.lane.idle();
    expect(queuedOf()).toEqual({ unsent: 0, failed: STEPS });
  }, 60_000);

  it('is gone from the outbox when the removal with its history is answered', async () => {
    const { alice, bob, queuedOf } = await queue(STEPS);
    await alice.command('removeContact', { contactId: contactId(alice, bob), history: 'delete' });
    expect(queuedOf().unsent).toBe(0);
    expect(alice.messages(bob.self)).toEqual([]);
  }, 60_000);
});
