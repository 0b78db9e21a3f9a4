// The tray, where there is one: opens the window, says what waits to be read, quits.

import { Menu, nativeImage, Tray } from 'electron';
import { trayBitmap } from './tray-image.js';
import type { Words } from './words.js';

const SIZE = 22;

export class AppTray {
  readonly #tray = new Tray(image(false));

  constructor(
    private readonly words: Words['tray'],
    actions: { readonly open: () => void; readonly quit: () => void },
  ) {
    this.#tray.setToolTip('Kith');
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words.open, click: actions.open },
        { label: words.quit, click: actions.quit },
      ]),
    );
    this.#tray.on('click', actions.open);
  }

  showUnread(count: number): void {
    this.#tray.setImage(image(count > 0));
    this.#tray.setToolTip(count > 0 ? `Kith: ${count} ${this.words.unread}` : 'Kith');
  }
}

function image(hasUnread: boolean) {
  return nativeImage.createFromBitmap(trayBitmap(SIZE, hasUnread), { width: SIZE, height: SIZE });
}
