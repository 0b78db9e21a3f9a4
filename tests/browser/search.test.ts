// Finding what was said: anywhere, inside a conversation, and by its date.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './barriers.js';
import { BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { resident } from './neighbourhood.js';
import { historyOf } from './open-history.js';
import { giveAPast } from './past.js';
import { restingLine, topLine } from './walk.js';

const MESSAGES = 1_500;
const HOUR_MS = 3_600_000;
const POLL = { timeout: 8_000 };

describe.skipIf(!hasChromium('searching in a real browser'))('somebody who searches', () => {
  let stage: BrowserStage;
  let alice: Person;
  let page: Page;
  let left: Awaited<ReturnType<typeof topLine>>;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    alice = await resident(stage, 'Alice', {
      prepare: (home) =>
        giveAPast(home, {
          ...{ messages: MESSAGES, conversations: 2, apartMs: HOUR_MS },
          isUnread: () => false,
          textOf: (index) =>
            index % 100 === 7 ? `The blue lantern, ${String(index)}` : `Number ${String(index)}`,
        }),
    });
    page = alice.page;
  }, 30_000);
  afterAll(() => stage.clear());

  const log = () => historyOf(page);
  const search = () => page.getByLabel('Search people and messages');
  const inside = () => page.getByRole('searchbox', { name: 'Search in this conversation' });

  it('finds people and messages, the newest first, with what was searched for marked', async () => {
    await search().fill('contact');
    await page.getByRole('region', { name: 'People' }).getByRole('button', { name: 'Contact 0' }).waitFor();
    await search().fill('LANTERN');
    const messages = page.getByRole('region', { name: 'Messages' });
    await messages.getByText('The blue lantern, 1407').waitFor();
    expect(await messages.getByRole('button').count()).toBe(15);
    expect(await messages.locator('mark').first().textContent()).toBe('lantern');
    expect(await messages.getByRole('button').first().textContent()).toContain('1407');
    expect(await barriers(page)).toEqual([]);
  });

  it('opens the conversation at the very message, with Enter or by pressing it', async () => {
    await search().fill('blue lantern 207');
    await page.keyboard.press('Enter');
    await log().getByText('The blue lantern, 207').waitFor();
    await search().fill('lantern');
    await page.getByRole('button', { name: /The blue lantern, 707/u }).click();
    await log().getByText('The blue lantern, 707').waitFor();
    expect(await page.locator('[data-marked=true]').innerText()).toContain('lantern, 707');
  });

  it('says when there is nothing, and is back in the list with Escape', async () => {
    await search().fill('unheard-of');
    await page.getByText('Nothing found').waitFor();
    await search().press('Escape');
    await page.getByRole('button', { name: /^Contact 1/u }).waitFor();
    expect(await search().inputValue()).toBe('');
  });

  it('steps through the hits of one conversation', async () => {
    await page.getByRole('button', { name: /^Contact 1/u }).click();
    await log().focus();
    await page.keyboard.press('End');
    await log().getByText('Number 1499').waitFor();
    await log().hover();
    await page.mouse.wheel(0, -1_500);
    await page.getByRole('button', { name: 'To the newest message' }).waitFor();
    left = await restingLine(page);
    await page.keyboard.press('Control+Shift+F');
    await inside().fill('lantern');
    await page.getByText('1 of 15').waitFor();
    await log().getByText('The blue lantern, 1407').waitFor();
    await inside().press('Enter');
    await page.getByText('2 of 15').waitFor();
    await log().getByText('The blue lantern, 1307').waitFor();
    await page.getByRole('button', { name: 'Newer hit' }).click();
    await page.getByText('1 of 15').waitFor();
    await page.getByRole('button', { name: 'Newer hit' }).click();
    await page.getByText('15 of 15').waitFor();
    await log().getByText('The blue lantern, 7', { exact: true }).waitFor();
    const marked = '[...CSS.highlights.get("search-hit")].map(String)';
    expect(new Set(await page.evaluate<string[]>(marked))).toEqual(new Set(['lantern']));
    expect(await barriers(page)).toEqual([]);
  });

  it('goes to a date', async () => {
    await page.locator('.date-jump-field').fill('2020-02-01');
    // 31 days of 24 messages, every second one in this conversation.
    await log()
      .getByText(/^Number 74[4567]$/u)
      .first()
      .waitFor();
    await log().getByText('1 February 2020').waitFor();
  });

  it('leaves the search with Escape, to go on writing where they were', async () => {
    await inside().press('Escape');
    await inside().waitFor({ state: 'detached' });
    await expect.poll(() => topLine(page), POLL).toEqual(left);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
    expect(await page.evaluate('CSS.highlights.has("search-hit")')).toBe(false);
  });

  it('makes no page complain', () => {
    expect(alice.complaints).toEqual([]);
  });
});
