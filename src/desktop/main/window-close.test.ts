import { describe, expect, it } from 'vitest';
import { whenWindowCloses } from './window-close.js';

const CLOSED = { isQuitting: false, hasTray: false, chosen: undefined };

describe('closing the window', () => {
  it.each([
    ['asks where nothing would be left of it', {}, 'ask'],
    ['does what the owner said', { chosen: 'quit' }, 'quit'],
    ['does what the owner said', { chosen: 'minimize' }, 'minimize'],
    ['leaves the tray', { hasTray: true }, 'hide'],
    [
      'leaves the tray, which was not there when the owner was asked',
      { hasTray: true, chosen: 'quit' },
      'hide',
    ],
    ['never keeps the app from quitting', { isQuitting: true, hasTray: true, chosen: 'minimize' }, 'quit'],
  ] as const)('%s', (_, given, does) => {
    expect(whenWindowCloses({ ...CLOSED, ...given })).toBe(does);
  });
});
