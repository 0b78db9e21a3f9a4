// How a pair goes on once its marks were understood.

import type { Incarnation } from '../../base/ids.js';
import type { Stream } from '../ports/stream-store.js';
import type { PeerMarks, Verdict } from './reconcile.js';
import { underPeerIncarnation } from './stream.js';

export interface Course {
  readonly stream: Stream;
  /** The peer began a new life: the session and everything encrypted in it is void. */
  readonly beginsAnew: boolean;
  /** The life the peer has left for good. */
  readonly retired: Incarnation | null;
  /** The peer may have lost what it had sent and gets back what we hold: in a life we meet for the first time. */
  readonly givesBack: boolean;
  /** The peer holds our envelopes up to here; those above are sent again. */
  readonly resumeAbove: number;
}

export function courseAfter(
  stream: Stream,
  marks: PeerMarks,
  verdict: Exclude<Verdict, 'rolledBack' | 'waiting'>,
): Course {
  const beginsAnew = verdict === 'restarted';
  const goesOn = verdict === 'agreed' && marks.peerIncarnation === stream.incarnation;
  const followed = beginsAnew
    ? underPeerIncarnation(stream, marks.incarnation)
    : { ...stream, peerIncarnation: marks.incarnation };
  return {
    stream: { ...followed, recovering: recoveringUntil(stream, marks) },
    beginsAnew,
    retired: beginsAnew ? stream.peerIncarnation : null,
    givesBack: beginsAnew || verdict === 'first',
    resumeAbove: goesOn ? marks.received : 0,
  };
}

/** A peer that never heard of us has nothing to give back; any other says when it is done. */
function recoveringUntil(stream: Stream, marks: PeerMarks): number {
  if (stream.recovering === 0 || marks.peerIncarnation === null) return 0;
  return Math.max(1, marks.held);
}
