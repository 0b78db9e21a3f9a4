// npm run screenshots [folder]: every screen, light and dark, in English and in Russian, as real nodes show it.

import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { BrowserStage } from '../browser-stage.js';
import { SCREENS } from './screens.js';
import { prepareScenes } from './scenes.js';

const LOOKS = (['en', 'ru'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((theme) => ({ language, theme })),
);

const folder = resolve(process.argv[2] ?? 'dist/screenshots');
await mkdir(folder, { recursive: true });
const stage = await BrowserStage.open();
try {
  const scenes = await prepareScenes(stage);
  for (const [name, screen] of Object.entries(SCREENS)) {
    const page = scenes[screen.scene];
    await page.setViewportSize(screen.size ?? { width: 1180, height: 760 });
    for (const look of LOOKS) {
      await choose(page, look);
      await screen.show?.(page);
      await page.screenshot({ path: join(folder, `${name}-${look.theme}-${look.language}.png`) });
    }
    process.stdout.write(`${name}\n`);
  }
} finally {
  await stage.clear();
}

async function choose(page: Page, look: (typeof LOOKS)[number]): Promise<void> {
  // As text: this runs in the page.
  await page.evaluate(`localStorage.setItem('kith.preferences', '${JSON.stringify(look)}')`);
  await page.reload();
  await page.waitForLoadState('networkidle');
}
