// What a screen of the pictures is, and the steps that lead to most of them.

import type { Page } from 'playwright-core';
import type { Scenes } from './scenes.js';

export interface Screen {
  readonly scene: keyof Scenes;
  readonly size?: { readonly width: number; readonly height: number };
  /** Needs more room than one area. */
  readonly isWide?: boolean;
  /** From the first screen of a window that has just been opened. */
  readonly show?: (page: Page) => Promise<void>;
  /** Takes back what would be seen on others. */
  readonly leave?: (page: Page) => Promise<void>;
}

export const NARROW = { width: 480, height: 760 };

export async function press(page: Page, keys: string): Promise<void> {
  await page.keyboard.press(keys);
}

export async function overlay(page: Page, keys: string): Promise<void> {
  await press(page, keys);
  await page.getByRole('dialog').waitFor();
}

export function openFirst(page: Page): Promise<void> {
  return openRow(page, 0);
}

export async function openRow(page: Page, index: number): Promise<void> {
  await page.locator('.row').nth(index).click();
  await page.locator('.composer textarea').waitFor();
  await page.locator('.history-row, .history-empty').first().waitFor();
}
