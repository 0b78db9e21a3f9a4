import { beforeEach, describe, expect, it } from 'vitest';
import { idFromHex, type NodeId } from '../base/ids.js';
import { FairFeed, FRAMES_IN_LANE, PEER_BACKLOG, type PeerItem } from './fair-feed.js';

const BOB = node('b1');
const MALLORY = node('d1');

describe('what peers send', () => {
  let fed: PeerItem[];
  let reading: [linkId: number, isReading: boolean][];
  let feed: FairFeed;

  beforeEach(() => {
    [fed, reading] = [[], []];
    feed = new FairFeed({
      push: (item) => fed.push(item),
      setReading: (linkId, isReading) => reading.push([linkId, isReading]),
    });
  });

  const frame = (nodeId: NodeId, nonce: number, linkId = 1) => {
    feed.add(nodeId, { kind: 'frame', linkId, nodeId, frame: { kind: 'ping', nonce } });
  };
  const flood = (frames: number) => {
    for (let nonce = 0; nonce < frames; nonce++) frame(MALLORY, nonce, 7);
  };
  const up = (nodeId: NodeId, linkId: number) => {
    const incarnation = idFromHex('incarnation', '00'.repeat(16));
    if (!incarnation) throw new Error('no incarnation');
    const facts = { linkId, nodeId, incarnation, version: 2, record: null };
    const link = { ...facts, direction: 'in', place: '192.0.2.1' } as const;
    feed.add(nodeId, { kind: 'linkUp', link });
  };
  const told = (nodeId: NodeId) =>
    fed.flatMap((item) => ('frame' in item && item.nodeId === nodeId ? [item.frame] : []));

  it('fills the lane to its bound and goes on as the lane works it off', () => {
    flood(100);
    expect(fed).toHaveLength(FRAMES_IN_LANE);
    feed.worked(16);
    expect(fed).toHaveLength(FRAMES_IN_LANE + 16);
  });

  it('is taken in turn: whoever floods waits behind whoever says little', () => {
    flood(PEER_BACKLOG.stop);
    frame(BOB, 1);
    frame(BOB, 2);
    feed.worked(4);
    expect(told(BOB)).toEqual([
      { kind: 'ping', nonce: 1 },
      { kind: 'ping', nonce: 2 },
    ]);
  });

  it('stops the reading from whoever floods, and from nobody else', () => {
    up(BOB, 1);
    up(MALLORY, 7);
    flood(FRAMES_IN_LANE + PEER_BACKLOG.stop);
    frame(BOB, 1);
    expect(reading).toEqual([]);
    flood(1);
    expect(reading).toEqual([[7, false]]);
    while (reading.length === 1) feed.worked(1);
    expect(reading).toEqual([
      [7, false],
      [7, true],
    ]);
  });

  it('does not let a flooder read on by connecting again', () => {
    up(MALLORY, 7);
    flood(FRAMES_IN_LANE + PEER_BACKLOG.stop + 1);
    feed.add(MALLORY, { kind: 'linkDown', linkId: 7, nodeId: MALLORY });
    up(MALLORY, 8);
    expect(reading).toEqual([
      [7, false],
      [8, false],
    ]);
  });

  it('stays in order when a link that is read again brings what waited there at once', () => {
    const waiting = Array.from({ length: 1_000 }, (_, nonce) => nonce);
    let isReading = true;
    const read = () => {
      for (let nonce = isReading ? waiting.shift() : undefined; nonce !== undefined;) {
        frame(MALLORY, nonce, 7);
        nonce = isReading ? waiting.shift() : undefined;
      }
    };
    feed = new FairFeed({
      push: (item) => fed.push(item),
      setReading: (_, next) => {
        isReading = next;
        read();
      },
    });
    up(MALLORY, 7);
    read();
    for (let worked = 0; told(MALLORY).length < 1_000 && worked < 1_000; worked += 16) feed.worked(16);
    expect(told(MALLORY)).toEqual(Array.from({ length: 1_000 }, (_, nonce) => ({ kind: 'ping', nonce })));
  });

  it('stays in the order of its peer, links that come and go included', () => {
    up(MALLORY, 7);
    flood(FRAMES_IN_LANE + 1);
    feed.add(MALLORY, { kind: 'linkDown', linkId: 7, nodeId: MALLORY });
    up(MALLORY, 8);
    frame(MALLORY, 99, 8);
    feed.worked(FRAMES_IN_LANE);
    expect(fed.slice(FRAMES_IN_LANE + 1).map((item) => item.kind)).toEqual([
      'frame',
      'linkDown',
      'linkUp',
      'frame',
    ]);
  });
});

function node(hex: string): NodeId {
  const id = idFromHex('node', hex.padEnd(64, '0'));
  if (!id) throw new Error('no node id');
  return id;
}
