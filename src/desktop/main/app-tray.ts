// The tray, where there is one: opens the window, says what waits to be read, quits.

import { Menu, nativeImage, Tray } from 'electron';
import { trayBitmap } from './tray-image.js';
import type { Words } from './words.js';

const SIZE = 22;

export class AppTray {
  readonly #tray = new Tray(image(false));
  #unread: number;

  /** @param unread what waits to be read: nobody says it again to a tray that comes later */
  constructor(
    private words: Words['tray'],
    unread: number,
    private readonly actions: { readonly open: () => void; readonly quit: () => void },
  ) {
    this.#unread = unread;
    this.speak(words);
    this.#tray.on('click', actions.open);
  }

  speak(words: Words['tray']): void {
    this.words = words;
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words.open, click: this.actions.open },
        { label: words.quit, click: this.actions.quit },
      ]),
    );
    this.showUnread(this.#unread);
  }

  close(): void {
    this.#tray.destroy();
  }

  showUnread(count: number): void {
    this.#unread = count;
    this.#tray.setImage(image(count > 0));
    this.#tray.setToolTip(count > 0 ? `Kith: ${count} ${this.words.unread}` : 'Kith');
  }
}

function image(hasUnread: boolean) {
  return nativeImage.createFromBitmap(trayBitmap(SIZE, hasUnread), { width: SIZE, height: SIZE });
}
