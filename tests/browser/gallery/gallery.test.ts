// Every component in every state, in both themes: nothing the policy forbids, nothing in the way of anybody.

import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServedWindow } from '../../../src/web/window-server.js';
import { barriers } from '../barriers.js';
import { CHROMIUM, hasChromium } from '../browser-stage.js';
import { cutTexts } from '../cut-texts.js';
import { wear } from '../screenshots/looks.js';
import { lostShapes } from '../shapes.js';
import { serveGallery } from './serve-gallery.js';

const THEMES = ['light', 'dark'] as const;
/** What nobody expected people and files to be called is cut, and whole elsewhere. */
const HARD_NAMES = '.one-line, .person-name';
const ROOMY = { width: 900, height: 760 };
const NARROW = { width: 480, height: 760 };

describe.skipIf(!hasChromium('the gallery in a real browser'))('the gallery', () => {
  let served: ServedWindow;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    served = await serveGallery(0);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
    page = await browser.newPage({ reducedMotion: 'reduce', viewport: ROOMY });
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

  it('has no barrier in what opens over the page, in either theme, and cuts nothing of it', async () => {
    const buttons = page.locator('[data-overlay]');
    const names = await buttons.evaluateAll((all: { getAttribute(name: string): string | null }[]) =>
      all.map((button) => button.getAttribute('data-overlay') ?? ''),
    );
    expect(names.length).toBeGreaterThan(8);
    await showExamples(false);
    for (const [index, name] of names.entries()) {
      await buttons.nth(index).click();
      await page.getByRole('dialog').waitFor();
      await wear(page, { theme: 'light', language: 'en' });
      expect(await barriers(page, '[role=dialog]'), `${name} light`).toEqual([]);
      await wear(page, { theme: 'dark', language: 'en' });
      expect(await barriers(page, '[role=dialog]', ['color-contrast']), `${name} dark`).toEqual([]);
      expect(await lostShapes(page, '[role=dialog]'), `${name} in forced colours`).toEqual([]);
      await page.setViewportSize(NARROW);
      await cutsNothing(name, '[role=dialog]');
      await page.setViewportSize(ROOMY);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await showExamples(true);
    await page.getByRole('button', { name: 'A menu' }).click();
    await page.getByRole('menu').waitFor();
    expect(await barriers(page, '[role=menu]'), 'menu').toEqual([]);
    await page.keyboard.press('Escape');
  }, 180_000);

  it('keeps its shapes where the system forces its colours', async () => {
    expect(await lostShapes(page)).toEqual([]);
  });

  it('cuts nothing at 480 pixels and text of twice the size', async () => {
    await page.setViewportSize(NARROW);
    await cutsNothing('the page');
  });

  it.each(['en', 'ru', 'pseudo'])(
    'cuts nothing off to the side in %s, on a narrow window',
    async (language) => {
      await page.setViewportSize(NARROW);
      await page.getByRole('radio', { name: language, exact: true }).click();
      expect(await page.evaluate(WIDER_THAN_ITS_PLACE)).toEqual([]);
    },
  );

  it('never does what the policy forbids', () => {
    expect(complaints).toEqual([]);
  });

  /** What lies behind an overlay would only be laid out anew with every look at it. */
  async function showExamples(areShown: boolean): Promise<void> {
    await page.evaluate(`for (const example of document.querySelectorAll('.gallery-example'))
      example.style.display = '${areShown ? '' : 'none'}'`);
  }

  /** From left to right and from right to left. */
  async function cutsNothing(what: string, within?: string): Promise<void> {
    await wear(page, { theme: 'light', language: 'en', textSize: 200 });
    for (const direction of ['rtl', 'ltr']) {
      await page.evaluate(`document.documentElement.dir = '${direction}'`);
      expect(
        await cutTexts(page, { ...(within !== undefined && { within }), alsoShortened: HARD_NAMES }),
        `${what} ${direction}`,
      ).toEqual([]);
    }
    await wear(page, { theme: 'light', language: 'en' });
  }

  async function choose(theme: string): Promise<void> {
    await page.getByRole('radio', { name: theme, exact: true }).first().click();
    await page.locator(`html[data-theme=${theme}]`).waitFor();
  }
});

/** Examples with something in them that can only be seen by scrolling sideways. */
const WIDER_THAN_ITS_PLACE = `[...document.querySelectorAll('.gallery-example')]
  .filter((example) => example.scrollWidth > example.clientWidth)
  .map((example) => example.previousElementSibling.textContent)`;
