import { totalmem } from 'node:os';

/** What this process may use: the machine's memory, or the container's limit where that is lower. */
export function memorySizeBytes(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}
