// How the window is worn in pictures, changed while it is open, as another window of the same browser would.

import type { Page } from 'playwright-core';

export interface Look {
  readonly theme: 'light' | 'dark';
  readonly language: string;
  /** Percent. */
  readonly textSize?: number;
  readonly density?: 'compact';
}

export async function wear(page: Page, look: Look): Promise<void> {
  const preferences = JSON.stringify({ textSize: 100, ...look });
  // As text: this runs in the page.
  await page.evaluate(`
    localStorage.setItem('kith.preferences', '${preferences}');
    dispatchEvent(new StorageEvent('storage', { key: 'kith.preferences', newValue: '${preferences}' }));
  `);
  await page.locator(`html[data-theme=${look.theme}][lang=${look.language}]`).waitFor();
  // Letters of the language may have to be read first, and what was drawn meanwhile is drawn again.
  await page.evaluate('document.fonts.ready.then(() => new Promise(requestAnimationFrame))');
}
