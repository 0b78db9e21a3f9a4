// What can be done with a conversation and a contact is found in three places, and is the same in all of them.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationRow } from '../../src/contract/values.js';
import { until } from '../../src/testing/node/observe.js';
import { barriers } from './barriers.js';
import { type BrowserStage, hasChromium } from './browser-stage.js';
import { clientOf, type Friends, twoFriends } from './neighbourhood.js';
import { historyOf } from './open-history.js';

const DEEDS = [...['Mark as unread', 'Pin', 'Archive', 'Hide', 'Mute', 'Rename', 'Block', 'Remove']] as const;
/** With the keys of what keys do to the open conversation. */
const MENU = DEEDS.map((deed) => (deed === 'Archive' ? 'Archive\nCtrl+Shift+A' : deed));

describe.skipIf(!hasChromium('what is done with conversations in a real browser'))('a conversation', () => {
  let stage: BrowserStage;
  let friends: Friends;
  let page: Page;
  beforeAll(async () => {
    friends = await twoFriends();
    ({ stage } = friends);
    ({ page } = friends.alice);
    await page.getByRole('button', { name: /^Bob/u }).click();
    await historyOf(page).getByText('Hello Alice').waitFor();
    await conversation(({ unread }) => unread === 0);
    await page.keyboard.press('Control+d');
  }, 60_000);
  afterAll(() => stage.clear());

  const conversation = (is: (row: ConversationRow) => boolean) =>
    until(clientOf(friends.alice), ['conversations', {}], (rows) => rows.find(is));
  const row = (name = 'Bob') => page.getByRole('button', { name: new RegExp(`^${name}`, 'u') });
  const details = () => page.getByRole('complementary', { name: 'Details' });
  const pick = async (typed: string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill(typed);
    await page.getByRole('option', { name: typed, selected: true }).waitFor();
    await page.keyboard.press('Enter');
  };

  it('has the same menu at its row and in the details', async () => {
    await row().click({ button: 'right' });
    const menu = await page.getByRole('menuitem').allInnerTexts();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const buttons = details().getByRole('region', { name: 'What you can do' }).getByRole('button');
    expect([menu, await buttons.allInnerTexts()]).toEqual([MENU, DEEDS]);
  });

  it('has its details open again after a reload, and closed once they were closed', async () => {
    await page.reload();
    await details().waitFor();
    await row().waitFor();
    await page.keyboard.press('Control+d');
    await details().waitFor({ state: 'detached' });
    await page.reload();
    await historyOf(page).getByText('Hello Alice').waitFor();
    expect(await details().count()).toBe(0);
    await page.keyboard.press('Control+d');
    await details().waitFor();
  });

  it('is found, and not details that lie over it, by whoever chooses it in a narrow window or with large letters', async () => {
    const narrow = { width: 640, height: 760 };
    const usual = page.viewportSize() ?? narrow;
    await page.setViewportSize(narrow);
    await details().getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Details' }).click();
    await details().waitFor();
    await page.keyboard.press('Control+Shift+C');
    await row().click();
    await historyOf(page).getByText('Hello Alice').waitFor();
    expect(await details().count()).toBe(0);
    await page.setViewportSize(usual);
    await page.keyboard.press('Control+d');
    await details().waitFor();
    const largest = `document.documentElement.style.fontSize = '200%'`;
    await page.evaluate(largest);
    await page.keyboard.press('Control+Shift+C');
    await row().click();
    await historyOf(page).getByText('Hello Alice').waitFor();
    expect(await details().count()).toBe(0);
    await page.evaluate(`document.documentElement.style.fontSize = ''`);
    await page.keyboard.press('Control+d');
    await details().waitFor();
  });

  it('has its menu at a long press too', async () => {
    const box = await row().boundingBox();
    if (!box) throw new Error('the row is not there');
    const finger = await friends.alice.context.newCDPSession(page);
    const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await page.getByRole('menuitem', { name: 'Mark as unread' }).waitFor();
    await page.evaluate(`addEventListener('touchend', (event) => {
      document.documentElement.dataset.clicksAfterTouch = String(!event.defaultPrevented);
    })`);
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    // A click after it would close what the finger opened.
    await page.locator('html[data-clicks-after-touch=false]').waitFor({ state: 'attached' });
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(MENU);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  });

  it('is muted from its row by keyboard, and heard again from the details', async () => {
    await row().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Mute' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('menuitem', { name: 'Mute for 8 hours' }).press('Enter');
    const { mutedUntil } = await conversation((one) => one.mutedUntil > 0);
    expect(Math.abs(mutedUntil - Date.now() - 8 * 3_600_000)).toBeLessThan(60_000);
    await details().getByRole('button', { name: 'Unmute' }).click();
    await conversation((one) => one.mutedUntil === 0);
    await details().getByRole('button', { name: 'Mute' }).click();
    await page.getByRole('menuitem', { name: 'Mute until I say otherwise' }).click();
    await conversation((one) => one.mutedUntil > 0);
  });

  it('reminds its owner until they open it again; looked at, it does in no face', async () => {
    const tab = await stage.another(friends.alice);
    const inTab = tab.page.getByRole('button', { name: /^Bob/u });
    await row().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Mark as unread' }).click();
    await conversation(({ markedUnread }) => markedUnread);
    await page.keyboard.press('Control+,');
    await page.locator('.settings-link').first().waitFor();
    expect((await conversation(() => true)).markedUnread).toBe(true);
    await page.keyboard.press('Escape');
    await conversation(({ markedUnread }) => !markedUnread);
    await inTab.click({ button: 'right' });
    await tab.page.getByRole('menuitem', { name: 'Mark as unread' }).click();
    await conversation(({ markedUnread }) => markedUnread);
    await inTab.click();
    await conversation(({ markedUnread }) => !markedUnread);
    await tab.page.close();
  });

  it('is pinned and archived from the palette, and hidden from the details until its owner has it back', async () => {
    await pick('Bob: Pin');
    await conversation(({ pinned }) => pinned);
    await pick('Bob: Archive');
    await conversation(({ archived }) => archived);
    await pick('Bob: Take out');
    await conversation(({ archived }) => !archived);
    await details().getByRole('button', { name: 'Hide' }).click();
    await row().waitFor({ state: 'detached' });
    await details().getByRole('button', { name: 'Show in the list again' }).click();
    await row().waitFor();
  });

  it('is called otherwise from the menu of its row', async () => {
    await row().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByLabel('Name').fill('Robert');
    await page.getByRole('button', { name: 'Save' }).click();
    await row('Robert').waitFor();
  });

  it('is told of from left to right, whatever way its name is written', async () => {
    const call = async (name: string) => {
      await pick('Rename');
      await page.getByLabel('Name').fill(name);
      await page.getByRole('button', { name: 'Save' }).click();
      await row(name).waitFor();
    };
    await call('שרה');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('Rename');
    await page.getByRole('option', { name: 'שרה: Rename', selected: true }).waitFor();
    const label = "document.querySelector('[aria-selected=true] .palette-label')";
    expect(await page.evaluate(`getComputedStyle(${label}).direction`)).toBe('ltr');
    await page.keyboard.press('Escape');
    await pick('שרה: Remove');
    const dialog = page.getByRole('dialog', { name: 'Remove שרה?' });
    expect(await dialog.getByRole('heading').locator('bdi').innerText()).toBe('שרה');
    await page.keyboard.press('Escape');
    const line = historyOf(page).getByText('You and שרה can now write to each other.');
    expect(await line.locator('bdi').innerText()).toBe('שרה');
    await call('Robert jr.');
    await historyOf(page)
      .getByText(/^You asked Robert jr\. to write with you\.$/u)
      .waitFor();
    await call('Robert');
  });

  it('ends from the palette: blocked, let in again, and removed by name', async () => {
    await pick('Robert: Block');
    await page.getByText('You blocked this contact.').waitFor();
    await pick('Robert: Unblock');
    await page.getByText('You blocked this contact.').waitFor({ state: 'detached' });
    // A node that is locked takes nothing.
    await clientOf(friends.bob).call('lock', {});
    await page.getByLabel('Your message').fill('Are you there?');
    await page.keyboard.press('Enter');
    await until(clientOf(friends.alice), ['contacts', {}], (rows) => rows.find(({ queued }) => queued === 1));
    await pick('Robert: Remove');
    const dialog = page.getByRole('dialog', { name: 'Remove Robert?' });
    await dialog.getByText('1 message did not reach them yet, and will not be sent any more.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Remove Robert' }).click();
    await row('Robert').waitFor({ state: 'detached' });
    await until(clientOf(friends.alice), ['contacts', {}], (rows) => rows.length === 0 || undefined);
  });

  it('makes no page complain', () => {
    expect(friends.alice.complaints).toEqual([]);
  });
});
