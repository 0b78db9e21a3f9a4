// Answers the window's requests: only of the app's own page in its main frame, only what the list of requests allows.

import { type BrowserWindow, clipboard, dialog, ipcMain, type IpcMainInvokeEvent, shell } from 'electron';
import type { WhenClosed, WindowEvent } from '../../contract/window-bridge.js';
import { handedFile, type WindowRequest, windowRequest } from '../../contract/window-requests.js';
import type { Notice } from './notices.js';
import type { HandedFile } from '../node-process/node-messages.js';
import { isAppAddress } from './app-address.js';
import { BRIDGE_CHANNEL, FILE_CHANNEL, FOLDER_CHANNEL } from './bridge-channel.js';
import { saveMade } from './made-files.js';
import { outsideLink } from './outside-link.js';
import { showSaved } from './saved-files.js';
import type { Words } from './words.js';

/** What the parts of the app outside the window do when the window asks. */
export interface BridgeServices {
  /** In the language of now. */
  readonly words: () => Words;
  speak(language: 'en' | 'ru'): void;
  whenClosed(does: WhenClosed): void;
  /** Resolves when the port of a new session has left, or with false when the window has asked anew. */
  connect(window: BrowserWindow): Promise<boolean>;
  notify(notice: Notice): boolean;
  withdraw(tag: string): void;
  withdrawAll(): void;
  watchIdle(afterMs: number): void;
  /** How it is afterwards. */
  autostart(change: 'on' | 'off' | 'ask'): boolean;
  /** False: the keyring did not take it. */
  keepPassphrase(passphrase: string): boolean;
  forgetPassphrase(): boolean;
  showUnread(count: number): boolean;
  /** Where the node saved a file that arrived; rejects where it did not. */
  savedPlace(transferId: string): Promise<string>;
  /** Whether the node took it. */
  handOver(file: HandedFile): Promise<boolean>;
}

/** Takes the bar in the taskbar away. */
const NO_BAR = -1;

export function serveWindow(window: BrowserWindow, services: BridgeServices): void {
  ipcMain.removeHandler(BRIDGE_CHANNEL);
  ipcMain.handle(BRIDGE_CHANNEL, async (event, message: unknown) => {
    const request = windowRequest.safeParse(message);
    if (!isOwnPage(event, window) || !request.success) return false;
    return answer(request.data, window, services);
  });
  ipcMain.removeHandler(FILE_CHANNEL);
  ipcMain.handle(FILE_CHANNEL, (event, message: unknown) => {
    const file = handedFile.safeParse(message);
    return isOwnPage(event, window) && file.success && services.handOver(file.data);
  });
  ipcMain.removeHandler(FOLDER_CHANNEL);
  ipcMain.handle(FOLDER_CHANNEL, (event) => (isOwnPage(event, window) ? chooseFolder(window) : null));
  // The page that drew the bar is gone, behind a lock or by a crash.
  window.webContents.on('did-navigate', () => {
    window.setProgressBar(NO_BAR);
  });
}

export function tellWindow(window: BrowserWindow, event: WindowEvent): void {
  if (!window.isDestroyed()) window.webContents.send(BRIDGE_CHANNEL, event);
}

function isOwnPage({ sender, senderFrame }: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  if (window.isDestroyed() || sender !== window.webContents) return false;
  return senderFrame !== null && senderFrame === sender.mainFrame && isAppAddress(senderFrame.url);
}

async function answer(
  request: WindowRequest,
  window: BrowserWindow,
  services: BridgeServices,
): Promise<boolean> {
  switch (request.type) {
    case 'connect':
      return services.connect(window);
    case 'copy':
      await clipboard.writeText(request.text);
      return true;
    case 'save':
      return saveMade(request, {
        choose: (name) => choosePlace(name, window),
        refuse: () => dialog.showMessageBox(window, { type: 'error', message: services.words().notSaved }),
      });
    case 'open-link':
      return openOutside(request.url, window, services.words());
    case 'notify':
      return services.notify(request);
    case 'withdraw':
      services.withdraw(request.tag);
      return true;
    case 'withdraw-all':
      services.withdrawAll();
      return true;
    case 'watch-idle':
      services.watchIdle(request.afterMs);
      return true;
    case 'autostart':
      return services.autostart(request.change);
    case 'keep-passphrase':
      return services.keepPassphrase(request.passphrase);
    case 'forget-passphrase':
      return services.forgetPassphrase();
    case 'show-in-folder':
    case 'open-file':
      return showSaved(request, { place: (id) => services.savedPlace(id), system: shell });
    case 'when-closed':
      services.whenClosed(request.does);
      return true;
    case 'language':
      services.speak(request.language);
      return true;
    case 'progress':
      window.setProgressBar(request.share ?? NO_BAR);
      return true;
    case 'unread':
      return services.showUnread(request.count);
  }
}

/** Where a file of this name shall be saved. */
async function choosePlace(name: string, window: BrowserWindow): Promise<string | undefined> {
  const { filePath } = await dialog.showSaveDialog(window, { defaultPath: name });
  return filePath === '' ? undefined : filePath;
}

async function chooseFolder(window: BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openDirectory', 'createDirectory'],
  });
  return filePaths[0] ?? null;
}

async function openOutside(url: string, window: BrowserWindow, { link: words }: Words): Promise<boolean> {
  const link = outsideLink(url);
  if (!link) return false;
  const page = new AbortController();
  const pageEnds = (): void => {
    page.abort();
  };
  // The lock begins the page anew; what a message said must not stand before it.
  window.webContents.once('did-navigate', pageEnds);
  const { response } = await dialog.showMessageBox(window, {
    signal: page.signal,
    type: 'question',
    message: words.question,
    detail: `${link.destination}\n\n${link.url}`,
    buttons: [words.open, words.cancel],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  window.webContents.off('did-navigate', pageEnds);
  if (response !== 0 || page.signal.aborted) return false;
  await shell.openExternal(link.url);
  return true;
}
