// A store whose disk fails when a test says so; in memory unless another is given.

import { AppError } from '../../base/app-error.js';
import { fromUtf8 } from '../../base/bytes.js';
import type { Message } from '../../core/ports/message-store.js';
import type { StoreConnection } from '../../core/ports/store.js';
import { memoryStore } from '../memory-store/memory-store.js';

export class FaultyStore {
  /** Commits that fail from now on with a full disk. */
  fullFor = 0;
  /** Which of the next writes a broken disk refuses; all behind them succeed. */
  refused: boolean[] = [];
  /** A message with this text fails when it is added, by its own fault or the disk's, or not before the commit. */
  poison: { readonly text: string; readonly at: 'add' | 'disk' | 'unreadable' | 'commit' } | undefined;
  /** Changes of a message's state that fail from now on. */
  stuckFor = 0;
  /** How many transactions were tried. */
  commits = 0;
  readonly connection: StoreConnection;
  #poisoned = false;

  constructor({ connection }: { readonly connection: StoreConnection } = memoryStore()) {
    const { messages } = connection.store;
    const add = (message: Message) => {
      if (this.poison && isAbout(message, this.poison.text)) {
        if (this.poison.at === 'add') throw new TypeError('poison');
        if (this.poison.at === 'disk') throw new AppError('DISK_FULL');
        if (this.poison.at === 'unreadable') throw new AppError('STORE_FAILED');
        this.#poisoned = true;
      }
      return messages.add(message);
    };
    const setState: typeof messages.setState = (...change) => {
      if (this.stuckFor > 0) {
        this.stuckFor -= 1;
        throw new TypeError('poison');
      }
      messages.setState(...change);
    };
    this.connection = {
      ...connection,
      store: { ...connection.store, messages: { ...messages, add, setState } },
      begin: () => {
        this.#poisoned = false;
        connection.begin();
      },
      commit: () => {
        this.commits += 1;
        if (this.#poisoned) throw new AppError('COMMAND_FAILED');
        this.#write();
        return connection.commit();
      },
      tryDisk: () => {
        this.#write();
        connection.tryDisk();
      },
    };
  }

  #write(): void {
    if (this.refused.shift() === true) throw new AppError('STORE_FAILED');
    if (this.fullFor === 0) return;
    this.fullFor -= 1;
    throw new AppError('DISK_FULL');
  }
}

function isAbout(message: Message, text: string): boolean {
  return (fromUtf8(message.payload.filter((byte) => byte >= 32 && byte < 127)) ?? '').includes(text);
}
