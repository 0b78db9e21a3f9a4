// How high a row will be, guessed before it is drawn and measured. The nearer the guess, the less the list corrects itself.

import type { HistoryItem } from './history-items.js';

/** In CSS pixels, at the usual size of text and in a window of the usual width. */
const SEPARATOR_PX = 44;
const ONE_LINE_PX = 41;
const LINE_PX = 21;
const GROUP_GAP_PX = 14;
const FILE_PX = 104;

const CHARACTERS_IN_LINE = 68;
/** A text is folded behind so many. */
const MOST_LINES = 20;

export function estimatedPx(item: HistoryItem | undefined): number {
  if (item?.kind !== 'message') return SEPARATOR_PX;
  const gapPx = item.isFirstOfGroup ? GROUP_GAP_PX : 0;
  if (item.row.kind === 'file') return FILE_PX + gapPx;
  return ONE_LINE_PX + (linesOf(item.row.text) - 1) * LINE_PX + gapPx;
}

export function estimatedSumPx(items: readonly HistoryItem[]): number {
  return items.reduce((sum, item) => sum + estimatedPx(item), 0);
}

function linesOf(text: string): number {
  const lines = text.split('\n', MOST_LINES);
  const count = lines.reduce(
    (sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS_IN_LINE)),
    0,
  );
  return Math.min(count, MOST_LINES);
}
