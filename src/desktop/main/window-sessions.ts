// Hands the window the port of a new session as soon as a node runs to take the other end.

import { type BrowserWindow, MessageChannelMain, type MessagePortMain } from 'electron';
import type { NodeHost } from '../node-host/node-host.js';
import { SESSION_CHANNEL } from './bridge-channel.js';

export class WindowSessions {
  #waiting: { readonly window: BrowserWindow; readonly answer: (wasDone: boolean) => void } | undefined;

  constructor(private readonly host: NodeHost<MessagePortMain>) {}

  /** False when the window asked again, as it does after a reload, or is gone. */
  connect(window: BrowserWindow): Promise<boolean> {
    this.#waiting?.answer(false);
    return new Promise((answer) => {
      this.#waiting = { window, answer };
      this.nodeChanged();
    });
  }

  /** To be called whenever the node may have become ready. */
  nodeChanged(): void {
    if (!this.#waiting) return;
    const { window, answer } = this.#waiting;
    const { port1, port2 } = new MessageChannelMain();
    if (!window.isDestroyed() && !this.host.connect(port1)) return;
    this.#waiting = undefined;
    // From here on main does not see the port again.
    if (!window.isDestroyed()) window.webContents.postMessage(SESSION_CHANNEL, null, [port2]);
    answer(!window.isDestroyed());
  }
}
