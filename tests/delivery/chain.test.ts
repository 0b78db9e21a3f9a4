// Each payload of an author names the one before it as it was sent, so that the other side can tell a cut chain.

import { expect, it } from 'vitest';
import { type Friends, friends, say, texts } from '../../src/testing/lanes/friends.js';
import type { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { decodePayload } from '../../src/protocol/payload-codec.js';

/** Whether what `node` holds of `author` is one chain from the first message on. */
function isOneChain(node: LaneNode, author: LaneNode, peer: LaneNode): boolean {
  const messages = node.store.messages.authoredAbove(node.conversation(peer.self), author.self, 0, 1_000);
  return messages.every((message, index) => {
    const decoded = decodePayload(message.payload);
    const before = messages[index - 1];
    const expected = before ? node.context.sha256(before.payload) : null;
    return decoded.ok && String(decoded.value.payload.prevHash) === String(expected);
  });
}

it.each([0, 1, 2, 3])('a chain stays whole when message %i is withdrawn', async (index) => {
  const pair: Friends = await friends();
  const { alice, bob, wire } = pair;
  await say(alice, bob, 'first');
  await wire.settle();
  wire.cut();
  await wire.settle();
  const ids: string[] = [];
  for (const text of ['0', '1', '2', '3']) ids.push(await say(alice, bob, text));
  const messageId = ids[index] ?? '';
  await alice.command('withdrawMessage', { conversationId: alice.conversation(bob.self), messageId });
  wire.connect();
  await wire.settle();
  expect(texts(bob, alice)).toEqual([
    'first',
    ...ids.map((_, at) => (at === index ? '(withdrawn)' : String(at))),
  ]);
  expect(isOneChain(alice, alice, bob)).toBe(true);
  expect(isOneChain(bob, alice, alice)).toBe(true);
});
