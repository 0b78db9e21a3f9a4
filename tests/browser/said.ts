// What the page says to a screen reader when something arrives.

import type { Page } from 'playwright-core';

/** From the next page on. Reloads. */
export async function recordArrivals(page: Page): Promise<void> {
  await page.addInitScript(RECORD);
  await page.reload();
}

/** In their order, each with the silence behind it. */
export function saidArrivals(page: Page): Promise<readonly string[]> {
  return page.evaluate('window.saidArrivals');
}

/** As text: it runs in the page. */
const RECORD = `
  window.saidArrivals = [];
  const before = new Map();
  new MutationObserver(() => {
    // What a region said and says again, nobody hears.
    for (const region of document.querySelectorAll('[data-arrivals]')) {
      if (region.textContent !== (before.get(region) ?? '')) saidArrivals.push(region.textContent);
      before.set(region, region.textContent);
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
`;
