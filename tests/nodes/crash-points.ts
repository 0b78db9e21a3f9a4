// Where processes die in stories of crashes.

export const IN_LANE = ['before-commit', 'after-commit', 'after-effects'] as const;

/**
 * Of what is no message: before its commit and after it. KITH_CRASH_POINTS=all also dies once everything that follows from the
 * commit was let out.
 */
export const AROUND_COMMIT =
  process.env['KITH_CRASH_POINTS'] === 'all' ? IN_LANE : (['before-commit', 'after-commit'] as const);
