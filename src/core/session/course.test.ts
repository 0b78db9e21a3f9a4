import { describe, expect, it } from 'vitest';
import { idFromHex } from '../../base/ids.js';
import type { Stream } from '../ports/stream-store.js';
import {
  BELIEVED_CLAIMS,
  type ClaimVerdict,
  courseAfter,
  judgeLifeClaim,
  newStream,
  type PeerMarks,
  underPeerIncarnation,
} from './index.js';

const contactId = idFromHex('contact', 'b0'.repeat(16));
const [mine, mineBefore, theirs, theirsNew] = ['a1', 'a0', 'b1', 'b2'].map((byte) =>
  idFromHex('incarnation', byte.repeat(16)),
);
if (!contactId || !mine || !mineBefore || !theirs || !theirsNew) throw new TypeError('no ids');

const stream: Stream = { ...newStream(contactId, mine), peerIncarnation: theirs, sent: 9, acked: 5 };

function marks(changes: Partial<PeerMarks> = {}): PeerMarks {
  return {
    incarnation: theirs ?? ('' as never),
    peerIncarnation: mine ?? null,
    sent: 6,
    received: 8,
    receivedHash: null,
    acked: 4,
    authored: 2,
    held: 3,
    heldHash: null,
    lamport: 12,
    recovering: false,
    whole: 2,
    ...changes,
  };
}

describe('a pair goes on', () => {
  it('where the peer is, when both speak of the same stream', () => {
    expect(courseAfter(stream, marks(), 'agreed')).toEqual({
      stream,
      beginsAnew: false,
      retired: null,
      givesBack: false,
      requeueAbove: null,
      resumeAbove: 8,
    });
  });

  it('from the beginning, when the peer has not heard of our new life', () => {
    expect(courseAfter(stream, marks({ peerIncarnation: mineBefore }), 'agreed').resumeAbove).toBe(0);
  });

  it('with a peer it never heard of, saying what it holds of it', () => {
    const unknown = newStream(contactId, mine);
    const first = courseAfter(unknown, marks({ peerIncarnation: null }), 'first');
    expect(first).toMatchObject({ beginsAnew: false, givesBack: false, resumeAbove: 0 });
    expect(first.stream.peerIncarnation).toBe(theirs);
  });

  it('anew with a peer that began anew, and gives back what it lost', () => {
    expect(courseAfter(stream, marks({ incarnation: theirsNew, recovering: true }), 'restarted')).toEqual({
      stream: underPeerIncarnation(stream, theirsNew),
      beginsAnew: true,
      retired: theirs,
      givesBack: true,
      requeueAbove: 2,
      resumeAbove: 0,
    });
  });

  it('giving back whenever it is asked, also in a life it knows', () => {
    expect(courseAfter(stream, marks({ recovering: true }), 'agreed').givesBack).toBe(true);
    expect(courseAfter(stream, marks({ incarnation: theirsNew }), 'restarted').givesBack).toBe(false);
  });

  it('queueing again all that the peer may have lost, also where it holds more', () => {
    const above = (changes: Partial<PeerMarks>) =>
      courseAfter(stream, marks({ incarnation: theirsNew, held: 9, ...changes }), 'restarted').requeueAbove;
    expect(above({ whole: 4 })).toBe(4);
    expect(above({ whole: 0 })).toBe(0);
    // Rolled back itself it cannot tell whether the other is, too.
    const recovering = { ...stream, recovering: 1 };
    const agreed = (changes: Partial<PeerMarks>) => courseAfter(recovering, marks(changes), 'agreed');
    expect(agreed({ peerIncarnation: mineBefore }).requeueAbove).toBe(2);
    expect(agreed({}).requeueAbove).toBeNull();
    // A peer of version 1 or 2 says only how far it came.
    expect(above({ whole: null })).toBe(9);
  });

  it('giving back unasked, in a life it does not know, to a peer of version 1', () => {
    const unasked = marks({ recovering: null });
    expect(courseAfter(stream, unasked, 'agreed').givesBack).toBe(false);
    expect(courseAfter(stream, unasked, 'first').givesBack).toBe(true);
    expect(courseAfter(stream, unasked, 'restarted').givesBack).toBe(true);
  });

  it.each<[string, number, Partial<PeerMarks>, number]>([
    ['not at all when nothing is missing', 0, {}, 0],
    ['up to what the peer holds', 7, { held: 40 }, 40],
    ['for its word that there is nothing', 7, { held: 0 }, 1],
    ['not for a peer that never heard of us', 7, { peerIncarnation: null }, 0],
  ])('waiting for what is given back: %s', (_, recovering, changes, expected) => {
    expect(courseAfter({ ...stream, recovering }, marks(changes), 'agreed').stream.recovering).toBe(expected);
  });
});

describe('the claim of a contact that we are an older copy', () => {
  it.each<[number, ClaimVerdict]>([
    [0, 'believe'],
    [BELIEVED_CLAIMS - 1, 'believe'],
    [BELIEVED_CLAIMS, 'doubt'],
    [BELIEVED_CLAIMS + 1, 'ignore'],
  ])('after %i earlier ones leads to: %s', (earlier, expected) => {
    expect(judgeLifeClaim(earlier)).toBe(expected);
  });
});
