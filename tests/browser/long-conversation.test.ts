// Twice as many messages as are kept in memory: read from the oldest unread, walked from end to end, and found again where they were left.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { clientOf, resident } from './neighbourhood.js';
import { historyOf } from './open-history.js';
import { giveAPast } from './past.js';
import { recordArrivals, saidArrivals } from './said.js';
import { restingLine, topLine, walk } from './walk.js';

const MESSAGES = 1_200;
const POLL = { timeout: 8_000 };

describe.skipIf(!hasChromium('a long conversation in a real browser'))('a long conversation', () => {
  let stage: BrowserStage;
  let alice: Person;
  let page: Page;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    alice = await resident(stage, 'Alice', {
      prepare: (home) =>
        giveAPast(home, { messages: MESSAGES, conversations: 1, textOf: numbered, isUnread: () => true }),
    });
    page = alice.page;
    await recordArrivals(page);
  }, 30_000);
  afterAll(() => stage.clear());

  const log = () => historyOf(page);
  const message = (number: number) => log().getByText(`Number ${String(number)}.`);

  const fewerUnreadThan = async (most: number) =>
    (await until(clientOf(alice), ['conversations', {}], (rows) => rows.find(({ unread }) => unread < most)))
      .unread;

  it('opens at the oldest unread message and says how many are below', async () => {
    await page.getByRole('button', { name: /^Contact 0/u }).click();
    await log().getByText('New messages').waitFor();
    await message(1).waitFor();
    await page.getByRole('button', { name: /To the newest message; 11\d\d are new/u }).waitFor();
  });

  it('jumps to the newest, and what nobody has seen stays unread', async () => {
    const before = await fewerUnreadThan(MESSAGES);
    await page.getByRole('button', { name: /To the newest message/u }).click();
    await message(MESSAGES).waitFor();
    expect(await fewerUnreadThan(before)).toBeGreaterThan(MESSAGES - 100);
    await page.getByRole('button', { name: /To the oldest unread message; 11\d\d are above/u }).click();
    await page.getByRole('button', { name: /To the newest message; 11\d\d are new/u }).waitFor();
  });

  it('is read when its owner says so', async () => {
    await page.getByRole('button', { name: /^Contact 0/u }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Mark as read' }).click();
    await until(clientOf(alice), ['conversations', {}], (rows) => rows.find(({ unread }) => unread === 0));
    await page.getByRole('button', { name: 'To the newest message' }).click();
    await message(MESSAGES).waitFor();
    await page.locator('.jump').waitFor({ state: 'detached' });
  });

  it('is walked to its oldest message and back, and nothing jumps or goes blank', async () => {
    const up = await walk(page, -600);
    await message(1).waitFor();
    const down = await walk(page, 600);
    await message(MESSAGES).waitFor();
    expect({ up: up.faults, down: down.faults }).toEqual({ up: [], down: [] });
    expect(Math.min(up.steps, down.steps)).toBeGreaterThan(60);
    expect(Math.max(up.mostRows, down.mostRows)).toBeLessThan(120);
  }, 60_000);

  it('says of its items only what is known of them, and nothing of those that scrolling draws', async () => {
    const placed = historyOf(page).locator('[aria-setsize="-1"]');
    expect(await placed.count()).toBeGreaterThan(5);
    expect(await placed.and(page.locator('[aria-posinset]')).count()).toBe(0);
    expect(await saidArrivals(page)).toEqual([]);
  });

  it('goes to its ends by keyboard', async () => {
    await log().focus();
    await page.keyboard.press('Home');
    await message(1).waitFor();
    await page.keyboard.press('End');
    await message(MESSAGES).waitFor();
    await page.keyboard.press('Home');
    await message(1).waitFor();
    await page.keyboard.press('Control+j');
    await message(MESSAGES).waitFor();
  });

  it('stays at its end while what stands below it grows and goes', async () => {
    await historyOf(page).focus();
    await page.keyboard.press('End');
    await message(MESSAGES).waitFor();
    const belowEdgePx = async () => {
      const [list, last] = [await log().boundingBox(), await message(MESSAGES).boundingBox()];
      return (last?.y ?? 0) + (last?.height ?? 0) - (list?.y ?? 0) - (list?.height ?? 0);
    };
    await expect.poll(belowEdgePx).toBeLessThan(0);
    await page.getByLabel('Your message').fill('One line\n'.repeat(8));
    await expect.poll(belowEdgePx).toBeLessThan(0);
    await page.keyboard.type('and more');
    await expect.poll(belowEdgePx).toBeLessThan(0);
    await page.reload();
    await message(MESSAGES).waitFor();
    await expect.poll(() => page.getByLabel('Your message').inputValue()).toContain('One line');
    await expect.poll(belowEdgePx).toBeLessThan(0);
    await page.setViewportSize({ width: 1180, height: 560 });
    await expect.poll(belowEdgePx).toBeLessThan(0);
    await page.setViewportSize({ width: 1180, height: 760 });
    await page.getByLabel('Your message').fill('');
    await expect.poll(belowEdgePx).toBeLessThan(0);
    await page.locator('.jump').waitFor({ state: 'detached' });
  });

  it('is found as it was left', async () => {
    await log().hover();
    await page.mouse.wheel(0, -9_000);
    await page.getByRole('button', { name: 'To the newest message' }).waitFor();
    const before = await restingLine(page);
    await page.evaluate("history.replaceState(null, '', location.pathname)");
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: /^Contact 0/u }).click();
    await expect.poll(() => topLine(page), POLL).toEqual(before);
  });

  it('is found there by the next window too', async () => {
    const before = await restingLine(page);
    await page.evaluate("history.replaceState(null, '', location.pathname)");
    await page.reload();
    await page.getByRole('button', { name: /^Contact 0/u }).click();
    await expect.poll(() => topLine(page), POLL).toEqual(before);
    await log().focus();
    await page.keyboard.press('End');
    await message(MESSAGES).waitFor();
    await until(clientOf(alice), ['conversations', {}], (rows) => rows.find(({ place }) => place === null));
  });

  it('draws only what is at the end when it opens there', async () => {
    await page.evaluate("history.replaceState(null, '', location.pathname)");
    await page.reload();
    const row = page.getByRole('button', { name: /^Contact 0/u });
    await row.waitFor();
    await page.evaluate(WATCH_ROWS);
    await row.click();
    await message(MESSAGES).waitFor();
    const drawn = await page.evaluate<string[]>('drawnRows');
    const numbers = drawn.flatMap((text) => /Number (\d+)/u.exec(text)?.[1] ?? []).map(Number);
    expect(numbers).toContain(MESSAGES);
    expect(Math.min(...numbers)).toBeGreaterThan(MESSAGES - 60);
  });

  it('makes no page complain', () => {
    expect(alice.complaints).toEqual([]);
  });
});

/** Keeps the text of every row that was ever in the page. */
const WATCH_ROWS = `globalThis.drawnRows = [];
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes)
        if (node instanceof Element)
          for (const row of [node, ...node.querySelectorAll('.history-row')])
            if (row.matches('.history-row')) drawnRows.push(row.textContent);
  }).observe(document.body, { childList: true, subtree: true })`;

/** One to four lines. */
function numbered(index: number): string {
  return `Number ${String(index + 1)}.${'\nAnd another line'.repeat((index + 1) % 4)}`;
}
