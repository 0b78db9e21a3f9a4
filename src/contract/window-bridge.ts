// What the preload puts into the window's page, and what the desktop app tells it. No schema here: the preload stays small.

import type { WindowRequest } from './window-requests.js';

/**
 * What the system's keyring does for the passphrase. absent: there is none. off, on: whether it keeps it. opening: the node is
 * being opened with what it kept. outdated: that was no longer the passphrase, and is forgotten. unreadable: it gave nothing.
 */
export type KeyringState = 'absent' | 'off' | 'on' | 'opening' | 'outdated' | 'unreadable';

/** What the system around the app offers now; the window draws no control that would do nothing. */
export interface Surroundings {
  /** Somebody shows notifications. */
  readonly notify: boolean;
  /** The app's icon can bear a count. */
  readonly badge: boolean;
  /** Kith may enter itself among what starts with the session. */
  readonly autostart: boolean;
  /** Somebody shows a tray; the window hides there when it is closed. */
  readonly tray: boolean;
  /** What closing the window does where there is no tray. */
  readonly whenClosed: WhenClosed;
}
export type WhenClosed = 'ask' | 'quit' | 'minimize';

/** session-lost: the node's process ended; ports do not tell everywhere. */
export type WindowEvent =
  | { readonly type: 'session-lost' }
  | { readonly type: 'link'; readonly link: string }
  /** Before the first session, and whenever it changes. */
  | { readonly type: 'keyring'; readonly state: KeyringState }
  /** The same. */
  | { readonly type: 'surroundings'; readonly are: Surroundings }
  | { readonly type: 'notification-clicked'; readonly tag: string; readonly messageId: string | undefined }
  /** Nobody touched the machine for as long as the window asked, or it is about to sleep. */
  | { readonly type: 'away'; readonly because: 'idle' | 'sleep' };

/** Under this name in the window's global scope, in the desktop app only. */
export const WINDOW_BRIDGE = 'kithDesktop';
/** `data` of the window message that brings a session's port. */
export const SESSION_MESSAGE = 'kith-session';

/** All the window gets of the privileged process. */
export interface WindowBridge {
  request(request: WindowRequest): Promise<boolean>;
  /**
   * Tells the node where a `File` of the page lies, under an id the page chose; the page does not learn it. False: it lies
   * nowhere on the disk, as a picture from the clipboard, or the node cannot read it.
   */
  handOver(id: string, file: unknown): Promise<boolean>;
  /** Lets the owner choose one; null: they did not. */
  chooseFolder(): Promise<string | null>;
  /** Called once. What happened before waits for it. */
  onEvent(listener: (event: WindowEvent) => void): void;
}
