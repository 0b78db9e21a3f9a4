import { useSyncExternalStore } from 'react';
import { type Dates, datesIn } from './dates.js';
import { currentLanguage, onLanguage, words } from './language.js';

export interface Words {
  readonly t: typeof words;
  readonly language: string;
  readonly dates: Dates;
}

/** Texts and dates in the chosen language; the component is drawn again when that changes. */
export function useWords(): Words {
  const language = useSyncExternalStore(onLanguage, currentLanguage);
  return { t: words, language, dates: datesIn(localeOf(language)) };
}

/** The machine's own variant of the language decides about dates: 20:05 in London, 8:05 PM in New York. */
function localeOf(language: string): string {
  return navigator.languages.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}
