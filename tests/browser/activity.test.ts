// Who types, as a person sees it in a window, and how they stop telling it.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { barriers } from './barriers.js';
import { hasChromium, type Person } from './browser-stage.js';
import { clientOf, type Friends, twoFriends } from './neighbourhood.js';

describe.skipIf(!hasChromium('who types in a real browser'))(
  'the window of somebody who is written to',
  () => {
    let friends: Friends;
    let alice: Person;
    beforeAll(async () => {
      friends = await twoFriends();
      alice = friends.alice;
    }, 60_000);
    afterAll(() => friends.stage.clear());

    const bobTypes = async (typing: boolean) => {
      const client = clientOf(friends.bob);
      const contactId = await until(client, ['contacts', {}], ([row]) => row?.id);
      await client.call('setTyping', { contactId, typing });
    };
    const seenByBob = (typing: boolean) =>
      until(clientOf(friends.bob), ['activity', {}], ([row]) => (row?.typing ?? false) === typing);

    it('shows it in the list and above the conversation, and tells it while she types', async () => {
      const { page } = alice;
      const row = page.getByRole('button', { name: /^Bob/u });
      await row.click();
      const inRow = row.getByText('is typing…').waitFor();
      const inHeader = page.locator('.conversation-header').getByText('is typing…').waitFor();
      await bobTypes(true);
      await Promise.all([inRow, inHeader]);
      await bobTypes(false);
      await row.getByText('is typing…').waitFor({ state: 'detached' });
      const seen = seenByBob(true);
      await page.getByLabel('Your message').pressSequentially('Hello');
      await seen;
      await page.getByLabel('Your message').fill('');
      await seenByBob(false);
    });

    it('shows who is there once both tell it, in words for who does not see the dot', async () => {
      const { page } = alice;
      const row = page.getByRole('button', { name: /^Bob/u });
      const dot = row.locator('.row-there');
      await clientOf(friends.bob).call('setPrivacy', { presence: true });
      await clientOf(friends.bob).call('noteUse', {});
      // What comes later on the same link, so that it would be shown by now.
      const typing = row.getByText('is typing…').waitFor();
      await bobTypes(true);
      await typing;
      await bobTypes(false);
      await row.getByText('is typing…').waitFor({ state: 'detached' });
      expect(await dot.count()).toBe(0);
      await clientOf(alice).call('setPrivacy', { presence: true });
      await dot.waitFor();
      await page.getByRole('button', { name: /^Bob.*There now/u }).waitFor();
      await page.locator('.conversation-header').getByText('There now').waitFor();
      expect(await barriers(page)).toEqual([]);
      await clientOf(friends.bob).call('setPrivacy', { presence: false });
      await dot.waitFor({ state: 'detached' });
      await page.locator('.conversation-header').getByText('There now').waitFor({ state: 'detached' });
      await clientOf(alice).call('setPrivacy', { presence: false });
    });

    it('has switches for it, and says what they do not hide', async () => {
      const { page } = alice;
      await page.keyboard.press('Control+,');
      await page.getByRole('button', { name: 'Privacy' }).click();
      await page.getByText('can still notice that your node runs').waitFor();
      const on = async (name: string) =>
        await page.getByRole('switch', { name }).getAttribute('aria-checked');
      expect([await on('Read receipts'), await on('Typing'), await on('Presence')]).toEqual([
        'true',
        'true',
        'false',
      ]);
      await page.getByRole('switch', { name: 'Typing' }).click();
      await until(clientOf(alice), ['privacy', {}], ([row]) => row?.typing === false);
      await expect.poll(() => on('Typing')).toBe('false');
    });
  },
);
