// Acknowledgements are cumulative, so of those one commit makes for a link only the last is worth sending: the other side
// commits once for it instead of once for each.

import type { Effect } from './lane-messages.js';

/** The effects in their order, without acknowledgements that a later one of the same link covers. */
export function lastAcks(effects: readonly Effect[]): readonly Effect[] {
  const last = new Map<number, number>();
  for (const [index, effect] of effects.entries()) {
    if (isAck(effect)) last.set(effect.linkId, index);
  }
  return effects.filter((effect, index) => !isAck(effect) || last.get(effect.linkId) === index);
}

function isAck(effect: Effect): effect is Extract<Effect, { kind: 'send' }> {
  return effect.kind === 'send' && effect.frame.kind === 'ack';
}
