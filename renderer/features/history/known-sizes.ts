// Heights of the rows that were measured, which a list keeps for ever by itself.

import type { HistoryItem } from './history-items.js';

/** Those of rows that were left are kept up to this many: whoever goes back and forth finds them again. */
export const MOST_SIZES = 3_000;

/** What was passed costs nothing, however far somebody scrolls. */
export function forgetSizes(sizes: Map<unknown, number>, items: readonly HistoryItem[]): void {
  if (sizes.size <= MOST_SIZES) return;
  const here = new Set<unknown>(items.map(({ key }) => key));
  for (const key of sizes.keys()) if (!here.has(key)) sizes.delete(key);
}
