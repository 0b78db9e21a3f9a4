// Alice knows two people called Bob: wherever one of them is named, she can tell which.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { hasChromium, type Person } from './browser-stage.js';
import { makeFile, offerFile } from './files-of-people.js';
import { befriend, clientOf, type Friends, neighbour, sendAll, twoFriends } from './neighbourhood.js';

describe.skipIf(!hasChromium('people of one name in a real browser'))('two people of one name', () => {
  let friends: Friends;
  let alice: Person;
  let names: readonly string[];
  beforeAll(async () => {
    friends = await twoFriends();
    ({ alice } = friends);
    const other = await neighbour(friends.stage, 'Robert');
    await befriend(alice, other);
    const client = clientOf(alice);
    const robert = await until(client, ['contacts', {}], (rows) =>
      rows.find(({ name }) => name === 'Robert'),
    );
    await client.call('renameContact', { contactId: robert.id, name: 'Bob' });
    await sendAll(other, ['Hello from the other one']);
    const path = await makeFile(friends.stage, 'Minutes.pdf', Buffer.from('minutes'));
    for (const bob of [friends.bob, other]) await offerFile(bob, path);
    const bobs = await until(clientOf(alice), ['contacts', {}], (rows) =>
      rows.length === 2 ? rows : undefined,
    );
    names = bobs.map(({ fingerprint }) => `Bob ${fingerprint.slice(0, 5)}`).toSorted();
    await until(clientOf(alice), ['conversations', {}], (rows) =>
      rows.every(({ last }) => last !== null) && rows.length === 2 ? rows : undefined,
    );
  }, 60_000);
  afterAll(() => friends.stage.clear());

  it('are told apart in what their conversations take', async () => {
    await alice.page.keyboard.press('Control+,');
    await alice.page.locator('.settings-link', { hasText: 'Storage' }).click();
    const rows = alice.page.getByRole('region', { name: 'Conversations' }).getByRole('listitem');
    await expect
      .poll(async () => (await rows.allInnerTexts()).map((text) => text.split('\n')[0]).toSorted())
      .toEqual(names);
  });

  it('are told apart in the list of files', async () => {
    await alice.page.keyboard.press('Alt+t');
    const from = alice.page.getByRole('dialog').getByRole('button', { name: /^From/u });
    await expect
      .poll(async () => (await from.allInnerTexts()).toSorted())
      .toEqual(names.map((name) => `From ${name}`));
    await alice.page.keyboard.press('Escape');
  });

  it('makes no page complain', () => {
    expect(alice.complaints).toEqual([]);
  });
});
