// Two thousand messages: read from the oldest unread, walked from end to end, and found again where they were left.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { befriend, clientOf, resident, sendAll } from './neighbourhood.js';
import { walk } from './walk.js';

const MESSAGES = 2_000;

describe.skipIf(!hasChromium('a long conversation in a real browser'))('a long conversation', () => {
  let stage: BrowserStage;
  let alice: Person;
  let page: Page;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    alice = await resident(stage, 'Alice');
    const bob = await resident(stage, 'Bob');
    await befriend(alice, bob);
    await tell(bob, alice);
    page = alice.page;
  }, 90_000);
  afterAll(() => stage.clear());

  const log = () => page.getByRole('log');
  const message = (number: number) => log().getByText(`Number ${String(number)}.`);

  it('opens at the oldest unread message and says how many are below', async () => {
    await page.getByRole('button', { name: /^Bob/u }).click();
    await log().getByText('New messages').waitFor();
    await message(1).waitFor();
    await page.getByRole('button', { name: /To the newest message; 19\d\d are new/u }).waitFor();
  });

  it('jumps to the newest', async () => {
    await page.getByRole('button', { name: /To the newest message/u }).click();
    await message(MESSAGES).waitFor();
    await until(clientOf(alice), ['conversations', {}], (rows) => rows.find(({ unread }) => unread === 0));
  });

  it('is walked to its oldest message and back, and nothing jumps or goes blank', async () => {
    const up = await walk(page, -550);
    await message(1).waitFor();
    const down = await walk(page, 550);
    await message(MESSAGES).waitFor();
    expect({ up: up.faults, down: down.faults }).toEqual({ up: [], down: [] });
    expect(Math.min(up.steps, down.steps)).toBeGreaterThan(100);
    expect(Math.max(up.mostRows, down.mostRows)).toBeLessThan(120);
  }, 60_000);

  it('goes to its ends by keyboard', async () => {
    await log().focus();
    await page.keyboard.press('Home');
    await message(1).waitFor();
    await page.keyboard.press('End');
    await message(MESSAGES).waitFor();
  });

  it('is found as it was left', async () => {
    await page.evaluate("document.querySelector('.history-scroller').scrollBy(0, -9000)");
    const before = await topLine(page);
    await page.evaluate("history.replaceState(null, '', location.pathname)");
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: /^Bob/u }).click();
    await expect.poll(() => topLine(page)).toEqual(before);
  });

  it('makes no page complain', () => {
    expect(alice.complaints).toEqual([]);
  });
});

/** Messages of one to four lines, as fast as the nodes can. */
async function tell(from: Person, to: Person): Promise<void> {
  const numbers = Array.from({ length: MESSAGES }, (_, index) => index + 1);
  const lines = (number: number) => '\nAnd another line'.repeat(number % 4);
  await sendAll(
    from,
    numbers.map((number) => `Number ${String(number)}.${lines(number)}`),
  );
  await until(clientOf(to), ['conversations', {}], (rows) => rows.find(({ unread }) => unread === MESSAGES));
}

/** The first message in sight, and how far its top is from that of the list. */
function topLine(page: Page): Promise<{ text: string; offset: number }> {
  return page.evaluate(`(() => {
    const list = document.querySelector('.history-scroller').getBoundingClientRect();
    const lines = [...document.querySelectorAll('.history-row')].map((row) => ({ row, at: row.getBoundingClientRect() }));
    const first = lines.filter(({ at }) => at.bottom > list.top + 1).sort((a, b) => a.at.top - b.at.top)[0];
    return { text: first.row.innerText.split('\\n')[1] ?? '', offset: Math.round(first.at.top - list.top) };
  })()`);
}
