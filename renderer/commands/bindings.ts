// The one table of keys: the window's handler, the sheet and the palette are made from it.

export const ACTIONS = [
  'palette',
  'addContact',
  'invite',
  'searchConversation',
  'searchList',
  'nextConversation',
  'previousConversation',
  'nextUnread',
  'previousUnread',
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
  'details',
  'transfers',
  'settings',
  'shortcuts',
  'nextArea',
  'lock',
  'fullLock',
] as const;
export type ActionId = (typeof ACTIONS)[number];

/** Modifiers in the order Mod, Alt, Shift; Mod is Cmd on a Mac and Ctrl elsewhere; then a character or the name of a key. */
export interface Binding {
  readonly keys: string;
  /** What does the same in a browser, which keeps `keys` for itself. */
  readonly inBrowser?: string;
}

export const BINDINGS: Readonly<Record<ActionId, Binding>> = {
  palette: { keys: 'Mod+K' },
  addContact: { keys: 'Mod+N', inBrowser: 'Alt+N' },
  invite: { keys: 'Alt+I' },
  searchConversation: { keys: 'Mod+F' },
  searchList: { keys: 'Mod+Shift+F' },
  nextConversation: { keys: 'Alt+ArrowDown' },
  previousConversation: { keys: 'Alt+ArrowUp' },
  nextUnread: { keys: 'Alt+Shift+ArrowDown' },
  previousUnread: { keys: 'Alt+Shift+ArrowUp' },
  focusComposer: { keys: 'Mod+M' },
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
  details: { keys: 'Mod+D' },
  transfers: { keys: 'Alt+T' },
  settings: { keys: 'Mod+,' },
  shortcuts: { keys: 'Mod+/' },
  nextArea: { keys: 'F6' },
  lock: { keys: 'Mod+L' },
  fullLock: { keys: 'Alt+L' },
};

export function keysOf(action: ActionId, shell: 'desktop' | 'browser'): string {
  const { keys, inBrowser } = BINDINGS[action];
  return shell === 'browser' ? (inBrowser ?? keys) : keys;
}

/** As a person reads them. */
export function shownKeys(keys: string, isMac: boolean): string {
  return keys
    .replace('Mod', isMac ? '⌘' : 'Ctrl')
    .replace('ArrowDown', '↓')
    .replace('ArrowUp', '↑');
}
