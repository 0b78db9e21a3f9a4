// Every screen there is, as its pictures show it: nothing in anybody's way, nothing cut, nothing said in words of no catalogue.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './barriers.js';
import { BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { cutTexts, foreignTexts } from './cut-texts.js';
import { wear } from './screenshots/looks.js';
import { speakPseudo } from './screenshots/pseudo-language.js';
import { lostShapes } from './shapes.js';
import { prepareScenes, type Scenes } from './screenshots/scenes.js';
import type { Screen } from './screenshots/screen.js';
import { openAfresh, SCREENS } from './screenshots/screens.js';

const ROOMY = { width: 1180, height: 760 };
const NARROW = { width: 480, height: 760 };
const HUGE = { width: 3440, height: 1440 };
/** What people wrote, emoji are called, and authors of other programs chose. */
const OF_OTHERS =
  '.bubble, .row-said, .avatar, .file-name, .viewer-name, .viewer-stage, .composer textarea, .emoji-cell, .emoji-name, .settings-licence';
/** What people are called and write, where they are, names of keys and languages: the same in every language. */
const OF_PEOPLE =
  /alice\.example|Alice|Bob|Emil|Nora|Henry|Frank|Greta|Gustav|Ivo|Mira|Jonas|Lena|Kith|kith|\d+\.\d+\.\d+\.\d+|Ctrl|Alt|Shift|Enter|Tab|Home|English|AGPL|Chromium|Electron/u;

/** What of a page depends on how much room it has. */
const OF_LAYOUT = [
  'target-size',
  'scrollable-region-focusable',
  'nested-interactive',
  'button-name',
  'link-name',
  'label',
  'aria-hidden-focus',
  'aria-input-field-name',
  'aria-toggle-field-name',
];

describe.skipIf(!hasChromium('every screen in a real browser'))('every screen', () => {
  let stage: BrowserStage;
  let scenes: Scenes;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    scenes = await prepareScenes(stage);
  }, 240_000);
  afterAll(() => stage.clear());

  it('keeps its shapes where the system forces its colours', async () => {
    const { page } = scenes.alice;
    await page.emulateMedia({ forcedColors: 'active' });
    await SCREENS['conversation']?.show?.(page);
    const edges = await page.evaluate<Record<string, string>>(EDGES);
    await page.emulateMedia({ forcedColors: 'none' });
    for (const [what, width] of Object.entries(edges))
      expect(Number.parseFloat(width), what).toBeGreaterThan(0);
  });

  it('stands in nobody’s way, is cut at no size, and says nothing that is in no catalogue', async () => {
    const screens = Object.entries(SCREENS).filter(([, { size }]) => size === undefined);
    // Hers are most, and are looked at in two windows; everybody else's in the one they have.
    const others = Object.values(scenes).filter((person) => person !== scenes.alice);
    const lane = async (windows: readonly Person[]): Promise<void> => {
      for (const { page, node } of windows) {
        await speakPseudo(page);
        for (let next = take(node); next; next = take(node)) await lookAt(page, ...next);
      }
    };
    const take = (node: Person['node']): [string, Screen] | undefined => {
      const at = screens.findIndex(([, { scene }]) => scenes[scene].node === node);
      return at < 0 ? undefined : screens.splice(at, 1)[0];
    };
    await Promise.all([lane([scenes.alice]), lane([...others, await stage.another(scenes.alice)])]);
  }, 300_000);
});

/** One page load for all of it: what is open stays open while the window changes its dress and its size. */
async function lookAt(page: Page, name: string, { show, leave, isWide }: Screen): Promise<void> {
  await page.setViewportSize(ROOMY);
  await wear(page, { theme: 'light', language: 'ru' });
  await openAfresh(page);
  await show?.(page);
  const isCovered = await hasOverlay(page);
  expect.soft(await barriers(page), `${name} light`).toEqual([]);
  expect.soft(await lostShapes(page), `${name} in forced colours`).toEqual([]);
  await wear(page, { theme: 'dark', language: 'ru' });
  // Nothing else of a page changes with its theme.
  expect.soft(await barriers(page, 'html', ['color-contrast']), `${name} dark`).toEqual([]);
  await wear(page, { theme: 'light', language: 'ru', textSize: 80, density: 'compact' });
  expect.soft(await cutTexts(page), `${name} small and compact`).toEqual([]);
  await page.setViewportSize(HUGE);
  await wear(page, { theme: 'light', language: 'ru' });
  expect.soft(await cutTexts(page), `${name} ultra-wide`).toEqual([]);
  if (isWide !== true) await lookAtNarrow(page, name);
  expect.soft(await hasOverlay(page), `whether something is open over ${name} at the end`).toBe(isCovered);
  await leave?.(page);
}

async function lookAtNarrow(page: Page, name: string): Promise<void> {
  await page.setViewportSize(NARROW);
  await wear(page, { theme: 'light', language: 'ru', textSize: 200 });
  const foreign = (await foreignTexts(page, OF_OTHERS)).filter((text) => !OF_PEOPLE.test(text));
  expect.soft(foreign, name).toEqual([]);
  expect.soft(await barriers(page, 'html', OF_LAYOUT), `${name} narrow`).toEqual([]);
  expect.soft(await cutTexts(page), `${name} narrow`).toEqual([]);
  await page.evaluate("document.documentElement.dir = 'rtl'");
  expect.soft(await cutTexts(page), `${name} from right to left`).toEqual([]);
}

async function hasOverlay(page: Page): Promise<boolean> {
  return (await page.locator('[role=dialog], [role=menu]').count()) > 0;
}

/** Widths of what sets things apart when backgrounds are all the same; the row is the chosen one, and the composer has the focus. */
const EDGES = `(() => {
  const style = (selector) => getComputedStyle(document.querySelector(selector));
  return {
    bubble: style('.bubble').borderTopWidth,
    row: style('.row[aria-current=page]').outlineWidth,
    button: style('.request .button').borderTopWidth,
    composer: style('.composer-field').borderTopWidth,
  };
})()`;
