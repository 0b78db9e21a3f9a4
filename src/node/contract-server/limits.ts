/** What one session may hold of the node at the same time. */
export const SESSION_LIMITS = {
  subscriptions: 64,
  callsInFlight: 256,
} as const;

/** So long the node waits with locking for what its faces have not saved yet. */
export const LOCK_HOLD_MS = 1_000;
