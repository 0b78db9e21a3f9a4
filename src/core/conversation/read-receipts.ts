// Receipts name messages by id, in batches, and only ever raise a state.

import type { MessageState } from '../ports/message-store.js';

/** The state a receipt or acknowledgement leads to, or undefined when the message already is there or beyond. */
export function raiseState(from: MessageState, to: 'delivered' | 'read'): MessageState | undefined {
  const rank = RANKS[from];
  return rank !== undefined && rank < (RANKS[to] ?? 0) ? to : undefined;
}

const RANKS: Partial<Record<MessageState, number>> = { queued: 1, failed: 1, delivered: 2, read: 3 };

/** Consecutive groups of at most `size`. */
export function batches<T>(items: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let start = 0; start < items.length; start += size) groups.push(items.slice(start, start + size));
  return groups;
}
