// Carries out what closing the window means, with what is there at that moment.

import { app, type BrowserWindow, dialog } from 'electron';
import type { WhenClosed } from '../../contract/window-bridge.js';
import type { TrayWatch } from './tray-host.js';
import { whenWindowCloses } from './window-close.js';
import { recallWindow, rememberWindow } from './window-memory.js';
import type { Words } from './words.js';

export interface ClosingOptions {
  readonly window: BrowserWindow;
  readonly tray: Pick<TrayWatch, 'look'>;
  readonly memoryFile: string;
  readonly words: () => Words;
  /** The app is ending, by its menu or with the system's session. */
  readonly isQuitting: () => boolean;
  /** The owner has answered what is remembered. */
  readonly answered: () => void;
}

export class WindowClosing {
  #isUnderWay = false;

  constructor(private readonly options: ClosingOptions) {}

  /** Once at a time. */
  async close(): Promise<void> {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    try {
      await this.#close();
    } finally {
      this.#isUnderWay = false;
    }
  }

  async #close(): Promise<void> {
    const { window, tray, memoryFile } = this.options;
    // Who showed the tray when the app began may have left.
    const hasTray = await tray.look();
    const chosen = recallWindow(memoryFile).whenClosed;
    const does = whenWindowCloses({ isQuitting: this.options.isQuitting(), hasTray, chosen });
    this.#do(does === 'ask' ? await this.#ask() : does, window);
  }

  #do(does: 'quit' | 'hide' | 'minimize' | 'nothing', window: BrowserWindow): void {
    if (does === 'quit') app.quit();
    else if (does === 'hide') window.hide();
    else if (does === 'minimize') window.minimize();
  }

  async #ask(): Promise<Exclude<WhenClosed, 'ask'> | 'nothing'> {
    const { window, memoryFile, words, answered } = this.options;
    const { question, meaning, quit, minimize, cancel } = words().closing;
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: question,
      detail: meaning,
      buttons: [quit, minimize, cancel],
      cancelId: 2,
      noLink: true,
    });
    const whenClosed = (['quit', 'minimize'] as const)[response];
    if (!whenClosed) return 'nothing';
    rememberWindow(memoryFile, { whenClosed });
    answered();
    return whenClosed;
  }
}
