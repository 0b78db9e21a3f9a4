// What the lane does at its own time: what was read is told, deletions become final when they are due, what a reader kept in the log leaves it, a
// disk that failed is tried again, and the search index follows the history in strides, with a pause behind each in which
// messages have the lane to themselves.

import type { Timers } from '../core/ports/timers.js';
import type { Effect, LaneItem } from './lane/lane-messages.js';

/** At a stride of some 10 ms, whatever is in the messages, the index takes a twentieth of the lane's time, and only after something was written. */
const INDEX_PAUSE_MS = 200;

/** A reader holds the log for milliseconds, a check of the whole store for seconds. */
const SCRUB_PAUSE_MS = 500;

/** Short enough that nobody notices how long the disk has been free again. */
const DISK_PAUSE_MS = 2_000;

type Chore = Extract<
  LaneItem,
  { kind: 'carryOutDeletions' | 'giveUp' | 'indexMessages' | 'pump' | 'scrub' | 'tryDisk' }
>;
export type ChoreEffect = Extract<
  Effect,
  { kind: 'deletionsLater' | 'receiptsLater' | 'indexLater' | 'scrubLater' | 'diskFailing' }
>;

export class LaneChores {
  readonly #due = new Set<() => void>();
  #isStopped = false;
  #isIndexDue = false;
  #isScrubDue = false;
  #isDiskDue = false;

  constructor(
    private readonly timers: Timers,
    private readonly push: (chore: Chore) => void,
  ) {}

  /** Whatever was left when the node stopped. */
  begin(): void {
    this.push({ kind: 'carryOutDeletions' });
    this.push({ kind: 'giveUp' });
    this.committed();
  }

  /** There may be messages the index has not reached. */
  committed(): void {
    if (this.#isIndexDue) return;
    this.#isIndexDue = true;
    this.#later(INDEX_PAUSE_MS, () => {
      this.#isIndexDue = false;
      this.push({ kind: 'indexMessages' });
    });
  }

  apply(effect: ChoreEffect): void {
    if (effect.kind === 'indexLater') this.committed();
    else if (effect.kind === 'scrubLater') this.#scrubLater();
    else if (effect.kind === 'diskFailing') this.#tryDiskLater();
    else if (effect.kind === 'receiptsLater') {
      this.#later(effect.delayMs, () => {
        this.push({ kind: 'pump', nodeId: effect.nodeId });
      });
    } else {
      this.#later(effect.delayMs, () => {
        this.push({ kind: 'carryOutDeletions' });
      });
    }
  }

  #scrubLater(): void {
    if (this.#isScrubDue) return;
    this.#isScrubDue = true;
    this.#later(SCRUB_PAUSE_MS, () => {
      this.#isScrubDue = false;
      this.push({ kind: 'scrub' });
    });
  }

  #tryDiskLater(): void {
    if (this.#isDiskDue) return;
    this.#isDiskDue = true;
    this.#later(DISK_PAUSE_MS, () => {
      this.#isDiskDue = false;
      this.push({ kind: 'tryDisk' });
    });
  }

  /** What the lane still says afterwards leads to nothing. */
  stop(): void {
    this.#isStopped = true;
    for (const cancel of this.#due) cancel();
    this.#due.clear();
  }

  #later(delayMs: number, act: () => void): void {
    if (this.#isStopped) return;
    const cancel = this.timers.after(delayMs, () => {
      this.#due.delete(cancel);
      act();
    });
    this.#due.add(cancel);
  }
}

export function isChore(effect: Effect): effect is ChoreEffect {
  return CHORE_EFFECTS.has(effect.kind);
}

const CHORE_EFFECTS: ReadonlySet<Effect['kind']> = new Set<ChoreEffect['kind']>([
  'deletionsLater',
  'receiptsLater',
  'indexLater',
  'scrubLater',
  'diskFailing',
]);
