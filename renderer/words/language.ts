// Every text of the window comes from a catalogue, in the language the owner chose.

import i18next from 'i18next';
import en from '../locales/en.json' with { type: 'json' };

export const LANGUAGES = ['en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

type Join<Prefix extends string, Key extends string> = Prefix extends '' ? Key : `${Prefix}.${Key}`;
type Leaves<Tree, Prefix extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? Join<Prefix, WithoutPlural<Key>>
    : Leaves<Tree[Key], Join<Prefix, Key>>;
}[keyof Tree & string];
type WithoutPlural<Key extends string> = Key extends `${infer Stem}_${'one' | 'few' | 'many' | 'other'}`
  ? Stem
  : Key;

/** The name of a text in the catalogues; texts with plural forms are named without the form. */
export type WordKey = Leaves<typeof en>;
export type WordParams = Readonly<Record<string, string | number>>;

const instance = i18next.createInstance();
void instance.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  // React escapes; a catalogue never becomes HTML.
  interpolation: { escapeValue: false },
  initAsync: false,
});

let wanted = 'en';

/** Resolves when its texts are there; English always is, others are read when they are spoken. */
export async function setLanguage(language: string): Promise<void> {
  wanted = language;
  if (language === 'ru' && !instance.hasResourceBundle('ru', 'translation')) {
    const ru = await import('../locales/ru.json', { with: { type: 'json' } });
    addLanguage('ru', ru.default);
  }
  // Another one may have been chosen meanwhile.
  if (wanted === language) await instance.changeLanguage(language);
}

/** A catalogue beside the built-in ones. */
export function addLanguage(language: string, catalogue: object): void {
  instance.addResourceBundle(language, 'translation', catalogue);
}

export function currentLanguage(): string {
  return instance.language;
}

export function onLanguage(listener: () => void): () => void {
  instance.on('languageChanged', listener);
  return () => {
    instance.off('languageChanged', listener);
  };
}

export function words(key: WordKey, params: WordParams = {}): string {
  const marked = Object.entries(params).map(([name, value]) => [name, withMark(value)] as const);
  const text = instance.t(key, Object.fromEntries(marked));
  return text.includes(STOP) ? text.replaceAll(`${STOP}.`, '').replaceAll(STOP, '') : text;
}

/** Stands behind a value that ends in a full stop, "in 5 min." for instance: it ends the sentence too. No catalogue holds it. */
const STOP = '\u{F8FE}';

function withMark(value: string | number): string | number {
  return typeof value === 'string' && value.endsWith('.') ? `${value}${STOP}` : value;
}

/** The language of the machine as far as there is a catalogue for it. */
export function languageOf(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const known = LANGUAGES.find((language) => tag.toLowerCase().startsWith(language));
    if (known) return known;
  }
  return 'en';
}
