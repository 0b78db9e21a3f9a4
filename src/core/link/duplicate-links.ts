// One link per pair. Both sides decide alone and must come to the same link, also when they saw the two in another order.

import type { NodeId } from '../../base/ids.js';

/** One authenticated link of a pair, as this side saw it; times in ms of one clock. */
export interface LinkOrigin {
  readonly dialledBy: NodeId;
  /** When its setting up began here: the dial, or the accepted connection. */
  readonly beganAt: number;
  /** When its handshake was over here. */
  readonly establishedAt: number;
}

/** check: ping the old link (`startQuickCheck`), then decide with `settleAfterCheck`. */
export type DuplicateVerdict = 'keepOld' | 'keepNew' | 'check';

/** Decides when a second link of a pair is authenticated. */
export function settleDuplicate(old: LinkOrigin, fresh: LinkOrigin): DuplicateVerdict {
  // Whoever dials again has given its earlier link up.
  if (old.dialledBy === fresh.dialledBy) return 'keepNew';
  const wereSetUpAtOnce = fresh.beganAt <= old.establishedAt;
  return wereSetUpAtOnce ? byLowerDialler(old, fresh) : 'check';
}

/**
 * Decides once the old link answered or had its 2 s. Two living links are settled as if they had been set up at once: the
 * other side may have seen it so.
 */
export function settleAfterCheck(
  old: LinkOrigin,
  fresh: LinkOrigin,
  oldAnswered: boolean,
): Exclude<DuplicateVerdict, 'check'> {
  return oldAnswered ? byLowerDialler(old, fresh) : 'keepNew';
}

/** NodeIds are lowercase hexadecimal, so their text order is the order of their bytes. */
function byLowerDialler(old: LinkOrigin, fresh: LinkOrigin): 'keepOld' | 'keepNew' {
  return old.dialledBy < fresh.dialledBy ? 'keepOld' : 'keepNew';
}
