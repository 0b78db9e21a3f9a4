// Alice does not see the window, she has it read to her: what she walks through, and what is said to her without asking.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { barriers } from './barriers.js';
import { hasChromium, type Person } from './browser-stage.js';
import { makeFile, offerFile } from './files-of-people.js';
import { clientOf, type Friends, sendAll, twoFriends } from './neighbourhood.js';
import { historyOf } from './open-history.js';
import { recordArrivals, saidArrivals } from './said.js';

const POLL = { timeout: 10_000 };

describe.skipIf(!hasChromium('what a listener hears in a real browser'))('a listener', () => {
  let friends: Friends;
  let alice: Person;
  beforeAll(async () => {
    friends = await twoFriends();
    ({ alice } = friends);
    await recordArrivals(alice.page);
    await alice.page.getByRole('button', { name: /^Bob/u }).click();
    await historyOf(alice.page).getByText('Hello Alice').waitFor();
  }, 60_000);
  afterAll(() => friends.stage.clear());

  const items = () => historyOf(alice.page).getByRole('listitem');
  /** Without the silence behind each. */
  const said = async () => (await saidArrivals(alice.page)).filter((text) => text !== '');

  it('walks through a list with as many items as there are, days and messages', async () => {
    await items().filter({ hasText: 'You:' }).getByText('Hello Bob').waitFor();
    const all = await items().all();
    expect(all.length).toBeGreaterThan(2);
    for (const [index, item] of all.entries()) {
      expect(await item.getAttribute('aria-posinset')).toBe(String(index + 1));
      expect(await item.getAttribute('aria-setsize')).toBe(String(all.length));
    }
    expect(await barriers(alice.page)).toEqual([]);
  });

  it('has the message that the keys lead to', async () => {
    await historyOf(alice.page).focus();
    await alice.page.keyboard.press('ArrowUp');
    await items().filter({ hasText: 'Hello Bob' }).locator(':focus').waitFor();
    await alice.page.keyboard.press('ArrowUp');
    await items().filter({ hasText: 'Hello Alice' }).locator(':focus').waitFor();
  });

  it('is told what arrives, once, and then there is silence', async () => {
    await sendAll(friends.bob, ['Did you see ||the end|| of it?']);
    const once = ['Bob: Did you see ▒▒▒ of it?', ''];
    await expect.poll(() => saidArrivals(alice.page), POLL).toEqual(once);
  });

  it('hears how many came, when several do', async () => {
    const before = (await said()).length;
    const opened = alice.page.waitForEvent('dialog');
    const hasGoneOn = alice.page.evaluate('alert("nothing is drawn meanwhile")');
    const dialog = await opened;
    await sendAll(friends.bob, ['One', 'Two', 'Three']);
    await until(clientOf(alice), ['conversations', {}], (rows) => rows.find(({ unread }) => unread === 3));
    await dialog.accept();
    await hasGoneOn;
    await expect.poll(async () => (await said()).slice(before), POLL).toEqual(['3 new messages from Bob']);
  });

  it('hears the name of a file', async () => {
    const before = (await said()).length;
    await offerFile(friends.bob, await makeFile(friends.stage, 'Plan.txt', Buffer.from('the roof')));
    await expect.poll(async () => (await said()).slice(before), POLL).toEqual(['Bob: File: Plan.txt']);
  });

  it('hears the same word again when it is said again', async () => {
    const before = (await said()).length;
    for (const times of [1, 2, 3]) {
      await sendAll(friends.bob, ['ok']);
      const all = Array.from({ length: times }, () => 'Bob: ok');
      await expect.poll(async () => (await said()).slice(before), POLL).toEqual(all);
    }
  });

  it('hears nothing of what she writes, and how far it comes', async () => {
    const before = (await said()).length;
    await alice.page.getByLabel('Your message').fill('All of it');
    await alice.page.keyboard.press('Enter');
    await items().filter({ hasText: 'All of it' }).getByRole('img', { name: 'On their node' }).waitFor();
    // What Bob says next is the next that is said.
    await sendAll(friends.bob, ['And?']);
    await expect.poll(async () => (await said()).slice(before), POLL).toEqual(['Bob: And?']);
  });

  it('hears nothing in the window of what comes while she looks elsewhere', async () => {
    const before = (await said()).length;
    const { page } = alice;
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await sendAll(friends.bob, ['Behind it']);
    await until(clientOf(alice), ['conversations', {}], (rows) =>
      rows.find(({ last }) => last?.text === 'Behind it'),
    );
    await page.locator('.bubble', { hasText: 'Behind it' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await sendAll(friends.bob, ['Before her']);
    await expect.poll(async () => (await said()).slice(before), POLL).toEqual(['Bob: Before her']);
  });

  it('makes no page complain', () => {
    expect(alice.complaints).toEqual([]);
  });
});
