// The numbering of one pair, and how it starts anew when either side begins another life.

import type { ContactId, Incarnation } from '../../base/ids.js';
import type { Stream } from '../ports/stream-store.js';

/** Least time between two session renewals we ask of one peer (DESIGN 6). */
export const RENEWAL_INTERVAL_MS = 60_000;

export function newStream(contactId: ContactId, incarnation: Incarnation): Stream {
  return {
    contactId,
    incarnation,
    peerIncarnation: null,
    sent: 0,
    acked: 0,
    ackedHash: null,
    received: 0,
    receivedHash: null,
    bundle: null,
    answeredBundle: null,
    renewal: null,
    recovering: 0,
    recoveredTo: 0,
    givenBackTo: null,
    requeue: null,
    takenTo: 0,
    relinks: false,
    renewedAt: 0,
  };
}

/** The stream after we began `incarnation`: numbers from zero, the peer still known, what it gives back still awaited. */
export function underOwnIncarnation(stream: Stream, incarnation: Incarnation): Stream {
  return {
    ...newStream(stream.contactId, incarnation),
    peerIncarnation: stream.peerIncarnation,
    recovering: stream.recovering,
    recoveredTo: stream.recoveredTo,
    requeue: stream.requeue,
    takenTo: stream.takenTo,
    relinks: stream.relinks,
  };
}

/** The stream after the peer began `peerIncarnation`. A renewal we asked for stays due: the session is gone either way. */
export function underPeerIncarnation(stream: Stream, peerIncarnation: Incarnation): Stream {
  return {
    ...newStream(stream.contactId, stream.incarnation),
    peerIncarnation,
    bundle: stream.bundle,
    renewal: stream.renewal,
    recovering: stream.recovering,
    recoveredTo: stream.recoveredTo,
    takenTo: stream.takenTo,
    relinks: stream.relinks,
    renewedAt: stream.renewedAt,
  };
}

/** Whether a renewal may follow the last one now. A clock set back does not block it for longer than the interval. */
export function mayRenew(lastAt: number, now: number, intervalMs = RENEWAL_INTERVAL_MS): boolean {
  const elapsedMs = now - lastAt;
  return elapsedMs < 0 || elapsedMs >= intervalMs;
}
