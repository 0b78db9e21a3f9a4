import type { Timers } from '../../core/ports/timers.js';

export interface ManualTimers extends Timers {
  /** Moves time on and runs what falls due, in order. */
  advance(ms: number): void;
  /** Moves the wall clock on alone, as while the machine sleeps. */
  sleep(ms: number): void;
  /** Timers that wait now. */
  readonly waiting: number;
}

/** Time that only moves when a test says so. */
export function manualTimers(startMs = 1_800_000_000_000): ManualTimers {
  let elapsedMs = 0;
  let sleptMs = 0;
  let nextId = 0;
  const due = new Map<number, { readonly atMs: number; readonly action: () => void }>();
  const first = (untilMs: number) =>
    [...due].filter(([, entry]) => entry.atMs <= untilMs).sort(([, a], [, b]) => a.atMs - b.atMs)[0];
  return {
    now: () => startMs + elapsedMs + sleptMs,
    monotonicMs: () => elapsedMs,
    after: (delayMs, action) => {
      const id = nextId++;
      due.set(id, { atMs: elapsedMs + delayMs, action });
      return () => void due.delete(id);
    },
    advance: (ms) => {
      const untilMs = elapsedMs + ms;
      for (let entry = first(untilMs); entry; entry = first(untilMs)) {
        due.delete(entry[0]);
        elapsedMs = Math.max(elapsedMs, entry[1].atMs);
        entry[1].action();
      }
      elapsedMs = untilMs;
    },
    sleep: (ms) => {
      sleptMs += ms;
    },
    get waiting() {
      return due.size;
    },
  };
}
