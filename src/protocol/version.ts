// Which protocol versions this program speaks, and which one two nodes use.

/** Closed range of protocol versions; min is at least 1. */
export interface VersionRange {
  readonly min: number;
  readonly max: number;
}

export const PROTOCOL_VERSIONS: VersionRange = { min: 1, max: 5 };

/** From this version on a node hears of payloads that were not taken; an older one would refuse the frame. */
export const REFUSALS_TOLD_FROM = 2;

/** From this version on the marks say who waits for what it lost; an older node would refuse them. */
export const RECOVERY_ASKED_FROM = 2;

/** From this version on the marks say how far nothing is missing; an older node would refuse them. */
export const GAPS_TOLD_FROM = 3;

/** From this version on the sender of a file may be asked to bring it by HTTPS; an older one would refuse the frame. */
export const PUSHED_FROM = 4;

/** From this version on a node hears who types and who is there; an older one would refuse the frame. */
export const ACTIVITY_TOLD_FROM = 5;

/** The highest version both speak, or undefined. */
export function negotiate(ours: VersionRange, theirs: VersionRange): number | undefined {
  const highest = Math.min(ours.max, theirs.max);
  return highest >= Math.max(ours.min, theirs.min) ? highest : undefined;
}

/** Whose program is the older one of two ranges that do not meet. */
export type OlderSide = 'ours' | 'theirs';

export function olderSide(ours: VersionRange, theirs: VersionRange): OlderSide {
  return theirs.max < ours.min ? 'theirs' : 'ours';
}

/** The range as it was received; undefined when absent or impossible. */
export function readVersionRange(range: VersionRange | undefined): VersionRange | undefined {
  if (!range || range.min < 1 || range.max < range.min) return undefined;
  return { min: range.min, max: range.max };
}
