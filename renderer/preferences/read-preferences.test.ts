import { describe, expect, it } from 'vitest';
import { readPreferences } from './read-preferences.js';

const USUAL = readPreferences(null);

describe('stored preferences', () => {
  it('are read back', () => {
    const chosen = {
      ...USUAL,
      theme: 'dark',
      accent: 'plum',
      language: 'ru',
      textSize: 150,
      lockOnSleep: false,
      listWidth: 300,
    };
    expect(readPreferences(JSON.stringify(chosen))).toEqual(chosen);
  });

  it.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['no object', '7'],
    ['values there are not', '{"theme":"pink","textSize":1000,"language":"xx","listWidth":"wide"}'],
    ['locks there are not', '{"lock":"none","idleMinutes":-1,"lockOnSleep":"no","notices":1}'],
    ['an attack', '{"theme":"</style><script>","accent":"url(x)"}'],
  ])('that are %s are the usual ones', (_, stored) => {
    expect(readPreferences(stored)).toEqual(USUAL);
  });

  it.each([
    [10, 260],
    [333.4, 333],
    [9_000, 420],
  ])('keep a list of %d pixels between its bounds', (listWidth, kept) => {
    expect(readPreferences(JSON.stringify({ listWidth })).listWidth).toBe(kept);
  });
});
