// A machine's clock that somebody sets, forwards or backwards, while the node runs.

import { systemTimers } from '../../adapters/system/system-timers.js';
import type { NodeSeams } from '../../node/seams.js';

export interface ClockData {
  /** One number: how far the clock is ahead, ms. */
  readonly skew: Float64Array<SharedArrayBuffer>;
}

export class SkewedClock {
  readonly #data: ClockData = { skew: new Float64Array(new SharedArrayBuffer(8)) };

  /** For the node that runs by it. */
  get seams(): Partial<NodeSeams> {
    return {
      timers: { ...systemTimers, now: skewedNow(this.#data) },
      lane: { entry: new URL('./skewed-lane-worker.js', import.meta.url), data: this.#data },
    };
  }

  /** Against the true time. */
  set(aheadMs: number): void {
    this.#data.skew[0] = aheadMs;
  }
}

/** Whole milliseconds, as every clock of Kith. */
export function skewedNow({ skew }: ClockData): () => number {
  return () => systemTimers.now() + Math.round(skew[0] ?? 0);
}
