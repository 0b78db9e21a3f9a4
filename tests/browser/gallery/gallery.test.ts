// Every component in every state, in both themes: nothing the policy forbids, nothing in the way of anybody.

import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServedWindow } from '../../../src/web/window-server.js';
import { barriers } from '../barriers.js';
import { CHROMIUM, hasChromium } from '../browser-stage.js';
import { serveGallery } from './serve-gallery.js';

const THEMES = ['light', 'dark'] as const;

describe.skipIf(!hasChromium('the gallery in a real browser'))('the gallery', () => {
  let served: ServedWindow;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    served = await serveGallery(0);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
    page = await browser.newPage({ reducedMotion: 'reduce', viewport: { width: 900, height: 760 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(served.url.split('#', 1)[0] ?? '');
    await page.getByRole('heading', { name: 'Gallery' }).waitFor();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  it.each(THEMES)('has no barrier on the page in %s', async (theme) => {
    await choose(theme);
    expect(await barriers(page)).toEqual([]);
  });

  it.each(THEMES)(
    'has no barrier in what opens over the page in %s',
    async (theme) => {
      await choose(theme);
      const buttons = page.locator('[data-overlay]');
      const names = await buttons.evaluateAll((all: { getAttribute(name: string): string | null }[]) =>
        all.map((button) => button.getAttribute('data-overlay')),
      );
      expect(names.length).toBeGreaterThan(8);
      for (const [index, name] of names.entries()) {
        await buttons.nth(index).click();
        await page.getByRole('dialog').waitFor();
        expect(await barriers(page, '[role=dialog]'), name ?? '').toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      await page.getByRole('button', { name: 'A menu' }).click();
      await page.getByRole('menu').waitFor();
      expect(await barriers(page, '[role=menu]'), 'menu').toEqual([]);
      await page.keyboard.press('Escape');
    },
    60_000,
  );

  it.each(['en', 'ru', 'pseudo'])(
    'cuts nothing off to the side in %s, on a narrow window',
    async (language) => {
      await page.setViewportSize({ width: 480, height: 760 });
      await page.getByRole('radio', { name: language, exact: true }).click();
      expect(await page.evaluate(WIDER_THAN_ITS_PLACE)).toEqual([]);
    },
  );

  it('never does what the policy forbids', () => {
    expect(complaints).toEqual([]);
  });

  async function choose(theme: string): Promise<void> {
    await page.getByRole('radio', { name: theme, exact: true }).first().click();
    await page.locator(`html[data-theme=${theme}]`).waitFor();
  }
});

/** Examples with something in them that can only be seen by scrolling sideways. */
const WIDER_THAN_ITS_PLACE = `[...document.querySelectorAll('.gallery-example')]
  .filter((example) => example.scrollWidth > example.clientWidth)
  .map((example) => example.previousElementSibling.textContent)`;
