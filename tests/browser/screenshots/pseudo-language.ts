// A window that speaks the pseudo-language where it would speak Russian: the product has no switch for it.

import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

const ENGLISH = new URL('../../../../renderer/locales/en.json', import.meta.url);
const RUSSIAN = /\/assets\/ru-[^/]+\.js$/u;
/** Compiled from `renderer/words/pseudo.ts`; the renderer is no part of the programs that drive it. */
const PSEUDO = new URL('../../../renderer/words/pseudo.js', import.meta.url);

/** From the next load of the page on. */
export async function speakPseudo(page: Page): Promise<void> {
  const { pseudoCatalogue } = (await import(PSEUDO.href)) as {
    pseudoCatalogue: (catalogue: object) => object;
  };
  const english = JSON.parse(await readFile(ENGLISH, 'utf8')) as object;
  const body = `export default ${JSON.stringify(inRussianForms(pseudoCatalogue(english)))}`;
  await page.route(RUSSIAN, (route) => route.fulfill({ contentType: 'text/javascript', body }));
}

/** Russian counts in more forms than English has. */
function inRussianForms(catalogue: object): object {
  const entries = Object.entries(catalogue) as [string, object | string][];
  return Object.fromEntries(
    entries.flatMap(([key, value]): [string, object | string][] => {
      if (typeof value !== 'string') return [[key, inRussianForms(value)]];
      const other = /^(.*)_other$/u.exec(key)?.[1];
      return other === undefined
        ? [[key, value]]
        : ['few', 'many', 'other'].map((form) => [`${other}_${form}`, value]);
    }),
  );
}
