// The machine's timers, and a test that cannot wait: it moves the time of one node on, and what falls due runs at once.

import { systemTimers } from '../../adapters/system/system-timers.js';
import type { Timers } from '../../core/ports/timers.js';

interface Waiting {
  readonly atMs: number;
  readonly run: () => void;
}

export class HurriedTimers implements Timers {
  #aheadMs = 0;
  readonly #waiting = new Set<Waiting>();

  readonly now = (): number => systemTimers.now() + this.#aheadMs;

  readonly monotonicMs = (): number => systemTimers.monotonicMs() + this.#aheadMs;

  readonly after = (delayMs: number, action: () => void): (() => void) => {
    const cancel = (): void => {
      this.#waiting.delete(waiting);
      stop();
    };
    const run = (): void => {
      cancel();
      action();
    };
    const waiting: Waiting = { atMs: this.monotonicMs() + delayMs, run };
    const stop = systemTimers.after(delayMs, run);
    this.#waiting.add(waiting);
    return cancel;
  };

  /** Timers that are set meanwhile and fall due run too, in order; whole milliseconds. */
  hurry(ms: number): void {
    const untilMs = this.monotonicMs() + ms;
    for (let next = this.#first(untilMs); next; next = this.#first(untilMs)) {
      this.#aheadMs += Math.max(0, Math.ceil(next.atMs - this.monotonicMs()));
      next.run();
    }
    this.#aheadMs += Math.max(0, Math.ceil(untilMs - this.monotonicMs()));
  }

  #first(untilMs: number): Waiting | undefined {
    return [...this.#waiting].filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
  }
}
