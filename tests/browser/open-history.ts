import type { Locator, Page } from 'playwright-core';

/** The list of messages in the conversation that is open, in a window that speaks English. */
export function historyOf(page: Page): Locator {
  return page.getByRole('list', { name: /^Messages with/u });
}
