import { describe, expect, it } from 'vitest';
import { LaneNode } from '../../testing/lanes/lane-node.js';
import { memoryStore } from '../../testing/memory-store/memory-store.js';

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
