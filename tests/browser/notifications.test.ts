// What the system is asked to show while nobody looks, and where a click leads.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { type BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { clientOf, sendAll, twoFriends } from './neighbourhood.js';
import { atSystemEdge, clickNotification, shownNotifications } from './system-edge.js';

const LATER = 60;
/** With the greeting, and the one that is meant. */
const UNREAD = LATER + 2;

describe.skipIf(!hasChromium('notifications in a real browser'))('a notification', () => {
  let stage: BrowserStage;
  let alice: Person;
  let bob: Person;
  beforeAll(async () => {
    ({ stage, alice, bob } = await twoFriends());
    await atSystemEdge(alice.page);
    await alice.page.reload();
    await alice.page.getByRole('button', { name: /^Bob/u }).waitFor();
  }, 60_000);
  afterAll(() => stage.clear());

  const unread = () =>
    until(clientOf(alice), ['conversations', {}], (rows) => rows.find((row) => row.unread < UNREAD));

  it('leads to the very message it was about, and what came later stays unread', async () => {
    const { page } = alice;
    await sendAll(bob, ['The one that is meant']);
    await expect.poll(() => shownNotifications(page)).toMatchObject([{ title: 'Bob' }]);
    const [notification] = await shownNotifications(page);
    if (!notification) return;
    const later = Array.from({ length: LATER }, (_, index) => `Later ${String(index)}`);
    await sendAll(bob, later);
    await until(clientOf(alice), ['conversations', {}], (rows) => rows.find((row) => row.unread === UNREAD));
    // As behind a lock: the page that showed it is gone.
    await page.reload();
    await page.getByRole('button', { name: /^Bob/u }).waitFor();
    await clickNotification(page, notification);
    await page.locator('[data-marked=true]').getByText('The one that is meant').waitFor();
    const onScreen = await page.locator('.bubble').count();
    expect((await unread()).unread).toBeGreaterThan(UNREAD - onScreen);
    await page.getByRole('button', { name: /To the newest message; \d+ are new/u }).waitFor();
  });

  it('makes no page complain', () => {
    expect(alice.complaints).toEqual([]);
  });
});
