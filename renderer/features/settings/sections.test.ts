import { describe, expect, it } from 'vitest';
import { SECTIONS, sectionsFound } from './sections.js';

const wordsOf = (key: string) => key.split('.')[1] ?? '';

describe('the search in the settings', () => {
  it.each([
    ['', SECTIONS],
    ['theme', ['appearance']],
    ['  VERSION ', ['about']],
    ['k', ['writing', 'locking', 'privacy', 'identity', 'network']],
    ['nothing like this', []],
  ])('finds by "%s"', (search, found) => {
    expect(sectionsFound(search, wordsOf)).toEqual(found);
  });
});
