// The menu: what the system expects of every app, and the full lock. What belongs to conversations is in the window.

import { Menu, type MenuItemConstructorOptions, shell } from 'electron';
import type { Words } from './words.js';

export interface MenuOptions {
  readonly logDir: string;
  /** Also behind the lock of the screen, and where the page does not answer. */
  readonly onFullLock: () => void;
}

export function setAppMenu({ menu: words }: Words, { logDir, onFullLock }: MenuOptions): void {
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: words.file,
        submenu: [
          { id: 'full-lock', label: words.fullLock, click: onFullLock },
          separator,
          { role: 'close', label: words.close },
          { role: 'quit', label: words.quit },
        ],
      },
      {
        label: words.edit,
        submenu: [
          { role: 'undo', label: words.undo },
          { role: 'redo', label: words.redo },
          separator,
          { role: 'cut', label: words.cut },
          { role: 'copy', label: words.copy },
          { role: 'paste', label: words.paste },
          { role: 'selectAll', label: words.selectAll },
        ],
      },
      {
        label: words.view,
        submenu: [
          { role: 'togglefullscreen', label: words.fullScreen },
          { role: 'minimize', label: words.minimize },
        ],
      },
      {
        label: words.help,
        submenu: [{ label: words.logFolder, click: () => void shell.openPath(logDir) }],
      },
    ]),
  );
}
