// What is real in the product and chosen by the test entry: nothing else in the product asks who is running it.

import { systemTimers } from '../adapters/system/system-timers.js';
import type { Timers } from '../core/ports/timers.js';
import type { SendCrashPoint } from './link-bridge.js';

export interface NodeSeams {
  readonly timers: Timers;
  /** In [0, 1), for jitter. */
  readonly random: () => number;
  /** Entry of the commit lane's thread, and what it is started with. */
  readonly lane: { readonly entry: URL; readonly data: unknown };
  /** Entry of the thread of files. */
  readonly files: URL;
  /** The own address to dial from; the system chooses when undefined. */
  readonly localAddress: string | undefined;
  /** Called at each labelled place of the main thread; those of the lane are its entry's affair. */
  readonly crash: (point: SendCrashPoint) => void;
}

export const REAL_SEAMS: NodeSeams = {
  timers: systemTimers,
  random: Math.random,
  lane: { entry: new URL('./lane/lane-worker.js', import.meta.url), data: undefined },
  files: new URL('./files/files-worker.js', import.meta.url),
  localAddress: undefined,
  crash: () => undefined,
};
