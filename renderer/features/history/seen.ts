// Which messages the owner sees: at least half of each is inside the list.

import type { HistoryItem } from './history-items.js';

/** Where a drawn item is, in CSS pixels of the list. */
export interface Drawn {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** Positions of the unread messages that are seen. */
export function seenIn(
  items: readonly HistoryItem[],
  drawn: readonly Drawn[],
  view: { readonly top: number; readonly bottom: number },
): readonly string[] {
  return drawn.flatMap(({ index, start, end }) => {
    const item = items[index];
    if (item?.kind !== 'message' || !item.row.unread) return [];
    const insidePx = Math.min(end, view.bottom) - Math.max(start, view.top);
    // Of a message taller than the list, half a list is as much as can be asked.
    const enoughPx = Math.min(end - start, view.bottom - view.top) / 2;
    return insidePx >= enoughPx ? [item.row.position] : [];
  });
}
