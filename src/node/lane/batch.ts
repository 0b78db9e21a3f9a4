// Which of the items that wait share a commit.

import type { LaneItem } from './lane-messages.js';

/** Most items in one commit. */
const BATCH_ITEMS = 16;

/**
 * Takes the next of them out, one alone or as many as a commit takes. One of them erases at most: together they would make
 * everybody else wait as long as they take. The others' turn comes in the next commits.
 */
export function takeBatch(waiting: LaneItem[], isAlone: boolean): readonly LaneItem[] {
  const next = waiting.splice(0, isAlone ? 1 : BATCH_ITEMS);
  const [, ...putOff] = next.filter(({ kind }) => kind === 'erase');
  waiting.push(...putOff);
  return next.filter((item) => !putOff.includes(item));
}

/** What items of a commit left for a later one. What nobody asked for is erased by one item at a time. */
export function addLater(waiting: LaneItem[], later: readonly LaneItem[]): void {
  for (const item of later) if (!isUnasked(item) || !waiting.some(isUnasked)) waiting.push(item);
}

function isUnasked(item: LaneItem): boolean {
  return item.kind === 'erase' && !('call' in item);
}
