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
  /** The peer has lost what it had sent and still waits for what we hold: whenever it asks, until it asks no more. */
  readonly givesBack: boolean;
  /**
   * What we wrote above this number the peer may have lost, however much of it it holds; null when it cannot. While we are
   * rolled back ourselves the peer may be an older copy without either of us being able to tell.
   */
  readonly requeueAbove: number | null;
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
    // Who cannot ask waits whenever one of the two met the other anew.
    givesBack: marks.recovering ?? verdict !== 'agreed',
    requeueAbove: beginsAnew || (!goesOn && stream.recovering > 0) ? (marks.whole ?? marks.held) : null,
    resumeAbove: goesOn ? marks.received : 0,
  };
}

/** A peer that never heard of us has nothing to give back; any other says when it is done. */
function recoveringUntil(stream: Stream, marks: PeerMarks): number {
  if (stream.recovering === 0 || marks.peerIncarnation === null) return 0;
  return Math.max(1, marks.held);
}
