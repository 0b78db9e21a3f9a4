// Alice removes Bob and keeps what was said: it is found behind a row of its own, read, and deleted for good.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { barriers } from './barriers.js';
import { hasChromium, type Person } from './browser-stage.js';
import { clientOf, converse, type Friends, twoFriends } from './neighbourhood.js';
import { historyOf } from './open-history.js';

describe.skipIf(!hasChromium('former people in a real browser'))('what is left of somebody', () => {
  let friends: Friends;
  let alice: Person;
  beforeAll(async () => {
    friends = await twoFriends();
    ({ alice } = friends);
    await converse({ bob: friends.bob, alice }, ['bob: Are you there?']);
    const client = clientOf(alice);
    const { id: contactId } = await until(client, ['contacts', {}], (rows) => rows[0]);
    await client.call('removeContact', { contactId, history: 'keep' });
  }, 60_000);
  afterAll(() => friends.stage.clear());

  const button = (name: string | RegExp) => alice.page.getByRole('button', { name });
  const door = () => button(/^Former conversations/u);

  it('is behind a row of its own, and nothing in it counts as unread', async () => {
    await door().waitFor();
    expect((await clientOf(alice).call('status', {})).unread).toBe(0);
    await door().click();
    await button(/Bob.*You removed this person/u).click();
    await historyOf(alice.page).getByText('Are you there?').waitFor();
    expect(await alice.page.getByText('New messages').count()).toBe(0);
  });

  it('can be read and not written in, and says how to go on', async () => {
    await alice.page.getByText('You removed Bob; what was said can still be read.').waitFor();
    expect(await alice.page.getByLabel('Your message').count()).toBe(0);
    expect(await barriers(alice.page)).toEqual([]);
    await button('Add again').click();
    await alice.page.getByRole('dialog').waitFor();
    await alice.page.keyboard.press('Escape');
    await alice.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('is gone for good once it is deleted', async () => {
    await button('Delete for good').click();
    await alice.page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await alice.page.getByText('Nothing is left of anybody else').waitFor();
    const rows = await until(clientOf(alice), ['conversations', {}], (all) => all);
    expect(rows).toEqual([]);
    expect(await alice.page.getByText('Are you there?').count()).toBe(0);
  });

  it('makes no page complain', () => {
    expect(alice.complaints).toEqual([]);
  });
});
