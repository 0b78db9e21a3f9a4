// Dialogs of the system, at the edge to it: they wait for an answer, and what would be opened or saved is noted.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { expect } from 'vitest';
import { STEP_MS } from './app-stage.js';

export interface Box {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

interface Noted {
  readonly boxes: Box[];
  readonly opened: string[];
  answer(response: number): void;
}

/** A module for `AppStart.before`, written into `dir`. @param savedTo what the owner chooses whenever asked where to save */
export async function dialogModule(dir: string, savedTo = ''): Promise<string> {
  const file = join(dir, 'dialogs.cjs');
  await writeFile(
    file,
    `const { dialog, shell } = require('electron');
     const noted = { boxes: [], opened: [], answer: () => undefined };
     Object.assign(globalThis, { noted });
     Object.assign(dialog, {
       showMessageBox: (...given) => {
         noted.boxes.push(given.at(-1));
         return new Promise((resolve) => {
           noted.answer = (response) => resolve({ response });
         });
       },
       showSaveDialog: () => Promise.resolve({ filePath: ${JSON.stringify(savedTo)} }),
     });
     Object.assign(shell, {
       openPath: (path) => {
         noted.opened.push(path);
         return Promise.resolve('');
       },
     });`,
  );
  return file;
}

/** The dialogs so far, as soon as there are so many. */
export async function boxes(app: ElectronApplication, count: number): Promise<readonly Box[]> {
  const seen = () => app.evaluate(() => (globalThis as unknown as { noted: Noted }).noted.boxes);
  await expect.poll(async () => (await seen()).length, { timeout: STEP_MS }).toBe(count);
  return seen();
}

export function answer(app: ElectronApplication, response: number): Promise<void> {
  return app.evaluate((_, chosen) => {
    (globalThis as unknown as { noted: Noted }).noted.answer(chosen);
  }, response);
}

/** Paths that were opened outside. */
export function openedPaths(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => (globalThis as unknown as { noted: Noted }).noted.opened);
}
