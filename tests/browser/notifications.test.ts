// What the system is asked to show while nobody looks, and where a click leads.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FOREVER } from '../../src/contract/bounds.js';
import { until } from '../../src/testing/node/observe.js';
import { type BrowserStage, hasChromium, type Neighbour, type Person } from './browser-stage.js';
import { makeFile, offerFile } from './files-of-people.js';
import { clientOf, sendAll, twoFriends } from './neighbourhood.js';
import {
  atSystemEdge,
  clickNotification,
  shownNotifications,
  toldUnread,
  withdrawnNotifications,
} from './system-edge.js';
import { historyOf } from './open-history.js';

const LATER = 60;
/** With the greeting, and the one that is meant. */
const UNREAD = LATER + 2;

/** Before the node can have answered. */
const SEND_AND_LEAVE = `document.querySelector('.composer textarea')
    .dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  dispatchEvent(new KeyboardEvent('keydown', { key: ',', code: 'Comma', ctrlKey: true, bubbles: true, cancelable: true }))`;

describe.skipIf(!hasChromium('notifications in a real browser'))('a notification', () => {
  let stage: BrowserStage;
  let alice: Person;
  let bob: Neighbour;
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

  it('tells who accepted a file that it is here, and goes when they look', async () => {
    const { page } = alice;
    const to = clientOf(alice);
    await page.keyboard.press('Control+,');
    await page.locator('.settings-link').first().waitFor();
    await offerFile(bob, await makeFile(stage, 'plan.txt', Buffer.from('first the roof')));
    const offered = await until(to, ['transfers', {}], (rows) => rows[0]);
    await page.getByText('Bob wants to send you plan.txt').waitFor();
    await to.call('acceptFile', { transferId: offered.id, saveTo: null });
    const isHere = { tag: `file-${offered.conversationId}`, title: 'Bob', body: 'A file is here' };
    await expect.poll(() => shownNotifications(page)).toContainEqual(expect.objectContaining(isHere));
    await page.getByText('Bob wants to send you plan.txt').waitFor({ state: 'detached' });
    const [notification] = (await shownNotifications(page)).filter(({ tag }) => tag === isHere.tag);
    if (notification) await clickNotification(page, notification);
    await historyOf(page).waitFor();
    await expect.poll(() => withdrawnNotifications(page)).toContain(isHere.tag);
  });

  it('tells of what comes behind something that lies over the conversation, until it is gone', async () => {
    const { page } = alice;
    await historyOf(page).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    const before = (await shownNotifications(page)).length;
    await sendAll(bob, ['Behind it']);
    await expect.poll(async () => (await shownNotifications(page)).length).toBe(before + 1);
    const { id, unread: waiting } = await until(clientOf(alice), ['conversations', {}], (rows) =>
      rows.find(({ last }) => last?.text === 'Behind it'),
    );
    expect(waiting).toBeGreaterThan(0);
    const withdrawn = (await withdrawnNotifications(page)).length;
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await withdrawnNotifications(page)).slice(withdrawn)).toContain(id);
  });

  it('is not what somebody comes back to who sent something and looked elsewhere at once: that is the oldest unread', async () => {
    const { page } = alice;
    const { last } = await unread();
    if (last)
      await clientOf(alice).call('markRead', { conversationId: last.conversationId, upTo: last.position });
    await page.locator('.composer textarea').fill('I am off');
    await page.evaluate(SEND_AND_LEAVE);
    await page.locator('.settings-link').first().waitFor();
    await sendAll(
      bob,
      Array.from({ length: LATER }, (_, index) => `Meanwhile ${String(index)}`),
    );
    await until(clientOf(alice), ['conversations', {}], (rows) => rows.find((row) => row.unread === LATER));
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: /^Bob/u }).click();
    await page.getByText('New messages').waitFor();
    await page.getByRole('button', { name: /To the newest message; \d+ are new/u }).waitFor();
    await page.getByText('Meanwhile 0', { exact: true }).waitFor();
  });

  it('stands beside a list that is silent about what is hidden', async () => {
    const { page } = alice;
    await sendAll(bob, ['It was ||the butler||']);
    await page.locator('.row', { hasText: 'It was ▒▒▒' }).waitFor();
  });

  it('leaves the sign of what waits to conversations that are not muted, before a lock and behind it', async () => {
    const { page } = alice;
    await page.keyboard.press('Control+,');
    await page.locator('.settings-link').first().waitFor();
    await sendAll(bob, ['Not now']);
    const { id } = await until(clientOf(alice), ['conversations', {}], (rows) =>
      rows.find(({ last }) => last?.text === 'Not now'),
    );
    await expect.poll(async () => (await toldUnread(page)).at(-1)).toBeGreaterThan(0);
    await clientOf(alice).call('setConversation', { conversationId: id, mutedUntil: FOREVER });
    await expect.poll(async () => (await toldUnread(page)).at(-1)).toBe(0);
    await page.keyboard.press('Control+l');
    await page.getByText('Your node goes on receiving').waitFor();
    expect((await clientOf(alice).call('status', {})).unread).toBeGreaterThan(0);
    await expect.poll(() => toldUnread(page)).toEqual([0]);
    expect(await page.getByText('unread message').count()).toBe(0);
  });

  it('makes no page complain', () => {
    expect(alice.complaints).toEqual([]);
  });
});
