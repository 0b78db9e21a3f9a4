import { describe, expect, it } from 'vitest';
import { FaultyStore } from '../../testing/lanes/faulty-store.js';
import { LaneNode } from '../../testing/lanes/lane-node.js';
import { memoryStore } from '../../testing/memory-store/memory-store.js';
import { CommitLane } from './commit-lane.js';

/** Alice's lane over a log that a reader holds while `isHeld`. */
function aliceBesideAReader() {
  const log = { isHeld: true, tries: 0 };
  const { connection } = memoryStore();
  const scrub = () => {
    log.tries += 1;
    return !log.isHeld;
  };
  return { log, alice: new LaneNode('alice', { ...connection, scrub }, { now: 0 }) };
}

const nothing = (): void => undefined;
const aTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('two items', () => {
  it('are never in work together: a session that both move from the same place is forked', async () => {
    const { connection } = memoryStore();
    const { context } = new LaneNode('alice', connection, { now: 0 });
    const began: string[] = [];
    let finishFirst: () => void = nothing;
    const lane = new CommitLane({
      connection,
      records: {
        beginItem: nothing,
        keepItem: nothing,
        dropItem: nothing,
        flush: nothing,
        committed: nothing,
        dropAll: nothing,
      },
      context,
      work: async ({ kind }) => {
        began.push(kind);
        if (kind === 'indexMessages') await new Promise<void>((resolve) => (finishFirst = resolve));
      },
      release: nothing,
      crash: nothing,
    });
    lane.push({ kind: 'indexMessages' });
    while (began.length === 0) await aTurn();
    lane.push({ kind: 'carryOutDeletions' });
    for (let turn = 0; turn < 3; turn++) await aTurn();
    expect(began).toEqual(['indexMessages']);
    finishFirst();
    await lane.idle();
    expect(began).toEqual(['indexMessages', 'carryOutDeletions']);
  });
});

describe('the search index', () => {
  it('tells whoever searches that it went on, and goes on until there is no more', async () => {
    const { connection } = memoryStore();
    const strides = [true, true, false];
    const touched: (readonly string[])[] = [];
    const indexing = {
      ...connection,
      store: { ...connection.store, search: { advance: () => strides.shift() === true } },
      commit: () => {
        const commit = connection.commit();
        touched.push(commit.entities);
        return commit;
      },
    };
    const alice = new LaneNode('alice', indexing, { now: 0 });
    touched.length = 0;
    for (let stride = 0; stride < 3; stride++) {
      alice.lane.push({ kind: 'indexMessages' });
      await alice.lane.idle();
    }
    expect(touched).toEqual([['index:messages'], ['index:messages'], []]);
    expect(alice.outgoing).toEqual([{ kind: 'indexLater' }, { kind: 'indexLater' }]);
  });
});

describe('a deletion that fails by an error of its own', () => {
  it('is tried again', async () => {
    const { connection } = memoryStore();
    const deletions = {
      ...connection.store.deletions,
      all: () => {
        throw new TypeError('broken');
      },
    };
    const alice = new LaneNode(
      'alice',
      { ...connection, store: { ...connection.store, deletions } },
      { now: 0 },
    );
    alice.lane.push({ kind: 'carryOutDeletions' });
    await alice.lane.idle();
    expect(alice.outgoing).toContainEqual({ kind: 'deletionsLater', delayMs: 60_000 });
  });
});

describe('what was deleted while somebody reads', () => {
  it('is tried again when it is due, not at every commit', async () => {
    const { log, alice } = aliceBesideAReader();
    alice.lane.push({ kind: 'scrub' });
    await alice.lane.idle();
    for (let commit = 0; commit < 3; commit++) {
      alice.lane.push({ kind: 'indexMessages' });
      await alice.lane.idle();
    }
    expect(log.tries).toBe(1);
    expect(alice.outgoing).toEqual([{ kind: 'scrubLater' }]);
  });

  it('is due no more once it left', async () => {
    const { log, alice } = aliceBesideAReader();
    log.isHeld = false;
    alice.lane.push({ kind: 'scrub' });
    await alice.lane.idle();
    expect([log.tries, alice.outgoing]).toEqual([1, []]);
  });
});

describe('what a node proves on links, while its disk fails', () => {
  /** Asked for in a commit the disk refuses, and on a disk that works again; null: never answered. */
  async function askedOfAFailingDisk(waitsForDisk: boolean) {
    const store = new FaultyStore();
    const alice = new LaneNode('alice', store.connection, { now: 0 });
    store.fullFor = 1;
    let answer: unknown = null;
    void alice.credentials({ waitsForDisk }).then(
      (signed) => (answer = signed),
      (error: unknown) => (answer = error),
    );
    await alice.lane.idle();
    const meanwhile = answer;
    alice.lane.push({ kind: 'tryDisk' });
    await alice.lane.idle();
    return { alice, meanwhile, afterwards: answer };
  }

  it('waits for it after a new life: nobody would ask again, and a restored home would stay away from everyone', async () => {
    const { alice, meanwhile, afterwards } = await askedOfAFailingDisk(true);
    expect(meanwhile).toBeNull();
    expect(afterwards).toMatchObject({ nodeId: alice.self, incarnation: alice.incarnation });
  });

  it('is refused at once to who opens the node, and not signed behind their back', async () => {
    const { meanwhile, afterwards } = await askedOfAFailingDisk(false);
    expect(meanwhile).toMatchObject({ code: 'DISK_FULL' });
    expect(afterwards).toBe(meanwhile);
  });
});
