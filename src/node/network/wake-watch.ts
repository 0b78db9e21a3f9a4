// Notices that the machine slept. Where it does, timers stand still with it, while links die and contacts come and go.

import type { Timers } from '../../core/ports/timers.js';

const LOOK_EVERY_MS = 10_000;
/** More than a look is ever late on a busy machine, or the clock is set right by. */
const SLEPT_MS = 30_000;

export class WakeWatch {
  #stopTimer = (): void => undefined;

  constructor(
    private readonly timers: Timers,
    /** Also called when somebody set the clock forward, which nothing tells from sleep. */
    private readonly woke: () => void,
  ) {
    this.#lookLater();
  }

  stop(): void {
    this.#stopTimer();
  }

  #lookLater(): void {
    const before = this.timers.now();
    this.#stopTimer = this.timers.after(LOOK_EVERY_MS, () => {
      const passedMs = this.timers.now() - before;
      this.#lookLater();
      if (passedMs > LOOK_EVERY_MS + SLEPT_MS) this.woke();
    });
  }
}
