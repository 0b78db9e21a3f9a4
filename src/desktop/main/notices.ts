// Native notifications, at most one for each conversation.

import { Notification } from 'electron';
import { plainBody } from './plain-body.js';

export interface Notice {
  /** The conversation. */
  readonly tag: string;
  /** The message in it. */
  readonly messageId?: string | undefined;
  readonly title: string;
  readonly body: string;
}

export class Notices {
  readonly #shown = new Map<string, Notification>();

  constructor(private readonly onClick: (clicked: Pick<Notice, 'tag' | 'messageId'>) => void) {}

  /** Replaces the one with the same tag. False where the system shows none. */
  show({ tag, messageId, title, body }: Notice): boolean {
    this.withdraw(tag);
    if (!Notification.isSupported()) return false;
    const notification = new Notification({ title: plainBody(title), body: plainBody(body) });
    const forget = (): void => {
      if (this.#shown.get(tag) === notification) this.#shown.delete(tag);
    };
    notification.on('click', () => {
      forget();
      this.onClick({ tag, messageId });
    });
    notification.on('close', forget);
    this.#shown.set(tag, notification);
    notification.show();
    return true;
  }

  withdraw(tag: string): void {
    const notification = this.#shown.get(tag);
    this.#shown.delete(tag);
    notification?.close();
  }

  withdrawAll(): void {
    for (const tag of [...this.#shown.keys()]) this.withdraw(tag);
  }
}
