// What was said in a cleared conversation leaves the disk in steps, with others' work in between.

import type { ItemContext } from './item-context.js';
import type { LaneItem } from './lane-messages.js';

export function eraseNext(context: ItemContext, item: Extract<LaneItem, { kind: 'erase' }>): void {
  if (context.store.conversations.erase()) {
    context.scrub();
    context.later(item);
  } else if ('call' in item) context.emit({ kind: 'reply', call: item.call, result: {} });
}
