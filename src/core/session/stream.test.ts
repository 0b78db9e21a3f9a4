import { describe, expect, it } from 'vitest';
import { idFromHex } from '../../base/ids.js';
import type { Stream } from '../ports/stream-store.js';
import {
  mayRenew,
  newStream,
  RENEWAL_INTERVAL_MS,
  underOwnIncarnation,
  underPeerIncarnation,
} from './index.js';

const contactId = idFromHex('contact', 'b0'.repeat(16));
const [mine, mineNew, theirs, theirsNew] = ['a1', 'a2', 'b1', 'b2'].map((byte) =>
  idFromHex('incarnation', byte.repeat(16)),
);
if (!contactId || !mine || !mineNew || !theirs || !theirsNew) throw new TypeError('no ids');

const used: Stream = {
  ...newStream(contactId, mine),
  peerIncarnation: theirs,
  sent: 9,
  acked: 5,
  ackedHash: new Uint8Array(32),
  received: 4,
  receivedHash: new Uint8Array(32),
  bundle: Uint8Array.of(1),
  answeredBundle: Uint8Array.of(2),
  renewal: Uint8Array.of(3),
  recovering: 7,
  recoveredTo: 2,
  givenBackTo: 3,
  requeue: { above: 4, upTo: 6 },
  renewedAt: 1_000,
};

describe('a stream', () => {
  it('begins with nothing', () => {
    expect(newStream(contactId, mine)).toMatchObject({
      sent: 0,
      acked: 0,
      received: 0,
      peerIncarnation: null,
    });
  });

  it('begins anew with us: nothing of the old numbers and keys is used again', () => {
    const due = { recovering: 7, recoveredTo: 2, requeue: { above: 4, upTo: 6 } };
    const fresh = { ...newStream(contactId, mineNew), peerIncarnation: theirs, ...due };
    expect(underOwnIncarnation(used, mineNew)).toEqual(fresh);
  });

  it('begins anew with the peer: what both wait for stays due', () => {
    expect(underPeerIncarnation(used, theirsNew)).toEqual({
      ...newStream(contactId, mine),
      peerIncarnation: theirsNew,
      bundle: used.bundle,
      renewal: used.renewal,
      recovering: 7,
      recoveredTo: 2,
      renewedAt: 1_000,
    });
  });
});

describe('a renewal', () => {
  it.each([
    ['at once', 0, false],
    ['just before the minute is over', RENEWAL_INTERVAL_MS - 1, false],
    ['after a minute', RENEWAL_INTERVAL_MS, true],
    ['when the clock was set back', -1, true],
  ])('asked for %s', (_, elapsedMs, expected) => {
    expect(mayRenew(used.renewedAt, used.renewedAt + elapsedMs)).toBe(expected);
  });

  it('is at most one a minute', () => {
    expect(RENEWAL_INTERVAL_MS).toBe(60_000);
  });
});
