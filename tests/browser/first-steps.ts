// What everybody does first, with whichever window.

import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** From the first screen to the empty list. */
export async function createIdentity(page: Page, name: string, passphrase: string): Promise<void> {
  await page.getByLabel('Your name').and(page.locator(':focus')).waitFor();
  await page.keyboard.type(name);
  expect(await page.getByLabel('Your name').inputValue()).toBe(name);
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('Once more').fill('seven other words');
  await page.getByText('The two are not the same yet').waitFor();
  expect(await page.getByRole('button', { name: 'Create my identity' }).isDisabled()).toBe(true);
  await page.getByLabel('Once more').fill(passphrase);
  await page.getByRole('button', { name: 'Create my identity' }).click();
  await page.getByText('This is your fingerprint').waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Nobody here yet').waitFor();
}
