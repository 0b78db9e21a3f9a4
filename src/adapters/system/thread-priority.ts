// The thread that moves files gives way to those that somebody waits for.

import { getPriority, setPriority } from 'node:os';

/** A third of the processor time of a thread that gives no way, while both want it. */
const STEP = 5;
const LOWEST = 19;

/** For the thread that calls. Only Linux has a priority for each thread; elsewhere it is the process's, which stays as it is. */
export function giveWay(): void {
  if (process.platform !== 'linux') return;
  setPriority(Math.min(LOWEST, getPriority() + STEP));
}
