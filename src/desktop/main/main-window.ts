// The one window: opened where it was, always on a screen, without any right in its page but the bridge.

import { app, BrowserWindow, screen } from 'electron';
import { APP_PAGE } from './app-address.js';
import { isTestBuild } from './node-place.js';
import { recallWindow, rememberWindow } from './window-memory.js';
import { SMALLEST, windowPlace } from './window-place.js';

export interface MainWindowOptions {
  readonly preload: string;
  readonly memoryFile: string;
  readonly isHidden: boolean;
}

/** Nobody takes such a build for the real one. */
const TEST_TITLE = 'Kith (test runtime)';

export function openMainWindow({ preload, memoryFile, isHidden }: MainWindowOptions): BrowserWindow {
  const memory = recallWindow(memoryFile);
  const window = new BrowserWindow({
    ...windowPlace(memory.place, screens()),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: isTestBuild() ? TEST_TITLE : 'Kith',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      // Electron's defaults today, and this app's whatever they become.
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  if (memory.isMaximized) window.maximize();
  window.once('ready-to-show', () => {
    if (!isHidden) window.show();
  });
  const remember = (): void => {
    rememberWindow(memoryFile, { place: window.getNormalBounds(), isMaximized: window.isMaximized() });
  };
  window.on('close', remember);
  // Once the node has stopped, the app exits without closing the window.
  app.on('before-quit', () => {
    if (!window.isDestroyed()) remember();
  });
  if (isTestBuild()) {
    window.on('page-title-updated', (event) => {
      event.preventDefault();
    });
  }
  reloadWhenCrashed(window);
  void window.loadURL(APP_PAGE);
  return window;
}

const RELOADS = 3;
const RELOADS_WITHIN_MS = 60_000;

/** Nothing is lost with a page: the node has it all. One that crashes again and again waits for its owner. */
function reloadWhenCrashed(window: BrowserWindow): void {
  let crashes: readonly number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const now = Date.now();
    crashes = [...crashes.filter((at) => now - at < RELOADS_WITHIN_MS), now];
    if (crashes.length <= RELOADS) window.webContents.reload();
  });
}

/** Shown, in front, and on a screen that exists now. */
export function bringBack(window: BrowserWindow): void {
  if (window.webContents.isCrashed()) window.webContents.reload();
  if (window.isMinimized()) window.restore();
  if (!window.isMaximized()) window.setBounds(windowPlace(window.getBounds(), screens()));
  window.show();
  window.focus();
}

function screens() {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  return [main, ...others].map(({ workArea }) => workArea);
}
