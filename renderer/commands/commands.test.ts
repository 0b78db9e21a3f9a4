import { describe, expect, it } from 'vitest';
import { ACTIONS, allKeysOf, ariaKeys, keysOf, shownKeys } from './bindings.js';
import { actionOf } from './match-key.js';

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false };
const LINUX = { shell: 'desktop', isMac: false } as const;

describe('the table of keys', () => {
  it.each(['desktop', 'browser'] as const)('has no keys twice (%s)', (shell) => {
    const all = ACTIONS.flatMap((action) => allKeysOf(action, shell));
    expect(new Set(all).size).toBe(all.length);
  });

  it('has another way wherever a browser keeps the keys for itself', () => {
    const reserved = /^Mod\+(?:Shift\+)?(?:[NTW+=\-0]|Tab|PageUp|PageDown|1–9)$/u;
    expect(ACTIONS.filter((action) => reserved.test(keysOf(action, 'browser')))).toEqual([]);
  });

  it.each([
    ['Mod+K', false, 'Ctrl+K'],
    ['Mod+K', true, '⌘+K'],
    ['Mod+Enter', true, '⌘+Enter'],
    ['Alt+Shift+ArrowDown', false, 'Alt+Shift+↓'],
  ])('shows %s (on a Mac: %s) as %s', (keys, isMac, shown) => {
    expect(shownKeys(keys, isMac)).toBe(shown);
  });

  it.each([
    [false, 'Control+Shift+A'],
    [true, 'Meta+Shift+A'],
  ])('names its keys to a screen reader (on a Mac: %s) as %s', (isMac, named) => {
    expect(ariaKeys('Mod+Shift+A', isMac)).toBe(named);
  });
});

describe('a key', () => {
  it.each([
    ['Ctrl+K', { key: 'k', code: 'KeyK', ctrlKey: true }, 'palette'],
    ['Ctrl+Shift+F', { key: 'F', code: 'KeyF', ctrlKey: true, shiftKey: true }, 'searchConversation'],
    [
      'Ctrl+Shift+F on a Russian layout',
      { key: 'А', code: 'KeyF', ctrlKey: true, shiftKey: true },
      'searchConversation',
    ],
    ['Ctrl+F', { key: 'f', code: 'KeyF', ctrlKey: true }, 'searchList'],
    ['Ctrl+Tab', { key: 'Tab', code: 'Tab', ctrlKey: true }, 'nextConversation'],
    ['Ctrl+Shift+Tab', { key: 'Tab', code: 'Tab', ctrlKey: true, shiftKey: true }, 'previousConversation'],
    ['Ctrl+Page Up', { key: 'PageUp', code: 'PageUp', ctrlKey: true }, 'previousConversation'],
    ['Ctrl+7', { key: '7', code: 'Digit7', ctrlKey: true }, 'nthConversation'],
    ['Ctrl+0', { key: '0', code: 'Digit0', ctrlKey: true }, 'textUsual'],
    [
      'Ctrl and plus, which takes Shift',
      { key: '+', code: 'Equal', ctrlKey: true, shiftKey: true },
      'textLarger',
    ],
    ['Ctrl and minus', { key: '-', code: 'Minus', ctrlKey: true }, 'textSmaller'],
    ['F1', { key: 'F1', code: 'F1' }, 'shortcuts'],
    [
      'Ctrl+/ on a layout that types it with Shift',
      { key: '/', code: 'Digit7', ctrlKey: true, shiftKey: true },
      'shortcuts',
    ],
    ['Ctrl+K with Caps Lock', { key: 'K', code: 'KeyK', ctrlKey: true }, 'palette'],
    ['Ctrl+K on a Russian layout', { key: 'л', code: 'KeyK', ctrlKey: true }, 'palette'],
    ['Ctrl+K on Dvorak, which types K elsewhere', { key: 'k', code: 'KeyV', ctrlKey: true }, 'palette'],
    ['what stands at K on Dvorak', { key: 't', code: 'KeyK', ctrlKey: true }, undefined],
    [
      'Ctrl+/ on a Russian layout, which types a dot there',
      { key: '.', code: 'Slash', ctrlKey: true },
      'shortcuts',
    ],
    ['what stands at / on a German layout', { key: '-', code: 'Slash', ctrlKey: true }, 'textSmaller'],
    ['Ctrl+, on a Russian layout', { key: 'б', code: 'Comma', ctrlKey: true }, 'settings'],
    ['Alt+Shift+Down', { key: 'ArrowDown', code: 'ArrowDown', altKey: true, shiftKey: true }, 'nextUnread'],
    ['Alt+Down', { key: 'ArrowDown', code: 'ArrowDown', altKey: true }, 'nextConversation'],
    ['K alone', { key: 'k', code: 'KeyK' }, undefined],
    ['a key of an input method', { key: 'k', code: 'KeyK', ctrlKey: true, isComposing: true }, undefined],
    ['Cmd+K where there is Ctrl', { key: 'k', code: 'KeyK', metaKey: true }, undefined],
  ])('%s', (_, pressed, action) => {
    expect(actionOf({ ...NONE, ...pressed }, LINUX)).toBe(action);
  });

  it('of a browser has its variant', () => {
    const pressed = { ...NONE, key: 'n', code: 'KeyN', altKey: true };
    expect(actionOf(pressed, { shell: 'browser', isMac: false })).toBe('addContact');
    expect(actionOf(pressed, LINUX)).toBeUndefined();
    const help = { ...NONE, key: 'F1', code: 'F1' };
    expect(actionOf(help, { shell: 'browser', isMac: false })).toBeUndefined();
  });
});
