// The menu: what the system expects of every app. What belongs to conversations is in the window.

import { Menu, type MenuItemConstructorOptions, shell } from 'electron';
import type { Words } from './words.js';

export function setAppMenu({ menu: words }: Words, logDir: string): void {
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: words.file,
        submenu: [
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
