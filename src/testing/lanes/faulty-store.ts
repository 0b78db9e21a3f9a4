// A store in memory whose disk fails when a test says so.

import { AppError } from '../../base/app-error.js';
import { fromUtf8 } from '../../base/bytes.js';
import type { Message } from '../../core/ports/message-store.js';
import type { StoreConnection } from '../../core/ports/store.js';
import { memoryStore } from '../memory-store/memory-store.js';

export class FaultyStore {
  /** Commits that fail from now on with a full disk. */
  fullFor = 0;
  /** A message with this text fails when it is added, or not before the commit. */
  poison: { readonly text: string; readonly at: 'add' | 'commit' } | undefined;
  /** How many transactions were tried. */
  commits = 0;
  readonly connection: StoreConnection;
  #poisoned = false;

  constructor() {
    const { connection } = memoryStore();
    const { messages } = connection.store;
    const add = (message: Message) => {
      if (this.poison && isAbout(message, this.poison.text)) {
        if (this.poison.at === 'add') throw new TypeError('poison');
        this.#poisoned = true;
      }
      return messages.add(message);
    };
    this.connection = {
      ...connection,
      store: { ...connection.store, messages: { ...messages, add } },
      begin: () => {
        this.#poisoned = false;
        connection.begin();
      },
      commit: () => {
        this.commits += 1;
        if (this.#poisoned) throw new AppError('COMMAND_FAILED');
        if (this.fullFor > 0) {
          this.fullFor -= 1;
          throw new AppError('DISK_FULL');
        }
        return connection.commit();
      },
    };
  }
}

function isAbout(message: Message, text: string): boolean {
  return (fromUtf8(message.payload.filter((byte) => byte >= 32 && byte < 127)) ?? '').includes(text);
}
