// How long to wait before dialling again: doubling from 1 s to 5 min, or to 24 h for who has not answered, fully jittered so
// that nodes do not dial in step.

const SHORTEST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 300_000;
/** Of a node that cannot be reached and has not answered a contact request; perhaps it never will. */
const LONGEST_UNANSWERED_MS = 86_400_000;
/** A link that lived this long makes the next attempt count as the first. Longer than strangers are kept who wait for an answer. */
const SETTLED_AFTER_MS = 120_000;
/** Somebody answers there and may only be undecided: however often such links end, the next dial is at most 8.5 min away. */
const MOST_AFTER_LINK = 9;

/**
 * Between 1 s and the ceiling of this attempt (2 s for the first, doubled each time, at most 5 min; 24 h while unanswered).
 * @param attempt failures in a row before this delay, from 0
 * @param random in [0, 1)
 */
export function nextDelayMs(attempt: number, random: number, isUnanswered: boolean): number {
  const longest = isUnanswered ? LONGEST_UNANSWERED_MS : LONGEST_DELAY_MS;
  const ceiling = Math.min(longest, SHORTEST_DELAY_MS * 2 ** (attempt + 1));
  return SHORTEST_DELAY_MS + Math.floor(random * (ceiling - SHORTEST_DELAY_MS));
}

/** A link that has ended. */
export interface LinkLife {
  readonly livedMs: number;
  /** Something that was sent over it, or beside it, is kept by who was to have it. */
  readonly hasCarried: boolean;
}

/**
 * The attempt number after a dial; null when it led to no link. One that carried something is worth its handshake, however
 * soon it broke: it counts as a first failure, which still keeps the shortest wait between one dial and the next.
 */
export function nextAttempt(attempt: number, link: LinkLife | null): number {
  if (link && link.livedMs >= SETTLED_AFTER_MS) return 0;
  if (link?.hasCarried) return 1;
  return link ? Math.min(attempt + 1, MOST_AFTER_LINK) : attempt + 1;
}
