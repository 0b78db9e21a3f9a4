// Where the list is: at the end it follows what arrives, elsewhere it stays, and each conversation is found as it was left.

import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';
import type { HistoryItem } from './history-items.js';
import { seenUpTo } from './seen.js';

type Rows = Virtualizer<HTMLDivElement, Element>;

export interface HistoryScroll {
  readonly virtual: Rows;
  /** See `seenUpTo`. */
  readonly seen: string | undefined;
  readonly isAtEnd: boolean;
  readonly isNearStart: boolean;
  /** Unread messages further down. */
  readonly below: number;
  readonly goToEnd: () => void;
}

interface Place {
  readonly key: string;
  readonly offsetPx: number;
}

const NEAR_END_PX = 48;
const NEAR_START_PX = 600;
const ESTIMATED_PX = 44;
/** Where each conversation was left, while the window lives. */
const places = new Map<string, Place>();

export function useHistoryScroll(
  conversationId: string,
  items: readonly HistoryItem[],
  scroller: RefObject<HTMLDivElement | null>,
): HistoryScroll {
  const virtual: Rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATED_PX,
    getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
    overscan: 8,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR_END_PX,
    paddingStart: 12,
    paddingEnd: 12,
  });
  const hasOpened = useRef(false);
  useLayoutEffect(() => {
    if (hasOpened.current || items.length === 0) return;
    hasOpened.current = true;
    open(virtual, items, places.get(conversationId));
  }, [virtual, items, conversationId]);
  const top = virtual.scrollOffset ?? 0;
  const bottom = top + (virtual.scrollRect?.height ?? 0);
  const isAtEnd = !hasOpened.current || virtual.isAtEnd(NEAR_END_PX);
  const drawn = virtual.getVirtualItems();
  useLayoutEffect(() => {
    if (!hasOpened.current) return;
    const first = drawn.find(({ end }) => end > top);
    if (isAtEnd || !first) places.delete(conversationId);
    else places.set(conversationId, { key: String(first.key), offsetPx: top - first.start });
  });
  const lastDrawn = drawn.findLast(({ start }) => start < bottom)?.index ?? items.length;
  return {
    virtual,
    seen: seenUpTo(items, drawn, { top, bottom }),
    isAtEnd,
    isNearStart: hasOpened.current && top < NEAR_START_PX,
    below: items.slice(lastDrawn + 1).filter((item) => item.kind === 'message' && item.row.unread).length,
    goToEnd: () => {
      virtual.scrollToEnd();
    },
  };
}

/** At what is new, else where it was left, else at the end. */
function open(virtual: Rows, items: readonly HistoryItem[], place: Place | undefined): void {
  const newLine = items.findIndex(({ kind }) => kind === 'new');
  const left = place ? items.findIndex(({ key }) => key === place.key) : -1;
  if (newLine >= 0) virtual.scrollToIndex(newLine, { align: 'start' });
  else if (left >= 0) virtual.scrollToIndex(left, { align: 'start' });
  else virtual.scrollToEnd();
}
