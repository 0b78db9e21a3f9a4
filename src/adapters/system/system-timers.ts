import type { Timers } from '../../core/ports/timers.js';

/** Longer delays make Node fire at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** The machine's clock and timers. */
export const systemTimers: Timers = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, action) => {
    let cancel: () => void = () => undefined;
    const wait = (restMs: number): void => {
      const stepMs = Math.min(restMs, LONGEST_DELAY_MS);
      const timer = setTimeout(() => {
        if (restMs > stepMs) wait(restMs - stepMs);
        else action();
      }, stepMs);
      cancel = () => {
        clearTimeout(timer);
      };
    };
    wait(delayMs);
    return () => {
      cancel();
    };
  },
};
