// What the window needs of the program around it. Everything else is the contract.

import type { FaceTransport } from '../../src/contract/transport.js';

export interface Shell {
  /** The desktop app, or a page of `kith node --ui`. */
  readonly kind: 'desktop' | 'browser';
  /** What this shell can do; a control that needs more is not drawn. */
  readonly can: { readonly notify: boolean; readonly badge: boolean };
  /** A new contract session. @throws ShellRefusal when there is no way to get one without the owner's help */
  connect(): Promise<FaceTransport>;
  copyText(text: string): Promise<void>;
  /** Lets the owner choose where to keep a file; false when they did not. */
  saveFile(file: { readonly name: string; readonly content: Blob }): Promise<boolean>;
  /** Opens a checked https, http or mailto address outside the window. The window showed the whole host before. */
  openLink(url: string): void;
  /** Shows a notification, replacing one with the same tag. */
  notify(notification: ShellNotification): void;
  withdrawNotification(tag: string): void;
  /** What waits to be read, for badge and tray. */
  setUnread(count: number): void;
  /** A `kith://` link the program was opened with; also the one it was started by. */
  onLink(listener: (link: string) => void): () => void;
}

export interface ShellNotification {
  /** The conversation. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly onClick: () => void;
}

/** Why no session can be had. */
export class ShellRefusal extends Error {
  override readonly name = 'ShellRefusal';

  constructor(readonly reason: 'not-allowed') {
    super(reason);
  }
}
