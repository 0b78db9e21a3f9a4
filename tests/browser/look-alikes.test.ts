// Alice knows two people called Bob: wherever one of them is named, she can tell which.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { hasChromium, type Neighbour, type Person } from './browser-stage.js';
import { makeFile, offerFile } from './files-of-people.js';
import { befriend, clientOf, type Friends, neighbour, sendAll, twoFriends } from './neighbourhood.js';

describe.skipIf(!hasChromium('people of one name in a real browser'))('two people of one name', () => {
  let friends: Friends;
  let alice: Person;
  let other: Neighbour;
  let names: readonly string[];
  beforeAll(async () => {
    friends = await twoFriends();
    ({ alice } = friends);
    other = await neighbour(friends.stage, 'Robert');
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

  it('are told apart where the one is named whose conversation is open, and where a file is offered', async () => {
    const { page } = alice;
    const client = clientOf(alice);
    const [first] = await until(client, ['contacts', {}], (rows) => rows);
    const name = `Bob ${first?.fingerprint.slice(0, 5) ?? ''}`;
    await page.evaluate(`location.hash = '#/chats/${first?.conversationId ?? ''}'`);
    await page.getByRole('list', { name: `Messages with ${name}` }).waitFor();
    await page.keyboard.press('Control+,');
    const sender = first?.profileName === 'Bob' ? friends.bob : other;
    await offerFile(sender, await makeFile(friends.stage, 'Later.pdf', Buffer.from('later')));
    const offered = page.getByText(`${name} wants to send you Later.pdf`);
    await offered.waitFor();
    expect(await offered.locator('bdi').allInnerTexts()).toEqual([name, 'Later.pdf']);
  });

  it('are told apart when one of them was removed, and what was said was kept', async () => {
    const { page } = alice;
    const client = clientOf(alice);
    const [gone] = await until(client, ['contacts', {}], (rows) => rows);
    await client.call('removeContact', { contactId: gone?.id ?? '', history: 'keep' });
    const name = `Bob ${gone?.fingerprint.slice(0, 5) ?? ''}`;
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: /^Former conversations/u }).click();
    await page.getByRole('button', { name: new RegExp(`^\\S* ?${name}`, 'u') }).click();
    await page.getByRole('heading', { name }).waitFor();
    await page.getByText(`You removed ${name}; what was said`).waitFor();
    const left = names.find((one) => one !== name) ?? '';
    await page.getByRole('button', { name: 'Former conversations' }).click();
    await page.getByRole('button', { name: new RegExp(left, 'u') }).waitFor();
  });

  it('makes no page complain', () => {
    expect(alice.complaints).toEqual([]);
  });
});
