// A history of any length is deleted at once for whoever looks, and leaves the disk in steps: no commit grows with it.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoreConnection } from '../../src/core/ports/store.js';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { ask, contactId, say, texts } from '../../src/testing/lanes/friends.js';
import { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { FaultyStore } from '../../src/testing/lanes/faulty-store.js';
import { memoryStore } from '../../src/testing/memory-store/memory-store.js';
import { sqliteFixture } from '../../src/testing/sqlite-fixture.js';

/** As many as take forty steps. */
const MESSAGES = 1_000;
/** Of one commit. */
const MOST_ERASED = 25;
const TEXT = 'as often as it may be';

describe('a long history', () => {
  let fixture: ReturnType<typeof sqliteFixture>;
  let alice: LaneNode;
  let bob: LaneNode;
  let carol: LaneNode;
  let disk: FaultyStore;
  let withBob: LaneWire;
  /** Rows of messages on the disk after each commit. */
  let rowsLeft: number[];
  let afterCommit: () => void;
  let clock: { now: number };

  const rows = () => Number(fixture.sql.rows<{ n: number }>('SELECT count(*) AS n FROM message')[0]?.n);
  const indexed = () => fixture.sql.rows("SELECT rowid FROM search WHERE search MATCH 'often'").length;

  const counted = (inner: StoreConnection): StoreConnection => ({
    ...inner,
    commit: () => {
      const commit = inner.commit();
      rowsLeft.push(rows());
      afterCommit();
      return commit;
    },
  });

  beforeEach(async () => {
    clock = { now: 1_700_000_000_000 };
    rowsLeft = [];
    afterCommit = () => undefined;
    fixture = sqliteFixture();
    disk = new FaultyStore({ connection: counted(fixture.connection) });
    alice = new LaneNode('alice', disk.connection, clock);
    [bob, carol] = [
      new LaneNode('bob', memoryStore().connection, clock),
      new LaneNode('carol', memoryStore().connection, clock),
    ];
    withBob = new LaneWire(alice, bob);
    const withCarol = new LaneWire(alice, carol);
    await befriend(withBob);
    await befriend(withCarol);
    await say(alice, carol, TEXT);
    await say(alice, bob, TEXT);
    await Promise.all([withBob, withCarol].map((wire) => wire.settle()));
    write(MESSAGES - 1);
    for (let stride = 0; stride < MESSAGES / 100; stride++) alice.lane.push({ kind: 'indexMessages' });
    await alice.lane.idle();
  });
  afterEach(() => {
    fixture.connection.close();
  });

  /** Alice wrote so many more to Bob. */
  function write(messages: number): void {
    fixture.sql.exec(`
      INSERT INTO message SELECT NULL, conversation_key, author_key, randomblob(16), author_seq + value, lamport + value,
          author_rank, kind, state, unread, recovered, gap_before, sent_at, received_at, failure, payload
        FROM message, (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT ${String(messages)})
          SELECT value FROM n)
        WHERE key = (SELECT max(key) FROM message WHERE kind = 1)`);
    // What the store remembers of its rows is from before.
    fixture.connection.begin();
    fixture.connection.rollback();
    expect(texts(alice, bob)).toHaveLength(messages + 1);
  }

  const removeBob = () =>
    alice.command('removeContact', { contactId: contactId(alice, bob), history: 'delete' });

  it('is gone for whoever looks with the first commit, and leaves the disk a few messages at a time', async () => {
    const before = rows();
    const seen: string[][] = [];
    rowsLeft = [];
    afterCommit = () => seen.push(texts(alice, bob));
    await removeBob();
    expect(seen.flat()).toEqual([]);
    expect(mostErased(before)).toBe(MOST_ERASED);
    expect(rowsLeft.length).toBeGreaterThan(MESSAGES / MOST_ERASED);
    // The number up to which Alice wrote to Bob, and what was said with Carol.
    expect(fixture.sql.rows('SELECT key FROM conversation')).toHaveLength(2);
    expect(alice.store.messages.wholeTo(alice.conversation(bob.self), alice.self)).toBe(MESSAGES);
    expect([indexed(), texts(alice, carol)]).toEqual([1, [TEXT]]);
  });

  it('lets others write between the steps', async () => {
    let leftWhenSaid = 0;
    const total = rows();
    let saying: Promise<unknown> | undefined;
    afterCommit = () => {
      if (rows() < total / 2)
        saying ??= say(alice, carol, 'meanwhile').then(() => {
          leftWhenSaid = rows();
        });
    };
    await removeBob();
    await saying;
    expect(leftWhenSaid).toBeGreaterThan(MESSAGES / 4);
    expect(texts(alice, carol)).toEqual([TEXT, 'meanwhile']);
  });

  /** Most rows of messages that left in one commit. */
  const mostErased = (before: number) =>
    Math.max(...rowsLeft.map((left, index) => (rowsLeft[index - 1] ?? before) - left));

  it('is erased by one item at a time, however often something else becomes final meanwhile', async () => {
    const before = rows();
    rowsLeft = [];
    afterCommit = () => {
      if (rowsLeft.length < 12) alice.lane.push({ kind: 'carryOutDeletions' });
    };
    await removeBob();
    await alice.lane.idle();
    expect(mostErased(before)).toBe(MOST_ERASED);
  });

  it('keeps nobody waiting who deletes a short one', async () => {
    const before = rows();
    rowsLeft = [];
    const removing = removeBob();
    await alice.command('removeContact', { contactId: contactId(alice, carol), history: 'delete' });
    expect(rows()).toBeGreaterThan(MESSAGES / 2);
    await removing;
    expect(mostErased(before)).toBe(MOST_ERASED);
  });

  it('is answered with the error of the disk, and goes on leaving once that works again', async () => {
    const total = rows();
    afterCommit = () => {
      if (rows() < total / 2) disk.fullFor = 1;
    };
    await expect(removeBob()).rejects.toMatchObject({ code: 'DISK_FULL' });
    afterCommit = () => undefined;
    expect(texts(alice, bob)).toEqual([]);
    expect(alice.outgoing).toContainEqual({ kind: 'deletionsLater', delayMs: 60_000 });
    alice.lane.push({ kind: 'tryDisk' });
    alice.lane.push({ kind: 'carryOutDeletions' });
    await alice.lane.idle();
    expect(fixture.sql.rows('SELECT key FROM conversation')).toHaveLength(2);
  });

  it('keeps no single deletion from becoming final when it fails by itself', async () => {
    const { conversations } = alice.store;
    const broken = vi.spyOn(conversations, 'erase').mockImplementation(() => {
      throw new TypeError('broken');
    });
    await expect(removeBob()).rejects.toMatchObject({ code: 'COMMAND_FAILED' });
    const [message] = alice.messages(carol.self);
    const conversationId = alice.conversation(carol.self);
    await alice.command('deleteMessages', {
      id: alice.id(),
      conversationId,
      messageIds: message ? [message.id] : [],
    });
    expect(alice.store.deletions.all()).toHaveLength(1);
    clock.now += 10_000;
    alice.lane.push({ kind: 'carryOutDeletions' });
    await alice.lane.idle();
    expect(alice.store.deletions.all()).toEqual([]);
    broken.mockRestore();
  });

  const stopMidway = async () => {
    const total = rows();
    afterCommit = () => {
      if (rows() < total / 2) void alice.lane.stop();
    };
    await expect(removeBob()).rejects.toMatchObject({ code: 'NODE_STOPPING' });
    await alice.lane.stop();
    expect(rows()).toBeGreaterThan(MESSAGES / 4);
    expect(alice.outgoing.filter(({ kind }) => kind === 'deletionsLater')).toEqual([]);
    afterCommit = () => undefined;
    alice.restart();
  };

  it('goes on leaving the disk with the next start when the node stopped in the middle, and nothing else does', async () => {
    await stopMidway();
    expect([texts(alice, bob), texts(alice, carol)]).toEqual([[], [TEXT]]);
    alice.lane.push({ kind: 'carryOutDeletions' });
    await alice.lane.idle();
    expect(fixture.sql.rows('SELECT key FROM conversation')).toHaveLength(2);
    expect([indexed(), texts(alice, carol)]).toEqual([1, [TEXT]]);
  });

  it('takes nothing along that is written in its conversation before all of it has left', async () => {
    await stopMidway();
    await ask(alice, bob);
    withBob.connect();
    await withBob.settle();
    await say(alice, bob, 'here again');
    await withBob.settle();
    const erased = rows();
    alice.lane.push({ kind: 'carryOutDeletions' });
    await alice.lane.idle();
    expect(rows()).toBeLessThan(erased - MESSAGES / 4);
    expect(texts(alice, bob)).toEqual(['here again']);
    expect(texts(bob, alice)).toEqual([TEXT, 'here again']);
  });
});
