import { describe, expect, it } from 'vitest';
import type { Timers } from '../core/ports/timers.js';
import type { NodeId } from '../base/ids.js';
import { LaneChores } from './lane-chores.js';

function chores() {
  const pushed: string[] = [];
  const waiting: { delayMs: number; action: () => void }[] = [];
  const timers: Timers = {
    now: () => 0,
    monotonicMs: () => 0,
    after: (delayMs, action) => {
      const entry = { delayMs, action };
      waiting.push(entry);
      return () => void waiting.splice(waiting.indexOf(entry), 1);
    },
  };
  const lane = new LaneChores(timers, ({ kind }) => pushed.push(kind));
  return { lane, pushed, waiting, ring: () => waiting.shift()?.action() };
}

describe('the chores of the lane', () => {
  it('let the index follow once after many commits, and again while there is more', () => {
    const { lane, pushed, waiting, ring } = chores();
    for (let commit = 0; commit < 50; commit++) lane.committed();
    expect(waiting).toHaveLength(1);
    ring();
    expect(pushed).toEqual(['indexMessages']);
    expect(waiting).toHaveLength(0);
    lane.apply({ kind: 'indexLater' });
    ring();
    expect(pushed).toEqual(['indexMessages', 'indexMessages']);
  });

  it('tell what was read when it is time to', () => {
    const { lane, pushed, waiting, ring } = chores();
    lane.apply({ kind: 'receiptsLater', nodeId: 'a' as NodeId, delayMs: 1_234 });
    expect(waiting.map(({ delayMs }) => delayMs)).toEqual([1_234]);
    expect(pushed).toEqual([]);
    ring();
    expect(pushed).toEqual(['pump']);
  });

  it('carry out deletions when they are due, and what was left at the start', () => {
    const { lane, pushed, waiting, ring } = chores();
    lane.begin();
    expect(pushed).toEqual(['carryOutDeletions', 'giveUp']);
    ring();
    lane.apply({ kind: 'deletionsLater', delayMs: 10_000 });
    expect(waiting.map(({ delayMs }) => delayMs)).toEqual([10_000]);
    ring();
    expect(pushed).toEqual(['carryOutDeletions', 'giveUp', 'indexMessages', 'carryOutDeletions']);
  });

  it('empty the log once, however many deletions met a reader, and again while it is held', () => {
    const { lane, pushed, waiting, ring } = chores();
    for (let deletion = 0; deletion < 5; deletion++) lane.apply({ kind: 'scrubLater' });
    expect(waiting).toHaveLength(1);
    ring();
    lane.apply({ kind: 'scrubLater' });
    ring();
    expect(pushed).toEqual(['scrub', 'scrub']);
    expect(waiting).toEqual([]);
  });

  it('end with the node', () => {
    const { lane, waiting } = chores();
    lane.committed();
    lane.apply({ kind: 'deletionsLater', delayMs: 10_000 });
    lane.stop();
    lane.apply({ kind: 'deletionsLater', delayMs: 60_000 });
    expect(waiting).toEqual([]);
  });
});
