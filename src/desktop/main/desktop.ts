// The app while it runs: one window, the host of the node, and what passes between them and the system.

import { join } from 'node:path';
import {
  app,
  type BrowserWindow,
  type MessagePortMain,
  Notification,
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
import { lookAround } from './surroundings.js';
import { isTrayShown, TrayWatch } from './tray-host.js';
import { serveWindow, tellWindow } from './window-bridge.js';
import { WindowClosing } from './window-closing.js';
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
  readonly #trayWatch: TrayWatch;
  #absence: Absence | undefined;
  #offers = { notify: false, badge: false, autostart: false };
  #words: Words = wordsFor('en');
  #tray: AppTray | undefined;
  /** As the window last said. */
  #unread = 0;
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
    this.#trayWatch = new TrayWatch({
      isShown: () => isTrayShown(process.platform),
      every,
      changed: (isShown) => {
        this.#trayChanged(isShown);
      },
      lost: () => {
        this.bringBack();
      },
    });
    this.#notices = new Notices((clicked) => {
      this.bringBack();
      this.#tell({ type: 'notification-clicked', tag: clicked.tag, messageId: clicked.messageId });
    });
  }

  /** Once, when Electron is ready. */
  async open(): Promise<void> {
    this.#words = wordsFor(recallWindow(this.#memoryFile()).language ?? app.getLocale());
    serveApp(join(app.getAppPath(), 'dist', 'window'), this.#media);
    denyPermissions(session.defaultSession);
    this.#setMenu();
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
    const facts = {
      platform: process.platform,
      makesNotices: Notification.isSupported(),
      takesBadge: app.setBadgeCount(0),
      canAutostart: this.#autostart.isPossible(),
    };
    [this.#offers] = await Promise.all([lookAround(facts), this.#trayWatch.look()]);
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
      isHidden: this.options.start.isHidden && this.#trayWatch.isShown,
    });
    this.#window = window;
    this.#keepReachable(window);
    serveWindow(window, {
      words: () => this.#words,
      speak: (language) => {
        this.#speak(language);
      },
      whenClosed: (does) => {
        rememberWindow(this.#memoryFile(), { whenClosed: does === 'ask' ? undefined : does });
        this.#tellSurroundings();
      },
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
        this.#unread = count;
        this.#tray?.showUnread(count);
        return app.setBadgeCount(count);
      },
    });
  }

  /** Closed or hidden, the window can be had back, or the app quits. */
  #keepReachable(window: BrowserWindow): void {
    const closing = new WindowClosing({
      window,
      tray: this.#trayWatch,
      memoryFile: this.#memoryFile(),
      words: () => this.#words,
      isQuitting: () => this.#isQuitting,
      answered: () => {
        this.#tellSurroundings();
      },
    });
    window.on('close', (event) => {
      if (this.#isQuitting) return;
      event.preventDefault();
      void closing.close();
    });
    window.on('closed', () => {
      this.#window = undefined;
      app.quit();
    });
    window.on('hide', () => {
      this.#trayWatch.windowHidden();
    });
    window.on('show', () => {
      this.#trayWatch.windowShown();
    });
    if (!window.isVisible()) this.#trayWatch.windowHidden();
  }

  #trayChanged(isShown: boolean): void {
    if (isShown) this.#openTray();
    else this.#tray?.close();
    if (!isShown) this.#tray = undefined;
    this.#tellSurroundings();
  }

  #tellSurroundings(): void {
    const whenClosed = recallWindow(this.#memoryFile()).whenClosed ?? 'ask';
    this.#tell({
      type: 'surroundings',
      are: { ...this.#offers, tray: this.#trayWatch.isShown, whenClosed },
    });
  }

  /** As the window does, from now on and at the next start. */
  #speak(language: 'en' | 'ru'): void {
    rememberWindow(this.#memoryFile(), { language });
    this.#words = wordsFor(language);
    this.#setMenu();
    this.#tray?.speak(this.#words.tray);
  }

  #setMenu(): void {
    setAppMenu(this.#words, {
      logDir: this.#logDir,
      // Where nothing is open there is nothing to lock.
      onFullLock: () => void this.#session.lock().catch(() => undefined),
    });
  }

  #openTray(): void {
    this.#tray = new AppTray(this.#words.tray, this.#unread, {
      open: () => {
        this.bringBack();
      },
      quit: () => {
        app.quit();
      },
    });
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
    this.#tellSurroundings();
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
