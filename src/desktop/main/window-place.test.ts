import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Rectangle, windowPlace } from './window-place.js';

const MAIN: Rectangle = { x: 0, y: 24, width: 1_920, height: 1_056 };
const RIGHT: Rectangle = { x: 1_920, y: 0, width: 1_280, height: 1_024 };

describe('the place of the window', () => {
  it('is the middle of the main screen at first', () => {
    expect(windowPlace(undefined, [MAIN, RIGHT])).toEqual({ x: 410, y: 172, width: 1_100, height: 760 });
  });

  it.each([
    ['on the main screen', { x: 100, y: 100, width: 900, height: 700 }],
    ['on another screen', { x: 2_000, y: 10, width: 900, height: 700 }],
    ['half outside, but within reach', { x: -700, y: 900, width: 900, height: 700 }],
  ])('stays where it was %s', (_, place) => {
    expect(windowPlace(place, [MAIN, RIGHT])).toEqual(place);
  });

  it.each([
    ['on a screen that is gone', { x: 2_000, y: 10, width: 900, height: 700 }],
    ['above the screen, where its title cannot be reached', { x: 100, y: -40, width: 900, height: 700 }],
    ['below the screen', { x: 100, y: 1_070, width: 900, height: 700 }],
    ['beside the screen but for a sliver', { x: 1_830, y: 100, width: 900, height: 700 }],
  ])('is the middle again when it was %s', (_, place) => {
    expect(windowPlace(place, [MAIN])).toEqual({ x: 510, y: 202, width: 900, height: 700 });
  });

  it('shrinks to a smaller screen, and never below what can be used', () => {
    const small: Rectangle = { x: 0, y: 0, width: 1_024, height: 300 };
    expect(windowPlace({ x: 0, y: 0, width: 1_900, height: 900 }, [small])).toMatchObject({
      width: 1_024,
      height: 400,
    });
  });

  it('can be taken hold of, wherever it was', () => {
    const coordinate = fc.integer({ min: -5_000, max: 5_000 });
    const length = fc.integer({ min: 1, max: 5_000 });
    fc.assert(
      fc.property(
        fc.record({ x: coordinate, y: coordinate, width: length, height: length }),
        (remembered) => {
          const { x, y, width } = windowPlace(remembered, [MAIN, RIGHT]);
          const isInReach = [MAIN, RIGHT].some(
            (screen) =>
              Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x) >= 120 &&
              y >= screen.y &&
              y + 32 <= screen.y + screen.height,
          );
          expect(isInReach).toBe(true);
        },
      ),
    );
  });
});
