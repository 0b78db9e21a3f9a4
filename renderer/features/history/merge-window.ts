// One run of rows from the live window of the newest messages and the older pages loaded before it.

import type { MessageRow } from '../../../src/contract/values.js';

/** What is kept in memory at most. */
export const MOST_ROWS = 600;

/**
 * @param kept what was shown before, oldest first
 * @param live the newest rows, oldest first
 * @returns live with what stands before it; a row the live window should hold and does not is gone
 */
export function mergeWindow(kept: readonly MessageRow[], live: readonly MessageRow[]): readonly MessageRow[] {
  const oldest = live[0];
  if (!oldest) return [];
  const before = kept.filter(({ position }) => position < oldest.position);
  if (before.length === 0) return live;
  return [...before.slice(-Math.max(0, MOST_ROWS - live.length)), ...live];
}
