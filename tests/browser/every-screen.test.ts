// Every screen there is, as its pictures show it: nothing in anybody's way, nothing cut, nothing said in words of no catalogue.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './barriers.js';
import { BrowserStage, hasChromium } from './browser-stage.js';
import { cutTexts, foreignTexts } from './cut-texts.js';
import { wear } from './screenshots/looks.js';
import { speakPseudo } from './screenshots/pseudo-language.js';
import { lostShapes } from './shapes.js';
import { prepareScenes, type Scenes } from './screenshots/scenes.js';
import type { Screen } from './screenshots/screen.js';
import { openAfresh, SCREENS } from './screenshots/screens.js';

const ROOMY = { width: 1180, height: 760 };
const NARROW = { width: 480, height: 760 };
/** What people wrote, emoji are called, and authors of other programs chose. */
const OF_OTHERS =
  '.bubble, .row-said, .avatar, .file-name, .viewer-name, .viewer-stage, .composer textarea, .emoji-cell, .emoji-name, .settings-licence';
/** What people are called and write, where they are, names of keys and languages: the same in every language. */
const OF_PEOPLE =
  /alice\.example|Alice|Bob|Emil|Nora|Henry|Frank|Greta|Gustav|Ivo|Mira|Jonas|Lena|Kith|kith|\d+\.\d+\.\d+\.\d+|Ctrl|Alt|Shift|Enter|Tab|Home|English|AGPL|Chromium|Electron/u;

/** Of a name whose end says what the file is; a pointer that rests on it shows the whole. */
const alsoShortened = '.file-stem';

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
  /** Each person's windows one after the other, and two people at a time. */
  async function onEvery(look: (page: Page, name: string, screen: Screen) => Promise<void>): Promise<void> {
    const people = Object.keys(scenes) as (keyof Scenes)[];
    // Hers are most.
    people.sort((a, b) => Number(b === 'alice') - Number(a === 'alice'));
    const next = async (): Promise<void> => {
      const person = people.shift();
      if (!person) return;
      for (const [name, screen] of Object.entries(SCREENS)) {
        if (screen.scene !== person || screen.size !== undefined) continue;
        await look(scenes[person], name, screen);
        await screen.leave?.(scenes[person]);
      }
      await next();
    };
    await Promise.all([next(), next()]);
  }

  it('has no barrier in either theme, and loses no shape where the system forces its colours', async () => {
    await onEvery(async (page, name, { show }) => {
      await page.setViewportSize(ROOMY);
      await openAfresh(page);
      await show?.(page);
      await wear(page, { theme: 'light', language: 'en' });
      expect.soft(await barriers(page), `${name} light`).toEqual([]);
      expect.soft(await lostShapes(page), `${name} in forced colours`).toEqual([]);
      await wear(page, { theme: 'dark', language: 'en' });
      // Nothing else of a page changes with its theme.
      expect.soft(await barriers(page, 'html', ['color-contrast']), `${name} dark`).toEqual([]);
    });
  }, 180_000);

  it('keeps its shapes where the system forces its colours', async () => {
    const { alice: page } = scenes;
    await page.setViewportSize(ROOMY);
    await page.emulateMedia({ forcedColors: 'active' });
    await openAfresh(page);
    await SCREENS['conversation']?.show?.(page);
    const edges = await page.evaluate<Record<string, string>>(EDGES);
    await page.emulateMedia({ forcedColors: 'none' });
    for (const [what, width] of Object.entries(edges))
      expect(Number.parseFloat(width), what).toBeGreaterThan(0);
  });

  it('says nothing that is in no catalogue, and cuts nothing at 480 pixels and text of twice the size', async () => {
    for (const page of new Set(Object.values(scenes))) await speakPseudo(page);
    await onEvery(async (page, name, { show, isWide }) => {
      if (isWide === true) return;
      await page.setViewportSize(NARROW);
      await wear(page, { theme: 'light', language: 'ru', textSize: 200 });
      await openAfresh(page);
      await show?.(page);
      const foreign = (await foreignTexts(page, OF_OTHERS)).filter((text) => !OF_PEOPLE.test(text));
      expect.soft(foreign, name).toEqual([]);
      expect.soft(await barriers(page, 'html', OF_LAYOUT), `${name} narrow`).toEqual([]);
      expect.soft(await cutTexts(page, { alsoShortened }), name).toEqual([]);
      await page.evaluate("document.documentElement.dir = 'rtl'");
      expect.soft(await cutTexts(page, { alsoShortened }), `${name} from right to left`).toEqual([]);
    });
  }, 180_000);
});

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
