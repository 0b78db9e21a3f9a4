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
      detailsWidth: 400,
      areDetailsOpen: true,
    };
    expect(readPreferences(JSON.stringify(chosen))).toEqual(chosen);
  });

  it.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['no object', '7'],
    [
      'values there are not',
      '{"theme":"pink","textSize":1000,"language":"xx","listWidth":"wide","detailsWidth":null,"areDetailsOpen":"yes"}',
    ],
    ['locks there are not', '{"lock":"none","idleMinutes":-1,"lockOnSleep":"no","notices":1}'],
    ['an attack', '{"theme":"</style><script>","accent":"url(x)"}'],
  ])('that are %s are the usual ones', (_, stored) => {
    expect(readPreferences(stored)).toEqual(USUAL);
  });

  it.each([
    ['listWidth', 10, 260],
    ['listWidth', 333.4, 333],
    ['listWidth', 9_000, 420],
    ['detailsWidth', 10, 280],
    ['detailsWidth', 9_000, 480],
  ] as const)('keep a %s of %d pixels between its bounds', (name, width, kept) => {
    expect(readPreferences(JSON.stringify({ [name]: width }))[name]).toBe(kept);
  });
});
