// The app while it runs: one window, the host of the node, and what passes between them and the system.

import { join } from 'node:path';
import { app, type BrowserWindow, type MessagePortMain, session } from 'electron';
import { childRuntime } from '../node-host/child-runtime.js';
import type { HostState } from '../node-host/host-machine.js';
import { NodeHost } from '../node-host/node-host.js';
import type { NodeRuntime } from '../node-host/node-runtime.js';
import { utilityRuntime } from '../node-host/utility-runtime.js';
import { electronPipe } from '../relay/electron-pipe.js';
import { setAppMenu } from './app-menu.js';
import { serveApp } from './app-protocol.js';
import { deepLinkIn } from './deep-link.js';
import { bringBack, openMainWindow } from './main-window.js';
import { askAboutTrouble } from './node-trouble.js';
import type { DesktopStart } from './start-arguments.js';
import { serveWindow, tellWindow } from './window-bridge.js';
import { denyPermissions } from './window-policy.js';
import { WindowSessions } from './window-sessions.js';
import { wordsFor, type Words } from './words.js';

export interface DesktopOptions {
  readonly start: DesktopStart;
  readonly home: string;
}

export class Desktop {
  readonly #host: NodeHost<MessagePortMain>;
  readonly #sessions: WindowSessions;
  readonly #logDir: string;
  #words: Words = wordsFor('en');
  #window: BrowserWindow | undefined;
  /** Brought before there was a window to take it. */
  #link: string | undefined;

  constructor(private readonly options: DesktopOptions) {
    const { start, home } = options;
    this.#logDir = join(home, 'log');
    this.#link = start.link;
    this.#host = new NodeHost({
      runtime: nodeRuntime(),
      start: { home, flags: start.flags },
      clock: { now: () => Date.now(), after },
      onChange: (state) => {
        this.#nodeChanged(state);
      },
    });
    this.#sessions = new WindowSessions(this.#host);
  }

  /** Once, when Electron is ready. */
  open(): void {
    this.#words = wordsFor(app.getLocale());
    serveApp(join(app.getAppPath(), 'dist', 'window'));
    denyPermissions(session.defaultSession);
    setAppMenu(this.#words, this.#logDir);
    app.on('before-quit', (event) => {
      this.#stopNodeFirst(event);
    });
    this.#host.start({ isOffline: false });
    this.#openWindow();
  }

  /** For whatever asks for the app while it runs: a second start, a link, a notification. */
  bringBack(link?: string): void {
    if (link !== undefined && deepLinkIn([link]) !== undefined) this.#openLink(link);
    if (this.#window) bringBack(this.#window);
  }

  #openWindow(): void {
    const window = openMainWindow({
      preload: join(app.getAppPath(), 'dist', 'desktop', 'preload.cjs'),
      memoryFile: join(app.getPath('userData'), 'window.json'),
      isHidden: this.options.start.isHidden,
    });
    this.#window = window;
    serveWindow(window, {
      words: this.#words,
      connect: () => this.#sessions.connect(window),
      notify: () => false,
      withdraw: () => undefined,
      showUnread: () => false,
    });
    window.on('closed', () => {
      this.#window = undefined;
      app.quit();
    });
    if (this.#link !== undefined) this.#openLink(this.#link);
  }

  #openLink(link: string): void {
    if (this.#window) tellWindow(this.#window, { type: 'link', link });
    else this.#link = link;
  }

  #nodeChanged(state: HostState): void {
    this.#sessions.nodeChanged();
    if (state.phase === 'waiting' || state.phase === 'halted') this.#sessionLost();
    if (state.phase === 'halted') {
      void askAboutTrouble(state, {
        words: this.#words,
        logDir: this.#logDir,
        window: () => this.#window,
        start: (how) => {
          this.#host.start(how);
        },
      });
    }
    if (state.phase === 'stopped') app.exit();
  }

  #sessionLost(): void {
    if (this.#window) tellWindow(this.#window, { type: 'session-lost' });
  }

  /** The node closes its store and says goodbye to others before the app ends. */
  #stopNodeFirst(event: { preventDefault(): void }): void {
    if (this.#host.state.phase === 'stopped') return;
    event.preventDefault();
    this.#host.stop();
  }
}

/** KITH_NODE_RUNTIME names a Node.js to run the node on, for debugging; a packaged app does not listen to it. */
function nodeRuntime(): NodeRuntime<MessagePortMain> {
  const entry = join(app.getAppPath(), 'dist', 'src', 'desktop', 'node-process', 'main.js');
  const chosen = app.isPackaged ? undefined : process.env['KITH_NODE_RUNTIME'];
  return chosen ? childRuntime(chosen, entry, electronPipe) : utilityRuntime(entry);
}

function after(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => {
    clearTimeout(timer);
  };
}
