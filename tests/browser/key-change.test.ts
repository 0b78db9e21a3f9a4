// Bob comes back under another key: Alice's window stops, shows the digits to compare, and goes on as she decides.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { barriers } from './barriers.js';
import { hasChromium, type Person } from './browser-stage.js';
import { claim, clientOf, type Friends, resident, twoFriends } from './neighbourhood.js';
import { historyOf } from './open-history.js';

describe.skipIf(!hasChromium('a new key in a real browser'))('a contact with a new key', () => {
  let friends: Friends;
  let alice: Person;
  let bob: Person;
  let newBob: Person;
  beforeAll(async () => {
    friends = await twoFriends();
    ({ alice } = friends);
    bob = await friends.stage.another(friends.bob);
    newBob = await resident(friends.stage, 'Bob again');
    await alice.page.getByRole('button', { name: /^Bob/u }).click();
    await historyOf(alice.page).getByText('Hello Alice').waitFor();
  }, 60_000);
  afterAll(() => friends.stage.clear());

  const selfOf = (person: Person) => clientOf(person).call('self', {});
  const strip = () => alice.page.locator('.strip', { hasText: 'a new key' });
  const field = () => alice.page.getByLabel('Your message');
  const say = async (text: string) => {
    await field().fill(text);
    await alice.page.keyboard.press('Enter');
    await historyOf(alice.page).getByText(text).waitFor();
  };
  const waiting = async () =>
    (await until(clientOf(alice), ['contacts', {}], (rows) => rows.find(({ state }) => state === 'frozen')))
      .queued;

  it('is announced by who lost the old one, when they name it', async () => {
    const { page } = newBob;
    await page.getByRole('heading', { name: 'Kith' }).waitFor();
    await page.keyboard.press('Alt+n');
    await page.getByLabel('Address or link').fill(alice.address());
    await page.keyboard.press('Enter');
    await page.getByText('They know me under a key I lost').click();
    const former = page.getByLabel('Your earlier id or link');
    const ask = page.getByRole('button', { name: 'The digits match' });
    await former.fill((await selfOf(newBob)).nodeIdText);
    await ask.click();
    await page.getByText('That is not a key you had before.').waitFor();
    await former.fill(`Add me: ${(await selfOf(bob)).link}`);
    await ask.click();
    await strip().waitFor();
  });

  it('stops what is sent, and shows the very digits of the new key', async () => {
    await alice.page.getByRole('img', { name: 'A new key waits for your decision' }).waitFor();
    await strip().waitFor();
    const { fingerprint } = await selfOf(newBob);
    const digits = await strip()
      .getByRole('img', { name: /^Fingerprint:/u })
      .getAttribute('aria-label');
    expect(digits?.replace(/\D/gu, '')).toBe(fingerprint);
    await say('Is that you?');
    await expect.poll(waiting).toBe(1);
    expect(await barriers(alice.page)).toEqual([]);
  });

  it('is written to under the old one again when that is kept', async () => {
    await strip().getByRole('button', { name: 'Keep the old one' }).click();
    await strip().waitFor({ state: 'detached' });
    await bob.page.getByRole('button', { name: /^Alice/u }).click();
    await historyOf(bob.page).getByText('Is that you?').waitFor();
  });

  it('is written to under the new one, and under that alone, once it is accepted', async () => {
    const another = await resident(friends.stage, 'Bob at last');
    // A key that was kept once is not stopped by another claim: the request says it.
    await claim(another, alice, (await selfOf(bob)).nodeIdText);
    await alice.page.getByText('has a new key').first().waitFor();
    await field().fill('half a thought');
    await alice.page.getByRole('button', { name: 'Accept new key' }).first().click();
    const { nodeId } = await selfOf(another);
    await until(clientOf(alice), ['contacts', {}], (rows) =>
      rows.find((row) => row.state === 'approved' && row.nodeId === nodeId),
    );
    await historyOf(alice.page).getByText('approved by you').waitFor();
    expect(await field().inputValue()).toBe('half a thought');
    await alice.page.getByRole('button', { name: /^Former conversations/u }).waitFor();
    await say('Welcome back');
    await another.page.getByRole('button', { name: /^Alice/u }).click();
    await historyOf(another.page).getByText('Welcome back').waitFor();
    expect(await historyOf(bob.page).innerText()).not.toContain('Welcome back');
  });

  it('makes no page complain', () => {
    expect(alice.complaints).toEqual([]);
  });
});
