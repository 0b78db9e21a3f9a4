// Preferences become attributes of the page, now and at every change of theirs or of the machine's.

import { languageOf, setLanguage } from '../words/language.js';
import { preferences } from './preferences.js';
import type { Preferences } from './read-preferences.js';

const USUAL_SIZE_PX = 16;

/** Resolves when the first language is there. */
export function followPreferences(): Promise<void> {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => applyTo(document.documentElement, preferences.getState(), dark.matches);
  const again = () => void apply();
  dark.addEventListener('change', again);
  preferences.subscribe(again);
  return apply();
}

function applyTo(page: HTMLElement, chosen: Preferences, isMachineDark: boolean): Promise<void> {
  const isDark = chosen.theme === 'dark' || (chosen.theme === 'system' && isMachineDark);
  const language = chosen.language ?? languageOf(navigator.languages);
  page.dataset['theme'] = isDark ? 'dark' : 'light';
  page.dataset['accent'] = chosen.accent;
  page.dataset['density'] = chosen.density;
  page.style.setProperty('--root-size', `${String((USUAL_SIZE_PX * chosen.textSize) / 100)}px`);
  page.style.setProperty('--list-width', `${String(chosen.listWidth / USUAL_SIZE_PX)}rem`);
  page.style.setProperty('--details-width', `${String(chosen.detailsWidth / USUAL_SIZE_PX)}rem`);
  page.lang = language;
  return setLanguage(language);
}
