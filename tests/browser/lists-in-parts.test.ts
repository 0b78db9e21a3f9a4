// Alice has so many conversations that her window is told of them in parts: what it has not been told of yet is neither
// news nor gone.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { hasChromium, type Person } from './browser-stage.js';
import { type ListsInParts, listsInParts } from './lists-in-parts.js';
import { clientOf, type Friends, sendAll, twoFriends } from './neighbourhood.js';
import { historyOf } from './open-history.js';
import { recordArrivals, saidArrivals } from './said.js';
import { atSystemEdge, shownNotifications } from './system-edge.js';

const POLL = { timeout: 10_000 };

describe.skipIf(!hasChromium('lists in parts, in a real browser'))('the rest of a long list', () => {
  let friends: Friends;
  let alice: Person;
  let lists: ListsInParts;
  beforeAll(async () => {
    friends = await twoFriends();
    ({ alice } = friends);
    await atSystemEdge(alice.page);
    lists = await listsInParts(alice.page, ['contacts', 'conversations']);
    await recordArrivals(alice.page);
  }, 60_000);
  afterAll(() => friends.stage.clear());

  const bob = () => alice.page.getByRole('button', { name: /^Bob/u });
  const told = async () => (await shownNotifications(alice.page)).map(({ body }) => body);

  it('is no news: what was unread before is told to nobody', async () => {
    await alice.page.getByText('Nobody here yet').waitFor();
    lists.comeWhole();
    await bob().waitFor();
    await sendAll(friends.bob, ['This is new']);
    await expect.poll(told, POLL).toEqual(['2 new messages']);
  });

  it('is nothing that just arrived in the conversation that is open', async () => {
    await bob().click();
    await historyOf(alice.page).getByText('This is new').waitFor();
    await alice.page.keyboard.press('Control+k');
    await alice.page.getByRole('dialog').waitFor();
    await sendAll(friends.bob, ['Before it loads']);
    await until(clientOf(alice), ['conversations', {}], (rows) =>
      rows.find(({ last }) => last?.text === 'Before it loads'),
    );
    await alice.page.reload();
    await alice.page.getByText('Nobody here yet').waitFor();
    lists.comeWhole();
    await historyOf(alice.page).getByText('Before it loads').waitFor();
    await sendAll(friends.bob, ['Just now']);
    await expect.poll(async () => (await saidArrivals(alice.page))[0], POLL).toBe('Bob: Just now');
  });

  it('is not gone: the conversation that is open stays open', async () => {
    await lists.breakSession();
    await expect.poll(() => bob().count(), POLL).toBe(0);
    lists.comeWhole();
    await bob().waitFor();
    await historyOf(alice.page).getByText('Just now').waitFor();
  });

  it('makes no page complain', () => {
    expect(alice.complaints).toEqual([]);
  });
});
