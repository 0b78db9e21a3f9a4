// What was said in a cleared conversation leaves the disk in steps, with others' work in between.

import type { ConversationId } from '../../base/ids.js';
import type { ItemContext } from './item-context.js';
import type { LaneItem } from './lane-messages.js';

/** Whoever asked is answered when these have left. */
export function eraseFor(context: ItemContext, call: number, cleared: readonly ConversationId[]): void {
  context.later({ kind: 'erase', call, cleared });
}

export function eraseNext(context: ItemContext, item: Extract<LaneItem, { kind: 'erase' }>): void {
  const { conversations } = context.store;
  const hasErased =
    'call' in item ? item.cleared.some((cleared) => conversations.erase(cleared)) : conversations.erase();
  if (hasErased) {
    context.scrub();
    context.later(item);
  } else if ('call' in item) context.emit({ kind: 'reply', call: item.call, result: {} });
}
