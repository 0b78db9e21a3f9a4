import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../base/bytes.js';
import { type ContactId, type Incarnation, idFromHex } from '../../base/ids.js';
import type { Stream } from '../ports/stream-store.js';
import { newStream, type PairKnowledge, type PeerMarks, reconcile, type Verdict } from './index.js';

const MINE = incarnation('a1');
const MINE_BEFORE = incarnation('a0');
const THEIRS = incarnation('b1');
const THEIRS_NEW = incarnation('b2');

const known: Partial<Stream> = {
  peerIncarnation: THEIRS,
  sent: 9,
  acked: 5,
  ackedHash: hash(5),
  received: 4,
  receivedHash: hash(4),
};

/** What Alice knows, by default of a talk in which all is well. */
function alice(stream: Partial<Stream> = known, more: Partial<PairKnowledge> = {}): PairKnowledge {
  return {
    incarnation: MINE,
    stream: { ...newStream(contactId(), MINE), ...stream },
    wasOurs: (incarnation) => incarnation === MINE || incarnation === MINE_BEFORE,
    peerRetired: false,
    authored: 4,
    sentHash: (streamSeq) => (streamSeq >= 5 && streamSeq <= 9 ? hash(streamSeq) : null),
    authoredHash: (authorSeq) => (authorSeq >= 1 && authorSeq <= 3 ? hash(100 + authorSeq) : null),
    ...more,
  };
}

/** What Bob says, by default the same. */
function bob(marks: Partial<PeerMarks> = {}): PeerMarks {
  return {
    incarnation: THEIRS,
    peerIncarnation: MINE,
    sent: 6,
    received: 5,
    receivedHash: hash(5),
    acked: 4,
    authored: 2,
    held: 3,
    heldHash: hash(103),
    lamport: 12,
    recovering: false,
    whole: 3,
    ...marks,
  };
}

describe('marks of a pair that talked before', () => {
  it.each<[string, Partial<PeerMarks>, Verdict]>([
    ['all as it was', {}, 'agreed'],
    ['an acknowledgement was lost', { received: 8, receivedHash: hash(8) }, 'agreed'],
    ['everything arrived', { received: 9, receivedHash: hash(9) }, 'agreed'],
    ['our acknowledgement was lost', { acked: 2 }, 'agreed'],
    ['it sent more meanwhile', { sent: 600 }, 'agreed'],
    ['its copy of our last payload was deleted', { heldHash: null }, 'agreed'],
    ['it holds a payload we deleted', { held: 4, heldHash: hash(1) }, 'agreed'],
    [
      'it never heard of our current life',
      { peerIncarnation: null, received: 0, receivedHash: null },
      'agreed',
    ],
    ['it speaks of an earlier life of ours', { peerIncarnation: MINE_BEFORE, received: 700 }, 'agreed'],
  ])('agree: %s', (_, marks, expected) => {
    expect(reconcile(alice(), bob(marks))).toBe(expected);
  });

  it.each<[string, Partial<PeerMarks>]>([
    ['it has more than we sent', { received: 10 }],
    ['it has other bytes under a number we know', { received: 7, receivedHash: hash(1) }],
    ['it has other bytes under the number it acknowledged', { receivedHash: hash(1) }],
    ['it says that we acknowledged more than we have', { acked: 5 }],
    ['it holds another payload of ours', { heldHash: hash(1) }],
    ['it speaks of a life we never had', { peerIncarnation: incarnation('a2') }],
    ['it began anew and speaks of a life we never had', { incarnation: THEIRS_NEW, peerIncarnation: THEIRS }],
    ['it began anew and has more than we sent', { incarnation: THEIRS_NEW, received: 10 }],
    [
      'it began anew and has heard us since',
      { incarnation: THEIRS_NEW, received: 1, receivedHash: hash(1), acked: 0 },
    ],
  ])('show that our store is an older copy: %s', (_, marks) => {
    expect(reconcile(alice(), bob(marks))).toBe('rolledBack');
  });

  it.each<[string, Partial<PeerMarks>]>([
    ['it has less than it acknowledged', { received: 4, receivedHash: hash(4) }],
    ['it sent less than we received', { sent: 3, acked: 3 }],
  ])('wait for a peer whose store is an older copy: %s', (_, marks) => {
    expect(reconcile(alice(), bob(marks))).toBe('waiting');
  });

  it('begin anew with a peer that began anew', () => {
    const fresh = { incarnation: THEIRS_NEW, sent: 0, acked: 0, received: 0, receivedHash: null };
    expect(reconcile(alice(), bob(fresh))).toBe('restarted');
    expect(reconcile(alice(), bob({ ...fresh, peerIncarnation: null, received: 0 }))).toBe('restarted');
    expect(reconcile(alice(), bob({ ...fresh, peerIncarnation: MINE_BEFORE, received: 700 }))).toBe(
      'restarted',
    );
  });

  it('show an older copy when a peer that began anew holds more than we ever wrote', () => {
    const fresh = { incarnation: THEIRS_NEW, sent: 0, acked: 0, received: 0, receivedHash: null };
    const more = bob({ ...fresh, held: 5, heldHash: hash(1) });
    expect(reconcile(alice(), more)).toBe('rolledBack');
    // Who waits for it already has noticed.
    expect(reconcile(alice({ ...known, recovering: 1 }), more)).toBe('restarted');
  });

  it('refuse a life the peer has left', () => {
    const own = alice(known, { peerRetired: true });
    expect(reconcile(own, bob({ incarnation: incarnation('b0') }))).toBe('waiting');
    // What it knows of us is true nevertheless.
    expect(reconcile(own, bob({ peerIncarnation: incarnation('a2') }))).toBe('rolledBack');
  });
});

describe('marks of a pair that never talked', () => {
  it('are the first', () => {
    const nothing = { sent: 0, received: 0, receivedHash: null, acked: 0, held: 0, heldHash: null };
    expect(reconcile(alice({}), bob({ ...nothing, peerIncarnation: null }))).toBe('first');
    expect(reconcile(alice({}), bob({ ...nothing, peerIncarnation: MINE }))).toBe('first');
    expect(reconcile(alice({}), bob({ ...nothing, peerIncarnation: MINE_BEFORE }))).toBe('first');
  });

  it('show an older copy when the peer remembers more', () => {
    expect(reconcile(alice({}), bob({ received: 1 }))).toBe('rolledBack');
    const onlyAcked = { received: 0, receivedHash: null, acked: 1, held: 0, heldHash: null };
    expect(reconcile(alice({}), bob(onlyAcked))).toBe('rolledBack');
    expect(reconcile(alice({}), bob({ peerIncarnation: incarnation('a2') }))).toBe('rolledBack');
  });
});

describe('a stream of an earlier life of ours', () => {
  it('is not measured against what the peer says of the current one', () => {
    const earlier = alice({ ...known, incarnation: MINE_BEFORE });
    expect(reconcile(earlier, bob({ received: 700 }))).toBe('agreed');
  });
});

function incarnation(byte: string): Incarnation {
  const id = idFromHex('incarnation', byte.repeat(16));
  if (!id) throw new TypeError('no incarnation');
  return id;
}

function contactId(): ContactId {
  const id = idFromHex('contact', 'b0'.repeat(16));
  if (!id) throw new TypeError('no contact');
  return id;
}

function hash(value: number): Bytes {
  return new Uint8Array(32).fill(value);
}
