// Alice and Bob, who are friends, with nodes in this process: most stories of files begin with them.

import { askAlways } from '../../src/testing/node/files.js';
import type { LocalNode } from '../../src/testing/node/local-node.js';
import { befriend } from '../../src/testing/node/person.js';
import { Stage } from '../nodes/stage.js';

export interface Friends {
  readonly stage: Stage;
  readonly alice: LocalNode;
  readonly bob: LocalNode;
}

/** With the rules people have at first. */
export async function twoFriends(): Promise<Friends> {
  const stage = await Stage.open();
  const [alice, bob] = await stage.people('Alice', 'Bob');
  await befriend(alice, bob);
  return { stage, alice, bob };
}

/** Who take no file of each other without being asked. */
export async function friendsWhoAreAsked(): Promise<Friends> {
  const friends = await twoFriends();
  const { alice, bob } = friends;
  await askAlways(bob, alice);
  await askAlways(alice, bob);
  return friends;
}
