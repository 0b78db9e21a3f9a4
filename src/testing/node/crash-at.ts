// A process that ends as the kernel would end it, at a labelled place; nothing in it gets to tidy up.

import type { CrashPlace } from './start-arguments.js';

const POINTS = [
  'before-commit',
  'after-commit',
  'after-effects',
  'before-send',
  'after-send',
  'before-ack',
  'after-ack',
] as const satisfies CrashPlace['point'][];

/** Shared by the threads of a process: the number of a point, from 1, and how many passings of it are left; all 0: it lives. */
export type CrashOrder = Int32Array<SharedArrayBuffer>;

export function noCrash(): CrashOrder {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
}

/** Passings count from now on. */
export function orderCrash(order: CrashOrder, { point, passing }: CrashPlace): void {
  Atomics.store(order, 1, passing);
  Atomics.store(order, 0, POINTS.indexOf(point) + 1);
}

/** The hook for one of the threads. */
export function crashAt(order: CrashOrder): (point: CrashPlace['point']) => void {
  return (point) => {
    if (POINTS.indexOf(point) + 1 !== Atomics.load(order, 0)) return;
    if (Atomics.sub(order, 1, 1) === 1) process.kill(process.pid, 'SIGKILL');
  };
}
