// What keys of the window's table ask the composer for; it takes them while it has the focus.

import { useEffect } from 'react';
import type { Format } from './formats.js';
import type { Said } from './use-quotation.js';

/** A message: reply to it. */
export type ComposerOrder = Format | 'emoji' | 'replyOlder' | 'replyNewer' | Said;
type Taker = (order: ComposerOrder) => void;

const takers = new Set<Taker>();

export function orderComposer(order: ComposerOrder): void {
  // Whoever takes one may be drawn anew, and then takes the next.
  for (const take of [...takers]) take(order);
}

export function useComposerOrders(take: Taker): void {
  useEffect(() => {
    takers.add(take);
    return () => {
      takers.delete(take);
    };
  });
}
