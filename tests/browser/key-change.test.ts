// Bob comes back under another key: Alice's window stops, shows the digits to compare, and goes on as she decides.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { barriers } from './barriers.js';
import { hasChromium, type Person } from './browser-stage.js';
import { claim, clientOf, type Friends, resident, twoFriends } from './neighbourhood.js';

describe.skipIf(!hasChromium('a new key in a real browser'))('a contact with a new key', () => {
  let friends: Friends;
  let alice: Person;
  let newBob: Person;
  beforeAll(async () => {
    friends = await twoFriends();
    ({ alice } = friends);
    newBob = await resident(friends.stage, 'Bob again');
    await alice.page.getByRole('button', { name: /^Bob/u }).click();
    await alice.page.getByRole('log').getByText('Hello Alice').waitFor();
  }, 60_000);
  afterAll(() => friends.stage.clear());

  const nodeIdOf = async (person: Person) => (await clientOf(person).call('self', {})).nodeId;
  const strip = () => alice.page.locator('.strip', { hasText: 'a new key' });
  const say = async (text: string) => {
    await alice.page.getByLabel('Your message').fill(text);
    await alice.page.keyboard.press('Enter');
    await alice.page.getByRole('log').getByText(text).waitFor();
  };
  const waiting = async () =>
    (await until(clientOf(alice), ['contacts', {}], (rows) => rows.find(({ state }) => state === 'frozen')))
      .queued;

  it('stops what is sent, and shows the very digits of the new key', async () => {
    await claim(newBob, alice, await nodeIdOf(friends.bob));
    await strip().waitFor();
    const { fingerprint } = await clientOf(newBob).call('self', {});
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
    await friends.bob.page.getByRole('button', { name: /^Alice/u }).click();
    await friends.bob.page.getByRole('log').getByText('Is that you?').waitFor();
  });

  it('is written to under the new one, and under that alone, once it is accepted', async () => {
    const another = await resident(friends.stage, 'Bob at last');
    // A key that was kept once is not stopped by another claim: the request says it.
    await claim(another, alice, await nodeIdOf(friends.bob));
    await alice.page.getByText('has a new key').first().waitFor();
    await alice.page.getByRole('button', { name: 'Accept new key' }).first().click();
    const nodeId = await nodeIdOf(another);
    await until(clientOf(alice), ['contacts', {}], (rows) =>
      rows.find((row) => row.state === 'approved' && row.nodeId === nodeId),
    );
    await say('Welcome back');
    await another.page.getByRole('button', { name: /^Alice/u }).click();
    await another.page.getByRole('log').getByText('Welcome back').waitFor();
    expect(await friends.bob.page.getByRole('log').innerText()).not.toContain('Welcome back');
  });

  it('makes no page complain', () => {
    expect(alice.complaints).toEqual([]);
  });
});
