// Where the list is: at the end it follows what arrives, elsewhere it stays, and each conversation is found as it was left.

import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Landing, MessageWindow, MessageWindowState } from '../../node-client/message-window.js';
import { estimatedPx, estimatedSumPx } from './estimated-sizes.js';
import { type HistoryItem, unreadAtEdges } from './history-items.js';
import { forgetSizes } from './known-sizes.js';
import { seenIn } from './seen.js';
import { useKeptPlace } from './use-kept-place.js';

type Rows = Virtualizer<HTMLDivElement, Element>;

export interface HistoryScroll {
  readonly virtual: Rows;
  /** See `seenIn`. */
  readonly seen: readonly string[];
  readonly isAtEnd: boolean;
  /** Unread messages further up, and further down. */
  readonly above: number;
  readonly below: number;
}

export interface HistoryScrollOptions {
  readonly conversationId: string;
  readonly items: readonly HistoryItem[];
  readonly state: MessageWindowState;
  readonly window: MessageWindow;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

/** Rows drawn beyond either edge: at a shaky 20 frames a second, 5,000 pixels a second show nothing blank. */
const OVERSCAN = 6;
const NEAR_END_PX = 48;
/** So far from the edge of what is loaded the next rows are asked for: several screens, so that nobody gets there first. */
const NEAR_EDGE_PX = 2_400;

export function useHistoryScroll(options: HistoryScrollOptions): HistoryScroll {
  const { conversationId, items, state, scroller } = options;
  const { landing } = state;
  const virtual: Rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimatedPx(items[index]),
    getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
    overscan: OVERSCAN,
    // Rows at the beginning would be drawn first, only to be left.
    initialOffset: () => estimatedSumPx(landing ? items.slice(0, placeIn(items, landing)) : []),
    anchorTo: 'end',
    // The end of the rows is the end of the conversation.
    followOnAppend: state.isNewest,
    scrollEndThreshold: NEAR_END_PX,
    scrollPaddingStart: -(landing?.jump.offsetPx ?? 0),
    paddingStart: 12,
    paddingEnd: 12,
  });
  useEffect(() => {
    forgetSizes(virtual.itemSizeCache, items);
  }, [virtual, items]);
  const { hasLanded, isSettled } = useLanding(virtual, items, landing);
  const top = virtual.scrollOffset ?? 0;
  const bottom = top + (virtual.scrollRect?.height ?? 0);
  const drawn = virtual.getVirtualItems();
  const isAtEnd = !hasLanded || (!state.hasNewer && virtual.isAtEnd(NEAR_END_PX));
  useEndKept(
    virtual,
    isSettled ? isAtEnd : landing !== undefined && placeIn(items, landing) === items.length,
  );
  const first = drawn.find(({ index, end }) => end > top && items[index] && 'row' in items[index]);
  const firstItem = first && items[first.index];
  const firstRow = firstItem && 'row' in firstItem ? firstItem.row : undefined;
  const keepPlace = useKeptPlace(conversationId);
  useLayoutEffect(() => {
    if (!isSettled || !first || !firstRow) return;
    const offsetPx = Math.round(top - first.start);
    keepPlace(isAtEnd ? null : { rowId: firstRow.id, offsetPx });
  });
  const isNearOlder = top < NEAR_EDGE_PX && state.hasOlder;
  const isNearNewer = virtual.getTotalSize() - bottom < NEAR_EDGE_PX && state.hasNewer;
  useEffect(() => {
    if (!isSettled) return;
    if ((isNearOlder || isNearNewer) && firstRow) options.window.recentre(firstRow.position);
    else if (isAtEnd && !state.isNewest) options.window.follow();
  });
  const firstInSight = drawn.find(({ end }) => end > top)?.index ?? 0;
  const lastInSight = drawn.findLast(({ start }) => start < bottom)?.index ?? items.length;
  const hidden = unreadAtEdges(state.rows, state);
  return {
    virtual,
    seen: isSettled ? seenIn(items, drawn, { top, bottom }) : [],
    isAtEnd,
    above: isSettled ? state.unreadOlder + hidden.older + unreadOf(items.slice(0, firstInSight)) : 0,
    below: state.unreadNewer + hidden.newer + unreadOf(items.slice(lastInSight + 1)),
  };
}

/** Whoever is at the end stays there while what stands below the list grows and goes. */
function useEndKept(virtual: Rows, isAtEnd: boolean): void {
  const height = virtual.scrollRect?.height;
  const before = useRef({ height, isAtEnd });
  useLayoutEffect(() => {
    const goes = before.current.isAtEnd && before.current.height !== height;
    if (goes) virtual.scrollToEnd();
    before.current = { height, isAtEnd: isAtEnd || goes };
  });
}

function unreadOf(items: readonly HistoryItem[]): number {
  return items.filter((item) => 'row' in item && item.row.unread).length;
}

/** The list aims at a row by its place among the rows: until it is there, the rows are not to be exchanged. */
const SETTLING_MS = 200;

/** Goes wherever the rows say. */
function useLanding(virtual: Rows, items: readonly HistoryItem[], landing: Landing | undefined) {
  const landed = useRef<Landing>(undefined);
  const [settled, setSettled] = useState<Landing>();
  useLayoutEffect(() => {
    if (!landing || landed.current === landing || items.length === 0) return;
    landed.current = landing;
    land(virtual, items, landing);
  }, [virtual, items, landing]);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(landing);
    }, SETTLING_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [landing]);
  return { hasLanded: settled !== undefined, isSettled: settled !== undefined && settled === landing };
}

function land(virtual: Rows, items: readonly HistoryItem[], landing: Landing): void {
  const index = placeIn(items, landing);
  if (index === items.length) virtual.scrollToEnd();
  else virtual.scrollToIndex(index, { align: landing.jump.isMarked === true ? 'center' : 'start' });
}

/** Which item to land at; behind the last one: the end. */
function placeIn(items: readonly HistoryItem[], { rowId, jump }: Landing): number {
  const row = items.findIndex((item) => 'row' in item && item.row.id === rowId);
  if (row < 0) return items.length;
  const isBeginning = jump.anchor.at === 'unread' || jump.anchor.at === 'date';
  return isBeginning ? lineAbove(items, row) : row;
}

/** With a message that begins something go the lines that say so. */
function lineAbove(items: readonly HistoryItem[], row: number): number {
  return items.slice(0, row).findLastIndex((item) => 'row' in item) + 1;
}
