// What closing the window means: a messenger that is closed receives nothing, so nobody closes it unawares.

export interface Closing {
  /** The app is ending, by its menu or with the system's session. */
  readonly isQuitting: boolean;
  /** There is a tray to bring the window back from. */
  readonly hasTray: boolean;
  /** What the owner said when they were asked. */
  readonly chosen: 'quit' | 'minimize' | undefined;
}

/** hide: gone, but in the tray. ask: stays until the owner has said what they want. */
export function whenWindowCloses({
  isQuitting,
  hasTray,
  chosen,
}: Closing): 'quit' | 'hide' | 'minimize' | 'ask' {
  if (isQuitting) return 'quit';
  return hasTray ? 'hide' : (chosen ?? 'ask');
}
