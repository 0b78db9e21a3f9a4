// What friends do in their windows.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { type BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { clientOf, twoFriends } from './neighbourhood.js';
import { barriers } from './barriers.js';
import { historyOf } from './open-history.js';

describe.skipIf(!hasChromium('friends in a real browser'))('friends', () => {
  let stage: BrowserStage;
  let alice: Person;
  let bob: Person;
  beforeAll(async () => {
    const friends = await twoFriends();
    ({ stage, alice } = friends);
    bob = await stage.another(friends.bob);
  }, 60_000);
  afterAll(() => stage.clear());

  it('find what they were writing after the window was reloaded', async () => {
    const { page } = alice;
    await page.getByRole('button', { name: /^Bob/u }).click();
    await page.getByLabel('Your message').fill('I wanted to say');
    await until(clientOf(alice), ['conversations', {}], (rows) => rows.find(({ draft }) => draft !== ''));
    await page.reload();
    await expect.poll(() => page.getByLabel('Your message').inputValue()).toBe('I wanted to say');
    await page.getByLabel('Your message').fill('');
  });

  it('compare their safety number', async () => {
    const { page } = alice;
    await page.keyboard.press('Control+d');
    await page.getByRole('button', { name: 'Compare safety number' }).click();
    await page.getByRole('img', { name: /^Safety number: \d{5}/u }).waitFor();
    await page.getByRole('button', { name: 'We compared in person' }).click();
    await until(clientOf(alice), ['contacts', {}], (rows) => rows.find(({ trust }) => trust === 'compared'));
    await page.keyboard.press('Control+d');
  });

  it('delete a message for themselves, and have it back after the window was reloaded', async () => {
    const { page } = alice;
    const log = historyOf(page);
    await log.getByText('Hello Alice').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Delete for me' }).click();
    await page.getByText('1 message deleted on this computer').waitFor();
    await log.getByText('Hello Alice').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('button', { name: 'Undo' }).click();
    await log.getByText('Hello Alice').waitFor();
    await page.getByText('1 message deleted').waitFor({ state: 'detached' });
  });

  it('choose several messages by keyboard and let go of them', async () => {
    const { page } = alice;
    await historyOf(page).focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Space');
    await page.getByText('1 selected').waitFor();
    await historyOf(page).getByRole('checkbox').first().click();
    await page.getByText('2 selected').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('toolbar').waitFor({ state: 'detached' });
  });

  it('reach everything by keyboard, on a Russian layout too', async () => {
    const { page } = alice;
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('no such thing');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox').fill('set');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Appearance' }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.evaluate(
      "window.dispatchEvent(new KeyboardEvent('keydown', { key: 'л', code: 'KeyK', ctrlKey: true }))",
    );
    await page.getByRole('combobox').waitFor();
    await page.keyboard.press('Escape');
  });

  it('hop from area to area, from wherever in it they are, and to what a narrow window shows', async () => {
    const { page } = alice;
    const focused = (name: RegExp | string, role: 'searchbox' | 'list' | 'textbox') =>
      page.getByRole(role, { name }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Control+m');
    await focused('Your message', 'textbox');
    await page.keyboard.press('F6');
    await focused('Search people and messages', 'searchbox');
    await page.keyboard.press('Tab');
    await page.keyboard.press('F6');
    await focused(/^Messages with Bob/u, 'list');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('F6');
    await focused('Your message', 'textbox');
    await page.setViewportSize({ width: 480, height: 760 });
    await page.keyboard.press('F6');
    await focused(/^Messages with Bob/u, 'list');
    await page.setViewportSize({ width: 1180, height: 760 });
  });

  it('do by keys what the menus of a message and of its conversation offer', async () => {
    const { page } = alice;
    const dialog = (name: string) => page.getByRole('dialog', { name });
    await historyOf(page).focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Control+d');
    await dialog('About this message').waitFor();
    await page.keyboard.press('Escape');
    await dialog('About this message').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Shift+S');
    await dialog('Forward').waitFor();
    await page.keyboard.press('Escape');
    await dialog('Forward').waitFor({ state: 'detached' });
    await page.keyboard.press('Alt+r');
    await expect.poll(() => page.getByLabel('Your message').inputValue()).toMatch(/^> /u);
    await page.getByLabel('Your message').fill('');
    await page.keyboard.press('Control+Shift+A');
    await page.getByRole('button', { name: /^Archived/u }).waitFor();
    await page.keyboard.press('Control+Shift+U');
    await page.getByRole('button', { name: /^Archived/u }).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Shift+C');
    await page.getByText('No conversation is open').waitFor();
    await page.keyboard.press('Alt+1');
    await page.getByLabel('Your message').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Alt+=');
    await expect
      .poll(() => page.evaluate('getComputedStyle(document.documentElement).fontSize'))
      .toBe('17.6px');
    await page.keyboard.press('Alt+0');
    await expect
      .poll(() => page.evaluate('getComputedStyle(document.documentElement).fontSize'))
      .toBe('16px');
  });

  it('have the list and the details as wide as they like', async () => {
    const { page } = alice;
    await page.keyboard.press('Control+d');
    for (const [name, key] of [
      ['Width of the list', 'ArrowRight'],
      ['Width of the details', 'ArrowLeft'],
    ] as const) {
      const edge = page.getByRole('separator', { name });
      await edge.focus();
      await page.keyboard.press(key);
      await expect.poll(() => edge.getAttribute('aria-valuenow')).toBe('336');
    }
    const width = async (area: string) => (await page.locator(area).boundingBox())?.width;
    expect([await width('.list-area'), await width('.details-area')]).toEqual([336, 336]);
    await page.reload();
    await expect.poll(() => width('.list-area')).toBe(336);
  });

  it('can use every screen without sight, in both themes', async () => {
    for (const theme of ['light', 'dark']) {
      await alice.page.evaluate(`localStorage.setItem('kith.preferences', '{"theme":"${theme}"}')`);
      await alice.page.reload();
      await historyOf(alice.page).waitFor();
      expect(await barriers(alice.page)).toEqual([]);
      await alice.page.keyboard.press('Alt+n');
      await alice.page.getByLabel('Address or link').waitFor();
      expect(await barriers(alice.page)).toEqual([]);
      await alice.page.keyboard.press('Escape');
      await alice.page.keyboard.press('Control+,');
      await alice.page.getByRole('heading', { name: 'Appearance' }).waitFor();
      expect(await barriers(alice.page)).toEqual([]);
      await alice.page.getByRole('button', { name: 'Back' }).click();
      await alice.page.getByRole('button', { name: /^Bob/u }).first().click();
    }
  });

  it('lock the node and come back with the passphrase, and only with it', async () => {
    const { page } = bob;
    await page.keyboard.press('Control+l');
    await page.getByLabel('Passphrase', { exact: true }).fill('wrong wrong wrong');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the passphrase').waitFor();
    await page.getByLabel('Passphrase', { exact: true }).fill('seven mild otters');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Alice/u }).waitFor();
  });

  it('open the printed address once', async () => {
    const other = await stage.browser.newContext();
    const page = await other.newPage();
    await page.goto(alice.window.url);
    await page.getByText('This window is not connected').waitFor();
    await other.close();
  });

  it('have pages that never complain', () => {
    expect([alice.complaints, bob.complaints]).toEqual([[], []]);
  });
});
