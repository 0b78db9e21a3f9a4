// Alice and Bob have talked; now somebody else has Bob's keys.

import { type Friends, friends, say } from './friends.js';
import { HostileNode } from './hostile-node.js';

export interface BadHands {
  readonly pair: Friends;
  readonly mallory: HostileNode;
}

/** No link is up: Mallory makes them. */
export async function badHands(): Promise<BadHands> {
  const pair = await friends();
  const { alice, bob, wire } = pair;
  await say(bob, alice, 'honest');
  await wire.settle();
  await say(alice, bob, 'reply');
  await wire.settle();
  wire.cut();
  await wire.settle();
  return { pair, mallory: new HostileNode(bob, alice) };
}
