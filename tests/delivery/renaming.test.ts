// What a contact calls itself is the contact's to change, and the owner's to know.

import { beforeEach, describe, expect, it } from 'vitest';
import { contactId, type Friends, friends, systemLines } from '../../src/testing/lanes/friends.js';
import { HostileNode } from '../../src/testing/lanes/hostile-node.js';

let pair: Friends;
let bob: HostileNode;

beforeEach(async () => {
  pair = await friends();
  pair.wire.cut();
  await pair.wire.settle();
  bob = new HostileNode(pair.bob, pair.alice);
  await bob.meet();
});

async function callThemselves(name: string): Promise<void> {
  const content = { kind: 'profile', name, record: null } as const;
  await bob.send(await bob.envelope(bob.payload('', { authorSeq: 0, content })));
}

const renamings = () => systemLines(pair.alice, pair.bob).filter((code) => code === 'CONTACT_RENAMED');

describe('a contact that changes its name', () => {
  it('leaves a line in the conversation, and none when the name stays', async () => {
    await callThemselves('bob');
    expect(renamings()).toEqual([]);
    await callThemselves('Carol');
    expect(pair.alice.store.contacts.byNode(pair.bob.self)?.profileName).toBe('Carol');
    expect(renamings()).toEqual(['CONTACT_RENAMED']);
  });

  it('leaves none under the name the owner gave, which stays', async () => {
    await pair.alice.command('renameContact', { contactId: contactId(pair.alice, pair.bob), name: 'Robert' });
    await callThemselves('Carol');
    expect(pair.alice.store.contacts.byNode(pair.bob.self)).toMatchObject({
      name: 'Robert',
      profileName: 'Carol',
    });
    expect(renamings()).toEqual([]);
  });
});
