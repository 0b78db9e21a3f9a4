// What the window needs of the program around it. Everything else is the contract.

import type { FaceTransport } from '../../src/contract/transport.js';
import type { KeyringState, Surroundings, WhenClosed } from '../../src/contract/window-bridge.js';
import type { Language } from '../words/language.js';

export interface Shell {
  /** The desktop app, or a page of `kith node --ui`. */
  readonly kind: 'desktop' | 'browser';
  /** What this shell can do; a control that needs more is not drawn. */
  readonly can: Readonly<Record<'noticeSleep' | 'folders', boolean>>;
  /** Undefined in a browser, which lets a page do nothing of that. */
  readonly surroundings: ShellSurroundings | undefined;
  /** A new contract session. @throws ShellRefusal when there is no way to get one without the owner's help */
  connect(): Promise<FaceTransport>;
  /** Rejects when it could not. */
  copyText(text: string): Promise<void>;
  /** Lets the owner choose where to keep a file; false when it is not kept, which they know. */
  saveFile(file: { readonly name: string; readonly content: Blob }): Promise<boolean>;
  /**
   * Tells the node where a file that was dropped, pasted or chosen lies on the disk, under this id; the page never learns it.
   * False: it lies nowhere, or that cannot be told, and its bytes have to go over.
   */
  handOver(id: string, file: File): Promise<boolean>;
  /** Carries the bytes of a file that was begun beside the session; undefined where the session carries them itself. */
  readonly carry: CarryFile | undefined;
  /** Lets the owner choose a folder; undefined: they did not. */
  chooseFolder(): Promise<string | undefined>;
  /** Has the browser save a file that arrived as it saves everything; undefined where a folder is chosen instead. */
  readonly download: ((transferId: string) => void) | undefined;
  /** A file that was saved: in its folder, or with its program if its kind can do no harm. False: neither was possible. */
  showSaved(transferId: string, how: 'open' | 'in-folder'): Promise<boolean>;
  /** How far the files under way are together, 0 to 1; undefined: none is. */
  setProgress(share: number | undefined): void;
  /** Opens a checked https, http or mailto address outside the window. The window showed the whole host before. */
  openLink(url: string): void;
  /** Shows a notification, replacing one with the same tag. */
  notify(notification: ShellNotification): void;
  withdrawNotification(tag: string): void;
  withdrawAllNotifications(): void;
  /** What was clicked before anybody listened comes at once. */
  onNotificationClick(listener: (clicked: NotificationSubject) => void): () => void;
  /** The owner has touched nothing for `idleMs` (0: however long), or the machine is about to sleep, where that can be told. */
  onAway(idleMs: number, listener: (because: 'idle' | 'sleep') => void): () => void;
  /** Whether the program starts with the system's session; given a value, from now on. */
  autostart(isOn?: boolean): Promise<boolean>;
  /** Undefined where this shell reaches none. */
  readonly keyring: ShellKeyring | undefined;
  /** The language of menus and dialogs around the page. */
  speak(language: Language): void;
  /** What waits to be read, for badge and tray. */
  setUnread(count: number): void;
  /** A `kith://` link the program was opened with; also the one it was started by. */
  onLink(listener: (link: string) => void): () => void;
}

/** `sent` is told how many bytes have gone. False: it broke off; the node knows why. */
export type CarryFile = (
  id: string,
  file: File,
  sent: (bytes: number) => void,
  signal: AbortSignal,
) => Promise<boolean>;

/** The system's keyring, which may open the node at the next start. What it keeps never comes back to the window. */
export interface ShellKeyring {
  state(): KeyringState;
  onChange(listener: () => void): () => void;
  /** The passphrase was proved. False: the keyring did not take it. */
  keep(passphrase: string): Promise<boolean>;
  forget(): Promise<boolean>;
}

/** What the system around the app offers, as last told. */
export interface ShellSurroundings {
  are(): Surroundings;
  onChange(listener: () => void): () => void;
  setWhenClosed(does: WhenClosed): void;
}

export interface NotificationSubject {
  /** The conversation. */
  readonly tag: string;
  /** The message in it, where it is about one. */
  readonly messageId: string | undefined;
}

export interface ShellNotification extends NotificationSubject {
  readonly title: string;
  readonly body: string;
}

/** Why no session can be had. */
export class ShellRefusal extends Error {
  override readonly name = 'ShellRefusal';

  constructor(readonly reason: 'not-allowed') {
    super(reason);
  }
}
