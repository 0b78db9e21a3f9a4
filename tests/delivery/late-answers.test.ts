// What a contact says about files that are over, or that never were, is answered, but not without bound.

import { beforeEach, expect, it } from 'vitest';
import { idFromHex, type MessageId } from '../../src/base/ids.js';
import { SEND_WINDOW } from '../../src/core/delivery/index.js';
import { MOST_WAITING } from '../../src/node/lane/late-answers.js';
import { badHands } from '../../src/testing/lanes/bad-hands.js';
import type { Friends } from '../../src/testing/lanes/friends.js';
import type { HostileNode } from '../../src/testing/lanes/hostile-node.js';

let pair: Friends;
/** Bob's keys in bad hands: they acknowledge nothing. */
let mallory: HostileNode;
beforeEach(async () => {
  ({ pair, mallory } = await badHands());
  await mallory.meet();
});

const asksFor = async (offer: string) => {
  const content = { kind: 'fileAccepted', offer: idFromHex('message', offer) as MessageId } as const;
  await mallory.send(await mallory.envelope(mallory.payload('', { content, authorSeq: 0 })));
};
const owed = () => {
  const contact = pair.alice.contactOf(pair.bob.self);
  return contact ? pair.alice.store.outbox.all(contact).length : 0;
};

it('a file nobody knows is answered once, however often it is asked for', async () => {
  const before = owed();
  for (let times = 0; times < 5; times++) await asksFor('7'.repeat(32));
  expect(owed()).toBe(before + 1);
});

it('files that were made up do not fill what is owed without bound', async () => {
  for (let count = 0; count < SEND_WINDOW + MOST_WAITING + 20; count++) await asksFor(pair.bob.id());
  expect(owed()).toBeLessThanOrEqual(SEND_WINDOW + MOST_WAITING);
});
