// The settings as their owner uses them, in a real browser.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { barriers } from './barriers.js';
import { BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { ask, befriend, clientOf, converse, neighbour, resident } from './neighbourhood.js';

const PAGES = ['Appearance', 'Writing', 'Notifications', 'Locking', 'Privacy', 'Identity'];
const OTHER_PAGES = ['Network', 'Storage', 'Shortcuts', 'About'];

describe.skipIf(!hasChromium('the settings in a real browser'))('the settings', () => {
  let stage: BrowserStage;
  let alice: Person;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    alice = await resident(stage, 'Alice');
    const bob = await neighbour(stage, 'Bob');
    await befriend(alice, bob);
    await converse({ alice, bob }, ['bob: Hello Alice', 'alice: Hello Bob']);
    for (const name of ['Mallory', 'Trudy', 'Eve']) await ask(await neighbour(stage, name), alice);
    await until(clientOf(alice), ['requests', {}], (rows) => rows.length === 3);
  }, 180_000);
  afterAll(() => stage.clear());

  async function openPage(name: string): Promise<void> {
    const { page } = alice;
    if ((await page.locator('.settings').count()) === 0) await page.keyboard.press('Control+,');
    await page.locator('.settings-link', { hasText: name }).click();
  }

  it('are found by what stands on them, and left by Escape', async () => {
    const { page } = alice;
    await page.getByRole('button', { name: /^Bob/u }).waitFor();
    await page.keyboard.press('Control+,');
    await page.getByLabel('Search settings').fill('sleep');
    expect(await page.locator('.settings-link').allInnerTexts()).toEqual(['Locking']);
    await page.keyboard.press('Escape');
    expect(await page.locator('.settings-link').count()).toBe(PAGES.length + OTHER_PAGES.length);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Bob/u }).waitFor();
  });

  it('lie over what they were opened from, and lead back there: to go on writing, or to the list', async () => {
    const { page } = alice;
    const field = page.getByLabel('Your message');
    const isFocused = () => field.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Control+,');
    await page.keyboard.press('Escape');
    await page.getByText('No conversation is open').waitFor();
    await page.getByRole('button', { name: /^Bob/u }).click();
    await isFocused();
    await page.keyboard.type('half a ');
    await openPage('Network');
    await openPage('About');
    await page.reload();
    await page.getByRole('heading', { name: 'About' }).waitFor();
    await page.keyboard.press('Escape');
    await isFocused();
    await page.keyboard.type('thought');
    expect(await field.inputValue()).toBe('half a thought');
    await openPage('Network');
    await page.goBack();
    await isFocused();
    await page.goForward();
    await page.getByRole('heading', { name: 'Network' }).waitFor();
    await page.keyboard.press('Escape');
    await isFocused();
    await field.fill('');
  });

  it('show who was blocked, and let them in again', async () => {
    const { page } = alice;
    await page.getByRole('button', { name: /More about the request of Mallory/u }).click();
    await page.getByRole('button', { name: 'Block', exact: true }).click();
    await until(clientOf(alice), ['blocked', {}], (rows) => rows.length === 1);
    await openPage('Privacy');
    await page.getByText('can still notice that your node runs').waitFor();
    await page.locator('.settings-person', { hasText: 'Mallory' }).getByRole('button').click();
    await page.getByText('Nobody is blocked').waitFor();
    expect(await until(clientOf(alice), ['blocked', {}], (rows) => rows.length === 0)).toBe(true);
    await page.keyboard.press('Escape');
  });

  it('say who checks spelling, and what that may cost', async () => {
    const { page } = alice;
    await openPage('Writing');
    await page.getByText('By your browser').waitFor();
    await page.getByText('Some browsers send what you write to a server').waitFor();
    await page.keyboard.press('Escape');
  });

  it('say why a browser opens nothing with the system’s keyring', async () => {
    const { page } = alice;
    await openPage('Locking');
    await page.getByText('A page in the browser cannot reach the system’s keyring').waitFor();
    expect(await page.getByRole('switch', { name: 'keyring' }).count()).toBe(0);
    await page.keyboard.press('Escape');
  });

  it('lie beside requests that can all be declined at once', async () => {
    const { page } = alice;
    await page.getByRole('radio', { name: 'Requests' }).click();
    await page.getByRole('button', { name: /^Bob/u }).waitFor({ state: 'detached' });
    expect(await page.getByText('Nobody is waiting for an answer').count()).toBe(0);
    await page.getByRole('button', { name: 'Decline all' }).click();
    await page.getByRole('dialog').getByText('Decline 2 requests?').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Decline all' }).click();
    expect(await until(clientOf(alice), ['requests', {}], (rows) => rows.length === 0)).toBe(true);
    await page.getByText('Nobody is waiting for an answer').waitFor();
    await page.getByRole('radio', { name: 'All' }).click();
  });

  it('tell what the node knows of its network and its disk', async () => {
    const { page } = alice;
    await openPage('Network');
    await page.getByText(alice.address()).first().waitFor();
    await page.getByText(/^Connected now to|^Connected .* to/u).waitFor();
    await page.getByText(/^Valid until/u).waitFor();
    await openPage('Storage');
    await page
      .locator('.settings-person', { hasText: 'Bob' })
      .getByText(/^\d+ messages$/u)
      .waitFor();
    await page.getByRole('button', { name: 'Show log' }).click();
    const log = page.getByRole('dialog').getByRole('textbox');
    await expect.poll(() => log.inputValue()).toMatch(/^Kith [\s\S]* info opened/u);
    expect(await log.inputValue()).not.toMatch(/Bob|Hello/u);
    await page.keyboard.press('Escape');
    await openPage('About');
    await page.locator('.settings-licence summary', { hasText: /^react-dom / }).click();
    await page.locator('.settings-licence[open]').getByText('MIT License').waitFor();
  });

  it('say that a port is taken, which keeps nobody out of their messages, and try it again', async () => {
    const dave = await neighbour(stage, 'Dave');
    const [host = '', port] = dave.address().split(':');
    const { page } = await resident(stage, 'Carol', { listen: { host, port: Number(port) } });
    const strip = page.getByRole('status').filter({ hasText: `Port ${String(port)} is used` });
    await strip.getByText('others cannot reach you').waitFor();
    await page.keyboard.press('Control+,');
    await page.locator('.settings-link', { hasText: 'Network' }).click();
    await page.locator('.settings-facts').getByText('Close that one').waitFor();
    await dave.node.stop();
    await page.locator('.settings-facts').getByRole('button', { name: 'Try again' }).click();
    await page
      .locator('.settings-facts')
      .getByText(`${host}:${String(port)}`)
      .first()
      .waitFor();
    await strip.waitFor({ state: 'detached' });
  });

  it('have no barrier on any page, in both themes and both languages', async () => {
    const { page } = alice;
    for (const look of ['{"theme":"dark","language":"ru"}', '{"theme":"light","language":"en"}']) {
      await page.evaluate(`localStorage.setItem('kith.preferences', '${look}')`);
      await page.reload();
      const links = page.locator('.settings-link');
      await links.first().waitFor();
      expect(await links.count()).toBe(PAGES.length + OTHER_PAGES.length);
      for (const link of await links.all()) {
        await link.click();
        await page.locator('.settings-column h2').waitFor();
        expect(await barriers(page), `${look} ${await link.innerText()}`).toEqual([]);
      }
    }
  });

  it('cut nothing at 480 pixels and text of twice the size', async () => {
    const { page } = alice;
    await page.setViewportSize({ width: 480, height: 760 });
    await page.evaluate(`localStorage.setItem('kith.preferences', '{"textSize":200}')`);
    await page.reload();
    for (const name of [...PAGES, ...OTHER_PAGES]) {
      await page.locator('.settings-link', { hasText: name }).click();
      await page.locator('.settings-column').waitFor();
      expect(await page.evaluate(CUT), name).toEqual([]);
      await page.getByRole('button', { name: 'All settings' }).click();
    }
  });

  it('never complain', () => {
    expect(alice.complaints).toEqual([]);
  });
});

/** What can only be seen by scrolling sideways, or not at all; a name that ends in dots is whole for those who ask. */
const CUT = `[...document.querySelectorAll('.settings-page, .settings-page *')]
  .filter((element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline')
  .filter((element) => !element.closest('.person-name, .visually-hidden, pre'))
  .map((element) => element.className + ': ' + element.textContent.slice(0, 40))`;
