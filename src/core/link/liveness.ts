// When a link is asked whether it still lives, given up, or renewed. Times are milliseconds of one monotonic clock.

const PING_AFTER_MS = 30_000;
const DEAD_AFTER_MS = 75_000;
const RENEW_AFTER_MS = 24 * 3_600_000;
const QUICK_CHECK_MS = 2_000;

export interface Liveness {
  readonly establishedAt: number;
  readonly lastReceivedAt: number;
  /** When the last ping left; null when something was received since. */
  readonly pingedAt: number | null;
  /** Until when an answer must have come after the peer dialled again; null when nothing is in doubt. */
  readonly answerBy: number | null;
}

/** ping: send one. dead: drop the link. renew: end it politely, a fresh handshake follows. */
export type LivenessAction = 'none' | 'ping' | 'dead' | 'renew';

export function startLiveness(now: number): Liveness {
  return { establishedAt: now, lastReceivedAt: now, pingedAt: null, answerBy: null };
}

/** Any frame that opened proves life. */
export function onReceived(state: Liveness, now: number): Liveness {
  return { ...state, lastReceivedAt: now, pingedAt: null, answerBy: null };
}

/** The same peer dialled again: ping the old link now and drop it when nothing came within 2 s. */
export function startQuickCheck(
  state: Liveness,
  now: number,
): { readonly state: Liveness; readonly action: 'ping' } {
  return { state: { ...state, pingedAt: now, answerBy: now + QUICK_CHECK_MS }, action: 'ping' };
}

/** What is due now, and when to ask again (at the latest). */
export function checkLiveness(
  state: Liveness,
  now: number,
): { readonly state: Liveness; readonly action: LivenessAction; readonly wakeAt: number } {
  const deadAt = Math.min(state.answerBy ?? Infinity, state.lastReceivedAt + DEAD_AFTER_MS);
  if (now >= deadAt) return { state, action: 'dead', wakeAt: Infinity };
  const renewAt = state.establishedAt + RENEW_AFTER_MS;
  if (now >= renewAt) return { state, action: 'renew', wakeAt: deadAt };
  const pingAt = state.pingedAt === null ? state.lastReceivedAt + PING_AFTER_MS : Infinity;
  if (now < pingAt) return { state, action: 'none', wakeAt: Math.min(pingAt, deadAt, renewAt) };
  return { state: { ...state, pingedAt: now }, action: 'ping', wakeAt: Math.min(deadAt, renewAt) };
}
