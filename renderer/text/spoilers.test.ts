import { describe, expect, it } from 'vitest';
import { beforeHidden, covered } from './spoilers.js';

describe('what is hidden in a text', () => {
  it.each([
    ['It was ||the butler||.', false, 'It was ▒▒▒.'],
    ['||a|| and ||b\nc||', false, '▒▒▒ and ▒▒▒'],
    ['a || b', false, 'a || b'],
    ['It was ||the but', false, 'It was ||the but'],
    ['It was ||the but', true, 'It was ▒▒▒'],
    ['||a|| and ||b', true, '▒▒▒ and ▒▒▒'],
    ['`a || b` or ```\nif (a || b || c)\n```', true, '`a || b` or ```\nif (a || b || c)\n```'],
    ['nothing', true, 'nothing'],
  ])('%j, cut: %j, is shown as %j', (text, isCut, shown) => {
    expect(covered(text, isCut)).toBe(shown);
  });

  it.each([
    ['It was ||the but', 'It was '],
    ['||a|| was ||the|', '||a|| was '],
    ['||a|| was it', '||a|| was it'],
    ['`||` was it', '`||` was it'],
    ['||', '||'],
  ])('and cut off in %j ends it at %j', (cut, end) => {
    expect(beforeHidden(cut)).toBe(end);
  });
});
