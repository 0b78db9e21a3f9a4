// How long something said or noticed is true without being repeated, in ms: nothing has to end by a word that may be lost.

/** A face that says that its owner types says so again before this. */
export const OWN_TYPING_LASTS_MS = 6_000;

/** Who used a face is taken to be there for so long: others do not learn of every pause. */
export const OWN_ACTIVE_LASTS_MS = 180_000;

/** What was said to others is repeated while it is true. */
export const TYPING_REPEAT_MS = 5_000;
export const ACTIVE_REPEAT_MS = 120_000;

/** What others said: one repetition may be lost. */
export const TYPING_LASTS_MS = 10_000;
export const ACTIVE_LASTS_MS = 300_000;
