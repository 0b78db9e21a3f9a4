// Ids of what is to be created, each kept for as long as it may have to be asked for again: whatever got lost on the way,
// nothing is created twice.

import { freshId } from './fresh-id.js';

export class SteadyIds {
  readonly #ids = new Map<string, string>();

  /** @param what names the thing to its caller */
  of(what: string): string {
    const id = this.#ids.get(what) ?? freshId();
    this.#ids.set(what, id);
    return id;
  }

  /** It is done: the next of this name is another thing. */
  done(what: string): void {
    this.#ids.delete(what);
  }
}
