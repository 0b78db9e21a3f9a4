// What somebody misses below the highest number it holds comes to it again, whoever forgot about it.

import { beforeEach, describe, expect, it } from 'vitest';
import { idFromHex } from '../../src/base/ids.js';
import { friends, type Friends, say } from '../../src/testing/lanes/friends.js';
import { HostileNode } from '../../src/testing/lanes/hostile-node.js';
import type { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { isMessage } from '../../src/core/ports/stream-store.js';
import type { Frame } from '../../src/protocol/frame-codec.js';

let pair: Friends;
let alice: LaneNode;
/** Bob, without a lane of his own. */
let bob: HostileNode;
beforeEach(async () => {
  pair = await friends();
  ({ alice } = pair);
  pair.wire.connect();
  for (const text of ['a1', 'a2', 'a3', 'a4']) await say(alice, pair.bob, text);
  await say(pair.bob, alice, 'b1');
  await pair.wire.settle();
  pair.wire.cut();
  await pair.wire.settle();
  bob = new HostileNode(pair.bob, alice);
});

describe('marks', () => {
  it.each([
    [3, 1],
    [2, 0],
    [1, 0],
  ])('say on a link of version %i that nothing up to %i is missing', async (version, whole) => {
    await bob.meet();
    await bob.send(await bob.envelope(bob.payload('b3', { authorSeq: 3 })));
    bob.version = version;
    expect(marksIn(await bob.connect())).toMatchObject({ held: 3, whole });
  });

  it('tell a gap from what was deleted', async () => {
    await bob.meet();
    await bob.send(await bob.envelope(bob.payload('b3', { authorSeq: 3 })));
    alice.store.conversations.clear(alice.conversation(pair.bob.self));
    expect(marksIn(await bob.connect())).toMatchObject({ held: 3, heldHash: null, whole: 1 });
    await bob.meet();
    await bob.send(await bob.envelope(bob.payload('b2', { authorSeq: 2 })));
    expect(marksIn(await bob.connect())).toMatchObject({ held: 3, whole: 3 });
  });
});

describe('a new life that misses some in between', () => {
  it.each([
    ['gets all from the first gap on', 3, { held: 3, heldHash: null, whole: 1 }, ['a2', 'a3', 'a4']],
    ['gets all behind what it holds', 3, { held: 3, heldHash: null, whole: 3 }, ['a4']],
    ['of version 2 gets all behind the last it holds', 2, { held: 3, heldHash: null }, ['a4']],
  ] as const)('%s', async (_, version, holds, expected) => {
    bob.version = version;
    const incarnation = idFromHex('incarnation', alice.id()) ?? bob.self.incarnation;
    await bob.connect(incarnation);
    await bob.send(bob.marks({ ...NOTHING, incarnation, whole: 0, ...holds }));
    expect(owed()).toEqual(expected);
  });
});

const NOTHING = { sent: 0, received: 0, receivedHash: null, acked: 0, authored: 0 };

/** What Alice will send, by its texts. */
function owed(): string[] {
  const rows = alice.store.outbox.all(alice.contactOf(pair.bob.self) ?? ('' as never));
  const ids = new Set(rows.filter(isMessage).map(({ messageId }) => messageId));
  const lines = alice.history(pair.bob.self);
  return alice.messages(pair.bob.self).flatMap(({ id }, index) => {
    return ids.has(id) ? [lines[index]?.replace('me: ', '') ?? ''] : [];
  });
}

function marksIn(frames: readonly Frame[]): Frame | undefined {
  return frames.find(({ kind }) => kind === 'marks');
}
