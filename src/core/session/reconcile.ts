// Compares the high-water marks of a pair at the start of a link: may both go on, or was a store rolled back?
// Decided from counters and hashes alone, never from a clock (DESIGN 7, PROTOCOL 5).

import { type Bytes, equalBytes } from '../../base/bytes.js';
import type { Incarnation } from '../../base/ids.js';
import type { Stream } from '../ports/stream-store.js';

/** The peer's marks, decoded. Numbers are counts from 1; 0 means none. */
export interface PeerMarks {
  readonly incarnation: Incarnation;
  readonly peerIncarnation: Incarnation | null;
  readonly sent: number;
  readonly received: number;
  readonly receivedHash: Bytes | null;
  readonly acked: number;
  readonly authored: number;
  readonly held: number;
  readonly heldHash: Bytes | null;
  readonly lamport: number;
  /** Whether the peer waits for what it lost; null when its version of the protocol has no word for it. */
  readonly recovering: boolean | null;
  /** Up to here it misses none of ours; null when its version of the protocol has no word for it. */
  readonly whole: number | null;
}

/** What this store knows of the pair. */
export interface PairKnowledge {
  readonly incarnation: Incarnation;
  readonly stream: Stream;
  /** Whether an incarnation the peer names was ever ours. */
  wasOurs(incarnation: Incarnation): boolean;
  /** Whether the peer's incarnation is one it has left behind. */
  readonly peerRetired: boolean;
  /** Highest author_seq of ours, whatever became of the message; 0: none. */
  readonly authored: number;
  /** SHA-256 of our ciphertext at this stream_seq, as far as it is still known. */
  sentHash(streamSeq: number): Bytes | null;
  /** SHA-256 of our payload at this author_seq, as far as it is still known. */
  authoredHash(authorSeq: number): Bytes | null;
}

/**
 * agreed: go on, resending above the peer's `received`.
 * restarted: the peer began a new life; start a new stream with it.
 * first: nothing was ever exchanged.
 * rolledBack: the peer knows more of us than we do; this store must take a new incarnation.
 * waiting: the peer must notice something first (it is rolled back, or speaks of a life of ours that has ended).
 */
export type Verdict = 'agreed' | 'restarted' | 'first' | 'rolledBack' | 'waiting';

export function reconcile(own: PairKnowledge, marks: PeerMarks): Verdict {
  if (knowsOfAnotherLife(own, marks)) return 'rolledBack';
  if (own.peerRetired) return 'waiting';
  const { stream } = own;
  const sameStream = marks.peerIncarnation === own.incarnation && stream.incarnation === own.incarnation;
  const knownPeer = stream.peerIncarnation === marks.incarnation;
  if (sameStream && knownPeer) {
    if (holdsMoreThanWeSent(own, marks) || marks.acked > stream.received) return 'rolledBack';
    if (marks.received < stream.acked || marks.sent < stream.received) return 'waiting';
    return 'agreed';
  }
  // Sent or acknowledged by us under a life of the peer that we do not know (any more): our numbers count for another one.
  const hasMet = marks.received > 0 || marks.acked > 0;
  if (sameStream && (hasMet || holdsMoreThanWeSent(own, marks) || holdsMoreThanWeWrote(own, marks)))
    return 'rolledBack';
  if (stream.peerIncarnation === null) return 'first';
  return knownPeer ? 'agreed' : 'restarted';
}

function knowsOfAnotherLife(own: PairKnowledge, marks: PeerMarks): boolean {
  return marks.peerIncarnation !== null && !own.wasOurs(marks.peerIncarnation);
}

function holdsMoreThanWeSent(own: PairKnowledge, marks: PeerMarks): boolean {
  if (marks.received > own.stream.sent) return true;
  return (
    differs(own.sentHash(marks.received), marks.receivedHash) ||
    differs(own.authoredHash(marks.held), marks.heldHash)
  );
}

/** Two copies may have been restored: a peer that began anew remembers nothing of the stream, but holds what came on it. */
function holdsMoreThanWeWrote({ stream, authored }: PairKnowledge, marks: PeerMarks): boolean {
  return stream.recovering === 0 && marks.held > authored;
}

function differs(ours: Bytes | null, theirs: Bytes | null): boolean {
  return ours !== null && theirs !== null && !equalBytes(ours, theirs);
}
