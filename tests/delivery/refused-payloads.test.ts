// What the other node does not take is never shown as delivered, whenever the link breaks.

import { beforeEach, describe, expect, it } from 'vitest';
import { type Friends, friends, say, states, texts } from '../../src/testing/lanes/friends.js';

const TOO_FAR = 5_000_000;
const tooFar = { code: 'PAYLOAD_REFUSED', params: { reason: 'malformed' } };

describe('a message that Bob cannot take', () => {
  let pair: Friends;
  beforeEach(async () => {
    pair = await friends();
    await say(pair.alice, pair.bob, 'before');
    await pair.wire.settle();
    setLamport(TOO_FAR);
  });

  /** Alice's conversation runs ahead of Bob's by more than Bob follows. */
  function setLamport(lamport: number): void {
    const { alice, bob } = pair;
    const conversation = alice.store.conversations.get(alice.conversation(bob.self));
    if (!conversation) throw new Error('they never spoke');
    alice.store.conversations.put({ ...conversation, lamport });
  }
  const failure = () => pair.alice.messages(pair.bob.self)[1]?.failure;

  it('fails with a reason, and what comes after it arrives', async () => {
    const { alice, bob, wire } = pair;
    await say(alice, bob, 'too far');
    setLamport(10);
    await say(alice, bob, 'after');
    await wire.settle();
    expect(new Map(alice.messages(bob.self).map(({ state, failure: why }) => [state, why]))).toEqual(
      new Map([
        ['delivered', null],
        ['failed', tooFar],
      ]),
    );
    expect(texts(bob, alice)).toEqual(['before', 'after']);
  });

  it('arrives once when it is sent again and can be taken', async () => {
    const { alice, bob, wire } = pair;
    const messageId = await say(alice, bob, 'too far');
    await wire.settle();
    setLamport(10);
    await alice.command('retryMessage', { conversationId: alice.conversation(bob.self), messageId });
    await wire.settle();
    expect(states(alice, bob)).toEqual(['delivered', 'delivered']);
    expect(texts(bob, alice)).toEqual(['before', 'too far']);
  });

  it.each([0, 1, 2, 3, 4])('is not delivered when the link breaks after %i more frames', async (frames) => {
    const { alice, bob, wire } = pair;
    await say(alice, bob, 'too far');
    wire.framesUntilCut = frames;
    await wire.settle();
    alice.restart();
    bob.restart();
    wire.connect();
    await wire.settle();
    expect(states(alice, bob)).toEqual(['delivered', 'failed']);
    expect(failure()).toEqual(tooFar);
  });

  it('is acknowledged to a node of version 1, which would refuse to hear more', async () => {
    const { alice, bob, wire } = pair;
    wire.cut();
    wire.version = 1;
    wire.connect();
    await wire.settle();
    await say(alice, bob, 'too far');
    await wire.settle();
    expect(states(alice, bob)).toEqual(['delivered', 'delivered']);
    expect(texts(bob, alice)).toEqual(['before']);
  });
});
