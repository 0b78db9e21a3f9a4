// What comes without a question has its measure a day: neither one contact nor all of them together fill the disk with files
// that nobody was asked about.

import type { UnaskedSpent } from '../ports/transfer-store.js';

/** Counted from the first file of it. */
export const UNASKED_DAY_MS = 86_400_000;
/** However small a file is, it takes room and work: 64 KiB. */
export const LEAST_COUNTED_BYTES = 65_536;

/**
 * What is spent with this file too; undefined when it is more than may be spent in a day. A clock that was set back begins a
 * new day without forgetting.
 */
export function spendUnasked(
  spent: UnaskedSpent | undefined,
  { sizeBytes, mostBytes, now }: { sizeBytes: number; mostBytes: number; now: number },
): UnaskedSpent | undefined {
  const isOver = spent === undefined || now - spent.since >= UNASKED_DAY_MS;
  const since = isOver || now < spent.since ? now : spent.since;
  const bytes = (isOver ? 0 : spent.bytes) + Math.max(sizeBytes, LEAST_COUNTED_BYTES);
  return bytes > mostBytes ? undefined : { since, bytes };
}
