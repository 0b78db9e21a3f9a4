import { describe, expect, it } from 'vitest';
import { sendsMessage } from './send-key.js';

const ENTER = {
  ...{ key: 'Enter', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false },
  ...{ isComposing: false, keyCode: 13 },
};

describe('a key', () => {
  it.each([
    ['Enter sends', {}, 'enter', true],
    ['Shift+Enter begins a line', { shiftKey: true }, 'enter', false],
    ['Enter begins a line when Ctrl+Enter sends', {}, 'ctrl-enter', false],
    ['Ctrl+Enter sends', { ctrlKey: true }, 'ctrl-enter', true],
    ['Cmd+Enter sends', { metaKey: true }, 'ctrl-enter', true],
    ['Enter that chooses a character sends nothing', { isComposing: true }, 'enter', false],
    ['Enter that ends a composition sends nothing', { keyCode: 229 }, 'enter', false],
    ['another key sends nothing', { key: 'a' }, 'enter', false],
  ] as const)('%s', (_, changes, sendKey, sends) => {
    expect(sendsMessage({ ...ENTER, ...changes }, sendKey)).toBe(sends);
  });
});
