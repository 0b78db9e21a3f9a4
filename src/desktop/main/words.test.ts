import { describe, expect, it } from 'vitest';
import { wordsFor } from './words.js';

/** Every word by its place in the catalogue. */
function leaves(value: object, path = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]: [string, object | string]) =>
    typeof inner === 'string'
      ? [[`${path}${key}`, inner] as [string, string]]
      : leaves(inner, `${path}${key}.`),
  );
}

describe('the words of menus and dialogs', () => {
  it('are there in both languages', () => {
    const [english, russian] = [leaves(wordsFor('en-GB')), leaves(wordsFor('ru'))];
    expect(russian.map(([place]) => place)).toEqual(english.map(([place]) => place));
    for (const [place, words] of russian) expect(words, place).toMatch(/[а-яё]/iu);
    for (const [place, words] of english) expect(words, place).toMatch(/^[^а-яё]+$/iu);
  });

  it.each(['ru', 'ru-RU', 'RU_ru'])('are Russian for %s', (locale) => {
    expect(wordsFor(locale).menu.quit).toBe('Выйти из Kith');
  });

  it.each(['en', 'de-DE', '', 'rup'])('are English for "%s"', (locale) => {
    expect(wordsFor(locale).menu.quit).toBe('Quit Kith');
  });
});
