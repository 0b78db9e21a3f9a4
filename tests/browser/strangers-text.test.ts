// What would run if any of it became markup, an address or code, in every place of the window that shows what others wrote.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestHome } from '../../src/testing/node/homes.js';
import { sampleId, sampleRequest } from '../../src/testing/contracts/samples.js';
import { ATTACKS } from './attacks.js';
import { BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { resident } from './neighbourhood.js';
import { historyOf } from './open-history.js';
import { giveAPast, giveRequests } from './past.js';

const LONG_AGO = Date.UTC(2020, 0, 1);

describe.skipIf(!hasChromium('texts of strangers in a real browser'))('what strangers wrote', () => {
  let stage: BrowserStage;
  let alice: Person;
  let page: Page;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    alice = await resident(stage, 'Alice', { prepare: attacked });
    page = alice.page;
  }, 60_000);
  afterAll(() => stage.clear());

  /** Whatever stood in the page meanwhile: a script that ran was there. */
  const nothingRan = async () => {
    expect(await page.evaluate('window.attacked')).toBeUndefined();
    expect(await page.locator(MARKUP).count()).toBe(0);
    expect(alice.complaints).toEqual([]);
  };
  beforeEach(async () => {
    expect(ATTACKS.length).toBeGreaterThanOrEqual(300);
    await page.getByLabel('Search people and messages').fill('');
  });

  it('runs nothing as names of people and as the last they said', async () => {
    await expect.poll(() => page.locator('.list-rows .row').count()).toBe(ATTACKS.length + 1);
    expect(await page.locator('.row-said', { hasText: 'window.attacked' }).count()).toBe(ATTACKS.length + 1);
    await nothingRan();
  });

  it('runs nothing as names and notes of who asks to be a contact', async () => {
    const cards = page.locator('.request');
    await expect.poll(() => cards.count()).toBe(ATTACKS.length);
    await page.evaluate(
      `document.querySelectorAll('.request-head button[aria-expanded=false]').forEach((one) => one.click())`,
    );
    await expect
      .poll(() => page.locator('.request-note', { hasText: 'window.attacked' }).count())
      .toBe(ATTACKS.length);
    await nothingRan();
  });

  it('runs nothing as messages, and their links lead only where links may', async () => {
    await page.getByRole('button', { name: /^Somebody/u }).click();
    await historyOf(page).waitFor();
    const { messages, links } = await page.evaluate<{ messages: number; links: string[] }>(PRESS_LINKS);
    expect(messages).toBe(ATTACKS.length);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((link) => !/^(?:https?|mailto|kith):/u.test(link))).toEqual([]);
    const opened = await page.evaluate<string[]>('openedLinks');
    expect(opened.filter((link) => !/^(?:https?|mailto):/u.test(link))).toEqual([]);
    await page.keyboard.press('Escape');
    await nothingRan();
  });

  it('runs nothing as what is searched for and as what is found', async () => {
    const field = page.getByLabel('Search people and messages');
    await page.evaluate(typeAll(ATTACKS));
    await page.getByText('Nothing found').waitFor();
    await field.fill('window attacked');
    await page.locator('.found[aria-busy=false] .found-text').first().waitFor();
    const more = page.locator('.found').getByRole('button', { name: 'Show more' });
    while (await more.isVisible()) {
      await more.click();
      await page.locator('.found[aria-busy=false]').waitFor();
    }
    const found = await page.locator('.found .row', { hasText: 'window.attacked' }).count();
    expect(found).toBeGreaterThanOrEqual(ATTACKS.length);
    await nothingRan();
  }, 60_000);
});

async function attacked(home: TestHome): Promise<void> {
  const attack = (index: number) => ATTACKS[index] ?? '';
  const past = { messages: ATTACKS.length, textOf: attack, isUnread: () => false };
  await giveAPast(home, { ...past, conversations: ATTACKS.length, nameOf: attack });
  await giveAPast(home, { ...past, conversations: 1, nameOf: () => 'Somebody' });
  const requests = ATTACKS.map((text, index) => {
    const [id, nodeId] = [sampleId('request', index + 1), sampleId('node', index + 1)];
    return sampleRequest({ id, nodeId, name: text, note: text, receivedAt: LONG_AGO });
  });
  await giveRequests(home, requests);
}

const MARKUP =
  'script:not([src]), iframe, object, embed, form[action], meta[http-equiv], [onerror], [onload], [onclick]';

/** Each for some frames, as the one field of the page that searches everything. As text: it runs in the page. */
const typeAll = (texts: readonly string[]) => `(async () => {
  const field = document.querySelector('.list-search input');
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  for (const text of ${JSON.stringify(texts)}) {
    set.call(field, text + ' nowhere');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  }
})()`;

/** Up to the oldest message; every link is pressed once. As text: it runs in the page. */
const PRESS_LINKS = `(async () => {
  globalThis.openedLinks = [];
  window.open = (url) => void openedLinks.push(url);
  const list = document.querySelector('.history-scroller');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const messages = new Set();
  const links = new Map();
  for (let still = 0; still < 25; ) {
    for (const row of list.querySelectorAll('.history-row:has(.bubble)')) {
      messages.add(row.dataset.row);
      if (!links.has(row.dataset.row)) {
        const here = [...row.querySelectorAll('a')];
        links.set(row.dataset.row, here.map(({ href }) => href));
        here.forEach((link) => link.click());
      }
    }
    const from = list.scrollTop;
    list.scrollTop = from - 400;
    await frame();
    await frame();
    still = list.scrollTop === from ? still + 1 : 0;
  }
  return { messages: messages.size, links: [...links.values()].flat() };
})()`;
