// Acknowledgements are cumulative, so of those one commit makes for a link only the last is worth sending: the other side
// commits once for it instead of once for each.

import type { Effect } from './lane-messages.js';

/** The effects in their order, without acknowledgements that a later one of the same link covers. */
export function lastAcks(effects: readonly Effect[]): readonly Effect[] {
  const covered = new Set<Effect>();
  const last = new Map<number, Effect>();
  for (const effect of effects) {
    if (effect.kind !== 'send') continue;
    // A renewal makes the peer count on from what was acknowledged before it.
    if (effect.frame.kind === 'sessionRenewal') last.delete(effect.linkId);
    if (effect.frame.kind === 'ack') {
      const earlier = last.get(effect.linkId);
      if (earlier) covered.add(earlier);
      last.set(effect.linkId, effect);
    }
  }
  return effects.filter((effect) => !covered.has(effect));
}
