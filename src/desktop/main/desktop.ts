// The app while it runs: one window, the host of the node, and what passes between them and the system.

import { join } from 'node:path';
import {
  app,
  type BrowserWindow,
  dialog,
  type MessagePortMain,
  powerMonitor,
  safeStorage,
  session,
} from 'electron';
import type { WindowEvent } from '../../contract/window-bridge.js';
import { childRuntime } from '../node-host/child-runtime.js';
import type { HostState } from '../node-host/host-machine.js';
import { NodeHost } from '../node-host/node-host.js';
import { utilityRuntime } from '../node-host/utility-runtime.js';
import { electronPipe } from '../relay/electron-pipe.js';
import { Absence } from './absence.js';
import { setAppMenu } from './app-menu.js';
import { serveApp } from './app-protocol.js';
import { AppMedia } from './app-media.js';
import { AppSession } from './app-session.js';
import { AppTray } from './app-tray.js';
import { appAutostart } from './app-autostart.js';
import type { Autostart } from './autostart.js';
import { deepLinkIn, LINK_SCHEME } from './deep-link.js';
import { KeptPassphrase } from './kept-passphrase.js';
import { bringBack, openMainWindow } from './main-window.js';
import { nodePlace } from './node-place.js';
import { askAboutTrouble } from './node-trouble.js';
import { Notices } from './notices.js';
import type { DesktopStart } from './start-arguments.js';
import { systemKeyring } from './system-keyring.js';
import { isTrayShown } from './tray-host.js';
import { serveWindow, tellWindow } from './window-bridge.js';
import { whenWindowCloses } from './window-close.js';
import { recallWindow, rememberWindow } from './window-memory.js';
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
  readonly #session: AppSession;
  readonly #media: AppMedia;
  readonly #logDir: string;
  readonly #notices: Notices;
  readonly #autostart: Autostart;
  readonly #passphrase: KeptPassphrase;
  #absence: Absence | undefined;
  #words: Words = wordsFor('en');
  #tray: AppTray | undefined;
  #isQuitting = false;
  #window: BrowserWindow | undefined;
  /** Brought before there was a page to take it. */
  #link: string | undefined;
  #isPageThere = false;

  constructor(private readonly options: DesktopOptions) {
    const { start, home } = options;
    this.#logDir = join(home, 'log');
    this.#link = start.link;
    const { chosen, entry } = nodePlace();
    this.#host = new NodeHost({
      runtime: chosen ? childRuntime(chosen, entry, electronPipe) : utilityRuntime(entry),
      start: { home, flags: start.flags },
      clock: { now: () => Date.now(), after },
      onChange: (state) => {
        this.#nodeChanged(state);
      },
    });
    this.#sessions = new WindowSessions(this.#host);
    this.#session = new AppSession(this.#host, (state, isBroken) => {
      this.#passphrase.nodeIs(state, isBroken);
    });
    this.#media = new AppMedia(this.#session);
    this.#autostart = appAutostart(start);
    this.#passphrase = new KeptPassphrase({
      file: join(app.getPath('userData'), 'passphrase.json'),
      keyring: systemKeyring(safeStorage, process.platform),
      onChange: (state) => {
        this.#tell({ type: 'keyring', state });
      },
    });
    this.#notices = new Notices((clicked) => {
      this.bringBack();
      this.#tell({ type: 'notification-clicked', tag: clicked.tag, messageId: clicked.messageId });
    });
  }

  /** Once, when Electron is ready. */
  async open(): Promise<void> {
    this.#words = wordsFor(app.getLocale());
    serveApp(join(app.getAppPath(), 'dist', 'window'), this.#media);
    denyPermissions(session.defaultSession);
    setAppMenu(this.#words, {
      logDir: this.#logDir,
      // Where nothing is open there is nothing to lock.
      onFullLock: () => void this.#session.lock().catch(() => undefined),
    });
    app.on('before-quit', (event) => {
      this.#isQuitting = true;
      this.#stopNodeFirst(event);
    });
    // From a working copy it would be Electron itself that the system starts for a link.
    if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
    this.#host.start({ isOffline: false });
    this.#absence = new Absence(powerMonitor, every, (because) => {
      this.#tell({ type: 'away', because });
    });
    if (await isTrayShown(process.platform)) this.#openTray();
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
      memoryFile: this.#memoryFile(),
      // Without a tray nothing would bring it back.
      isHidden: this.options.start.isHidden && this.#tray !== undefined,
    });
    this.#window = window;
    serveWindow(window, {
      words: this.#words,
      connect: () => {
        this.#pageIsThere();
        return this.#sessions.connect(window);
      },
      notify: (notice) => this.#notices.show(notice),
      withdraw: (tag) => {
        this.#notices.withdraw(tag);
      },
      withdrawAll: () => {
        this.#notices.withdrawAll();
      },
      watchIdle: (afterMs) => {
        this.#absence?.watch(afterMs);
      },
      autostart: (change) => {
        if (change !== 'ask') this.#autostart.set(change === 'on');
        return this.#autostart.isOn();
      },
      handOver: (file) => this.#host.handOver(file),
      savedPlace: async (transferId) => (await this.#session.client.call('savedPlace', { transferId })).path,
      keepPassphrase: (passphrase) => this.#passphrase.keep(passphrase),
      forgetPassphrase: () => this.#passphrase.forget(),
      showUnread: (count) => {
        this.#tray?.showUnread(count);
        return app.setBadgeCount(count);
      },
    });
    window.on('close', (event) => {
      this.#closing(event, window);
    });
    window.on('closed', () => {
      this.#window = undefined;
      app.quit();
    });
  }

  #openTray(): void {
    this.#tray = new AppTray(this.#words.tray, {
      open: () => {
        this.bringBack();
      },
      quit: () => {
        app.quit();
      },
    });
  }

  #closing(event: { preventDefault(): void }, window: BrowserWindow): void {
    const chosen = recallWindow(this.#memoryFile()).whenClosed;
    const does = whenWindowCloses({
      isQuitting: this.#isQuitting,
      hasTray: this.#tray !== undefined,
      chosen,
    });
    if (does === 'quit') return;
    event.preventDefault();
    if (does === 'hide') window.hide();
    else if (does === 'minimize') window.minimize();
    else void this.#askHowToClose(window);
  }

  async #askHowToClose(window: BrowserWindow): Promise<void> {
    const { question, meaning, quit, minimize, cancel } = this.#words.closing;
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: question,
      detail: meaning,
      buttons: [quit, minimize, cancel],
      cancelId: 2,
      noLink: true,
    });
    const whenClosed = (['quit', 'minimize'] as const)[response];
    if (!whenClosed) return;
    rememberWindow(this.#memoryFile(), { ...recallWindow(this.#memoryFile()), whenClosed });
    window.close();
  }

  #memoryFile(): string {
    return join(app.getPath('userData'), 'window.json');
  }

  #openLink(link: string): void {
    if (this.#isPageThere) this.#tell({ type: 'link', link });
    else this.#link = link;
  }

  /** Its first request shows that it hears what it is told. */
  #pageIsThere(): void {
    this.#isPageThere = true;
    this.#tell({ type: 'keyring', state: this.#passphrase.state });
    if (this.#link !== undefined) this.#tell({ type: 'link', link: this.#link });
    this.#link = undefined;
  }

  #tell(event: WindowEvent): void {
    if (this.#window) tellWindow(this.#window, event);
  }

  #nodeChanged(state: HostState): void {
    if (state.phase === 'running' || state.phase === 'attached') this.#session.follow();
    // Its window learns that the node is being opened before it learns that it is locked.
    if (state.phase === 'running') void this.#passphrase.open(this.#session);
    this.#sessions.nodeChanged();
    if (state.phase === 'waiting' || state.phase === 'halted') {
      this.#session.lost();
      this.#tell({ type: 'session-lost' });
    }
    if (state.phase === 'halted') {
      void askAboutTrouble(state, {
        words: this.#words,
        home: this.options.home,
        logDir: this.#logDir,
        window: () => this.#window,
        start: (how) => {
          this.#host.start(how);
        },
      });
    }
    if (state.phase === 'stopped') app.exit();
  }

  /** The node closes its store and says goodbye to others before the app ends. */
  #stopNodeFirst(event: { preventDefault(): void }): void {
    if (this.#host.state.phase === 'stopped') return;
    event.preventDefault();
    this.#host.stop();
  }
}

function after(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => {
    clearTimeout(timer);
  };
}

function every(ms: number, act: () => void): () => void {
  const timer = setInterval(act, ms);
  return () => {
    clearInterval(timer);
  };
}
