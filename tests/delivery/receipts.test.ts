// What was read is said in batches and a little later, and survives whatever happens in between.

import { beforeEach, describe, expect, it } from 'vitest';
import { authorRank, formatPosition } from '../../src/core/ports/position.js';
import { LIMITS } from '../../src/protocol/limits.js';
import { type Friends, friends, say, states } from '../../src/testing/lanes/friends.js';
import type { LaneNode } from '../../src/testing/lanes/lane-node.js';

let pair: Friends;
let alice: LaneNode;
let bob: LaneNode;

beforeEach(async () => {
  pair = await friends();
  ({ alice, bob } = pair);
});

/** Bob reads Alice's messages up to this one, counted from 1. */
async function read(count: number): Promise<void> {
  const message = bob.messages(alice.self)[count - 1];
  if (!message) throw new Error('there are fewer messages');
  const upTo = formatPosition(message.lamport, authorRank(message.author), message.authorSeq);
  await bob.command('markRead', { conversationId: bob.conversation(alice.self), upTo });
}

async function write(count: number): Promise<void> {
  for (let index = 0; index < count; index++) await say(alice, bob, `message ${String(index)}`);
  await pair.wire.settle();
}

const envelopesOf = (node: LaneNode) =>
  node.outgoing.filter((effect) => effect.kind === 'send' && effect.frame.kind === 'envelope').length;
const owedBy = (node: LaneNode, peer: LaneNode) =>
  node.store.outbox.all(node.contactOf(peer.self) ?? ('' as never)).length;

describe('read receipts', () => {
  it('wait up to two seconds, and what was read meanwhile goes in the same one', async () => {
    await write(3);
    for (const count of [1, 2, 3]) await read(count);
    const delays = bob.outgoing.flatMap((effect) =>
      effect.kind === 'receiptsLater' ? [effect.delayMs] : [],
    );
    expect(delays).toHaveLength(1);
    expect(delays[0]).toBeGreaterThanOrEqual(0);
    expect(delays[0]).toBeLessThanOrEqual(2_000);
    expect(envelopesOf(bob)).toBe(0);
    expect(owedBy(bob, alice)).toBe(1);
    bob.lane.push({ kind: 'pump', nodeId: alice.self });
    await bob.lane.idle();
    expect(envelopesOf(bob)).toBe(1);
    await pair.wire.settle();
    expect(states(alice, bob)).toEqual(['read', 'read', 'read']);
  });

  it('do not wait equally long each time', async () => {
    const delays = new Set<number>();
    for (let round = 1; round <= 8; round++) {
      await write(1);
      await read(round);
      for (const effect of bob.outgoing) if (effect.kind === 'receiptsLater') delays.add(effect.delayMs);
      await pair.wire.settle();
    }
    expect(delays.size).toBeGreaterThan(4);
  });

  it('that waited when the node stopped leave with the next link', async () => {
    await write(2);
    await read(2);
    bob.restart();
    pair.wire.cut();
    pair.wire.connect();
    await pair.wire.settle();
    expect(states(alice, bob)).toEqual(['read', 'read']);
    expect(owedBy(bob, alice)).toBe(0);
  });

  it('of more than one names at most are several, and none is forgotten', async () => {
    const many = LIMITS.receiptIds + 3;
    await write(many);
    await read(2);
    await read(many);
    expect(owedBy(bob, alice)).toBe(2);
    await pair.wire.settle();
    expect(new Set(states(alice, bob))).toEqual(new Set(['read']));
  }, 60_000);

  it('that wait when they are switched off are never sent, and what follows them is', async () => {
    await write(2);
    await read(2);
    expect(owedBy(bob, alice)).toBe(1);
    await bob.command('setPrivacy', { receipts: false });
    await say(bob, alice, 'hello');
    await pair.wire.settle();
    expect(owedBy(bob, alice)).toBe(0);
    await bob.command('setPrivacy', { receipts: true });
    bob.lane.push({ kind: 'pump', nodeId: alice.self });
    await pair.wire.settle();
    expect(states(alice, bob)).toEqual(['delivered', 'delivered', 'received']);
  });

  it('are not written down while they are off, and not heeded by who tells none', async () => {
    await write(2);
    await bob.command('setPrivacy', { receipts: false });
    await read(1);
    expect(owedBy(bob, alice)).toBe(0);
    await bob.command('setPrivacy', { receipts: true });
    await alice.command('setPrivacy', { receipts: false });
    await read(2);
    bob.lane.push({ kind: 'pump', nodeId: alice.self });
    await pair.wire.settle();
    expect(owedBy(bob, alice)).toBe(0);
    expect(states(alice, bob)).toEqual(['delivered', 'delivered']);
  });
});
