// The one table of keys: the window's handler, the sheet and the palette are made from it.

export const ACTIONS = [
  'palette',
  'addContact',
  'invite',
  'searchList',
  'searchConversation',
  'nextConversation',
  'previousConversation',
  'nextUnread',
  'previousUnread',
  'nthConversation',
  'archive',
  'unarchive',
  'closeConversation',
  'focusComposer',
  'replyOlder',
  'replyNewer',
  'toNewest',
  'attach',
  'emoji',
  'bold',
  'italic',
  'strike',
  'code',
  'spoiler',
  'reply',
  'forward',
  'delete',
  'saveFile',
  'details',
  'transfers',
  'settings',
  'textLarger',
  'textSmaller',
  'textUsual',
  'shortcuts',
  'nextArea',
  'lock',
  'fullLock',
] as const;
export type ActionId = (typeof ACTIONS)[number];

/** In the place of a key: any of these. */
export const ANY_DIGIT = '1–9';

/** Modifiers in the order Mod, Alt, Shift; Mod is Cmd on a Mac and Ctrl elsewhere; then a character or the name of a key. */
export interface Binding {
  readonly keys: string;
  /** What does the same in the desktop app; a browser has uses of its own for it. */
  readonly also?: readonly string[];
  /** What does the same in a browser, which keeps `keys` for itself. */
  readonly inBrowser?: string;
}

const BINDINGS: Readonly<Record<ActionId, Binding>> = {
  palette: { keys: 'Mod+K' },
  addContact: { keys: 'Mod+N', inBrowser: 'Alt+N' },
  invite: { keys: 'Alt+I' },
  searchList: { keys: 'Mod+F' },
  searchConversation: { keys: 'Mod+Shift+F' },
  nextConversation: { keys: 'Alt+ArrowDown', also: ['Mod+Tab', 'Mod+PageDown'] },
  previousConversation: { keys: 'Alt+ArrowUp', also: ['Mod+Shift+Tab', 'Mod+PageUp'] },
  nextUnread: { keys: 'Alt+Shift+ArrowDown' },
  previousUnread: { keys: 'Alt+Shift+ArrowUp' },
  nthConversation: { keys: `Mod+${ANY_DIGIT}`, inBrowser: `Alt+${ANY_DIGIT}` },
  archive: { keys: 'Mod+Shift+A' },
  unarchive: { keys: 'Mod+Shift+U' },
  closeConversation: { keys: 'Mod+Shift+C' },
  focusComposer: { keys: 'Mod+M', also: ['Mod+Shift+T'] },
  replyOlder: { keys: 'Mod+ArrowUp' },
  replyNewer: { keys: 'Mod+ArrowDown' },
  toNewest: { keys: 'Mod+J' },
  attach: { keys: 'Mod+U' },
  emoji: { keys: 'Mod+Shift+J', inBrowser: 'Alt+J' },
  bold: { keys: 'Mod+B' },
  italic: { keys: 'Mod+I' },
  strike: { keys: 'Mod+Shift+X' },
  code: { keys: 'Mod+E' },
  spoiler: { keys: 'Mod+Shift+B', inBrowser: 'Alt+B' },
  reply: { keys: 'Mod+Shift+R', inBrowser: 'Alt+R' },
  forward: { keys: 'Mod+Shift+S' },
  delete: { keys: 'Mod+Shift+D' },
  saveFile: { keys: 'Mod+S' },
  details: { keys: 'Mod+D' },
  transfers: { keys: 'Alt+T' },
  settings: { keys: 'Mod+,' },
  textLarger: { keys: 'Mod++', also: ['Mod+='], inBrowser: 'Alt+=' },
  textSmaller: { keys: 'Mod+-', inBrowser: 'Alt+-' },
  textUsual: { keys: 'Mod+0', inBrowser: 'Alt+0' },
  shortcuts: { keys: 'Mod+/', also: ['F1'] },
  nextArea: { keys: 'F6' },
  lock: { keys: 'Mod+L' },
  fullLock: { keys: 'Alt+L' },
};

/** Not in the palette, which takes the place of what they need: a digit, or the message that has the focus. */
const BY_KEY_ALONE: readonly ActionId[] = [
  'palette',
  'nthConversation',
  'reply',
  'forward',
  'delete',
  'saveFile',
];

export const PALETTE_ACTIONS = ACTIONS.filter((action) => !BY_KEY_ALONE.includes(action));

/** As menus show it. */
export function keysOf(action: ActionId, shell: 'desktop' | 'browser'): string {
  const { keys, inBrowser } = BINDINGS[action];
  return shell === 'browser' ? (inBrowser ?? keys) : keys;
}

export function allKeysOf(action: ActionId, shell: 'desktop' | 'browser'): readonly string[] {
  const { also = [] } = BINDINGS[action];
  return [keysOf(action, shell), ...(shell === 'desktop' ? also : [])];
}

/** As a person reads them. */
export function shownKeys(keys: string, isMac: boolean): string {
  return keys
    .replace('Mod', isMac ? '⌘' : 'Ctrl')
    .replace('ArrowDown', '↓')
    .replace('ArrowUp', '↑');
}

/** As `aria-keyshortcuts` takes them. */
export function ariaKeys(keys: string, isMac: boolean): string {
  return keys.replace('Mod', isMac ? 'Meta' : 'Control');
}
