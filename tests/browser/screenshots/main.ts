// npm run screenshots [folder]: every screen, light and dark, in English and in Russian, as real nodes show it; and in a language
// that shows what is cut off and what comes from no catalogue.

import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { BrowserStage } from '../browser-stage.js';
import { wear } from './looks.js';
import { speakPseudo } from './pseudo-language.js';
import type { Screen } from './screen.js';
import { openAfresh, SCREENS } from './screens.js';
import { prepareScenes, type Scenes } from './scenes.js';

const ROOMY = { width: 1180, height: 760 };
const THEMES = ['light', 'dark'] as const;

const folder = resolve(process.argv[2] ?? 'dist/screenshots');
await mkdir(folder, { recursive: true });
const stage = await BrowserStage.open();
try {
  const scenes = await prepareScenes(stage);
  // Each person's windows one after the other, and two people at a time.
  const people = Object.keys(scenes) as (keyof Scenes)[];
  const next = async (): Promise<void> => {
    const scene = people.shift();
    if (!scene) return;
    await photograph(scenes[scene].page, scene);
    await next();
  };
  await Promise.all([next(), next()]);
} finally {
  await stage.clear();
}

async function photograph(page: Page, scene: keyof Scenes): Promise<void> {
  const screens = Object.entries(SCREENS).filter(([, screen]) => screen.scene === scene);
  for (const [name, screen] of screens) await shoot(page, name, screen, ['en', 'ru']);
  await speakPseudo(page);
  for (const [name, screen] of screens) await shoot(page, name, screen, ['pseudo']);
}

async function shoot(page: Page, name: string, screen: Screen, languages: readonly string[]): Promise<void> {
  await page.setViewportSize(screen.size ?? ROOMY);
  await openAfresh(page);
  await screen.show?.(page);
  for (const language of languages) {
    for (const theme of THEMES) {
      await wear(page, { theme, language: language === 'pseudo' ? 'ru' : language });
      await page.screenshot({ path: join(folder, `${name}-${theme}-${language}.png`) });
    }
  }
  await screen.leave?.(page);
  process.stdout.write(`${name} ${languages.join(' ')}\n`);
}
