/** What one session may hold of the node at the same time. */
export const SESSION_LIMITS = {
  subscriptions: 64,
  callsInFlight: 256,
} as const;
