// The screens with files: of who sends them, and of who gets them.

import type { Page } from 'playwright-core';
import { NARROW, openFirst, openRow, overlay, type Screen } from './screen.js';

export const SCREENS_OF_FILES: Readonly<Record<string, Screen>> = {
  files: { scene: 'receiver', show: showFiles },
  'file-offers': { scene: 'receiver', show: showOffers },
  'file-running': { scene: 'receiver', show: showRunning },
  'file-pictures': { scene: 'receiver', show: showPictures },
  'file-players': {
    scene: 'receiver',
    show: async (page) => {
      await showPictures(page);
      await scroll(page, 4_000);
      await page.locator('.jump[data-to=newest]').waitFor({ state: 'detached' });
      await page.locator('.file-film').evaluate(HAS_PICTURE);
    },
  },
  viewer: { scene: 'receiver', show: showViewer },
  attach: { scene: 'sender', show: showSheet },
  'file-sending': { scene: 'sender', show: showRunning },
  'narrow-files': { scene: 'receiver', size: NARROW, show: showFiles },
  'narrow-file-offers': { scene: 'receiver', size: NARROW, show: showOffers },
  'narrow-file-running': { scene: 'receiver', size: NARROW, show: showRunning },
  'narrow-viewer': { scene: 'receiver', size: NARROW, show: showViewer },
  'narrow-attach': { scene: 'sender', size: NARROW, show: showSheet },
};

/** As text: it runs in the page. */
const HAS_PICTURE = `(film) =>
  film.readyState > 1 || new Promise((go) => film.addEventListener('loadeddata', go, { once: true }))`;

async function showFiles(page: Page): Promise<void> {
  await overlay(page, 'Alt+t');
  await page.locator('.transfers-list .file-bar').first().waitFor();
}

async function showOffers(page: Page): Promise<void> {
  await openFirst(page);
  await drawn(page, '.file-thumbnail');
}

/** The one that is paused, and the one that runs below it. */
async function showRunning(page: Page): Promise<void> {
  await openFirst(page);
  await drawn(page, '.file-thumbnail, .file-picture img');
  await scroll(page, -4_000);
  await page.locator('.jump[data-to=newest]').waitFor();
}

async function scroll(page: Page, byPixels: number): Promise<void> {
  await page.locator('.history-scroller').hover();
  await page.mouse.wheel(0, byPixels);
}

async function showPictures(page: Page): Promise<void> {
  await openRow(page, 1);
  await page.locator('.file-sound').waitFor();
  await drawn(page, '.file-picture img');
}

async function showViewer(page: Page): Promise<void> {
  await showPictures(page);
  await page.locator('.file-picture').first().click();
  await drawn(page, '.viewer-stage img');
}

/** Above the composer it says that something is attached, and shows it. */
async function showSheet(page: Page): Promise<void> {
  await openFirst(page);
  await page.locator('.strip .button').last().click();
  await page.locator('.attach-stopped').waitFor();
}

/** Every picture in it that has to be read first. */
async function drawn(page: Page, pictures: string): Promise<void> {
  await page.locator(pictures).first().waitFor();
  await page.locator(pictures).evaluateAll('(all) => Promise.all(all.map((picture) => picture.decode()))');
}
