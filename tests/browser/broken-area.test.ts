// What a person sees of a window of which something broke, in a real browser.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './barriers.js';
import { type BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { twoFriends } from './neighbourhood.js';
import { historyOf } from './open-history.js';

describe.skipIf(!hasChromium('a broken area in a real browser'))('a conversation that breaks', () => {
  let stage: BrowserStage;
  let alice: Person;
  beforeAll(async () => {
    ({ stage, alice } = await twoFriends());
  }, 60_000);
  afterAll(() => stage.clear());

  const row = () => alice.page.getByRole('button', { name: /^Bob/u });

  it('says so in its own place, and the rest of the window goes on', async () => {
    const { page } = alice;
    await row().waitFor();
    // All that the lists of messages need and nothing else does.
    await page.evaluate(`
      window.ResizeObserver = class { constructor() { throw new TypeError('Hello Alice') } };
      Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: (text) => { window.copied = text; return Promise.resolve() } },
      });`);
    await row().click();
    await page.getByText('Something broke here').waitFor();
    expect(await row().isVisible()).toBe(true);
    expect(await barriers(page)).toEqual([]);
  });

  it('gives its owner a report without anything that was said, and without addresses', async () => {
    const { page } = alice;
    await page.getByRole('button', { name: 'Copy the report' }).click();
    const report = await page.evaluate<string>('window.copied');
    expect(report).toMatch(/^conversation: TypeError\n\s*at /u);
    expect(report).not.toMatch(/Hello|Alice|Bob|:\/\/|127\.0\.0/u);
  });

  it('is back after a reload', async () => {
    const { page } = alice;
    await page.getByRole('button', { name: 'Reload' }).click();
    await row().click();
    await historyOf(page).getByText('Hello Alice').waitFor();
  });
});
