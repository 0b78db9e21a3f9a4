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
  new MutationObserver((changes) => {
    const region = document.querySelector('[data-arrivals]');
    if (!region || !changes.some(({ target }) => region.contains(target))) return;
    const said = window.saidArrivals;
    if (said.at(-1) !== region.textContent) said.push(region.textContent);
  }).observe(document, { childList: true, subtree: true, characterData: true });
`;
