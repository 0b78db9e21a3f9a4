// Which message the owner has seen: at least half of it was inside the list.

import type { HistoryItem } from './history-items.js';

/** Where a drawn item is, in CSS pixels of the list. */
export interface Drawn {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** The position up to which everything unread of the other side was seen, or undefined. */
export function seenUpTo(
  items: readonly HistoryItem[],
  drawn: readonly Drawn[],
  view: { readonly top: number; readonly bottom: number },
): string | undefined {
  let seen: string | undefined;
  for (const { index, start, end } of drawn) {
    const item = items[index];
    if (item?.kind !== 'message' || !item.row.unread) continue;
    const insidePx = Math.min(end, view.bottom) - Math.max(start, view.top);
    // Of a message taller than the list, half a list is as much as can be asked.
    const enoughPx = Math.min(end - start, view.bottom - view.top) / 2;
    if (insidePx >= enoughPx) seen = item.row.position;
  }
  return seen;
}
