// What files turned out to be that were looked at, so that none is looked through for each of its pieces: bounded in number
// and in memory, whatever comes.

import type { TransferId } from '../../base/ids.js';
import type { MediaLook } from './media-look.js';

const MOST_LOOKS = 64;
const MOST_HELD_BYTES = 32 * 1_048_576;

/** nothing: it is not shown. */
export type Look = MediaLook | 'nothing';

export class KnownLooks {
  /** The one used last stands last. */
  readonly #looks = new Map<TransferId, Look>();

  get(id: TransferId): Look | undefined {
    const look = this.#looks.get(id);
    if (look) this.remember(id, look);
    return look;
  }

  remember(id: TransferId, look: Look): void {
    this.#looks.delete(id);
    this.#looks.set(id, look);
    for (const oldest of this.#looks.keys()) {
      if (this.#looks.size <= MOST_LOOKS && this.#heldBytes <= MOST_HELD_BYTES) return;
      this.#looks.delete(oldest);
    }
  }

  forget(id: TransferId): void {
    this.#looks.delete(id);
  }

  get #heldBytes(): number {
    return [...this.#looks.values()].reduce(
      (sum, look) => sum + (look === 'nothing' ? 0 : look.heldBytes),
      0,
    );
  }
}
