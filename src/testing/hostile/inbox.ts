// What arrives from a node, waited for one by one.

import { within } from '../node/deadline.js';

interface Waiting<T> {
  readonly isIt: (item: T) => boolean;
  readonly resolve: (item: T) => void;
  readonly reject: (error: Error) => void;
}

export class Inbox<T> {
  readonly #items: T[] = [];
  readonly #waiting: Waiting<T>[] = [];
  #end: Error | undefined;

  push(item: T): void {
    const index = this.#waiting.findIndex(({ isIt }) => isIt(item));
    if (index < 0) this.#items.push(item);
    else this.#waiting.splice(index, 1)[0]?.resolve(item);
  }

  /** Nothing follows: whoever still waits learns why. */
  end(reason: string): void {
    this.#end ??= new Error(reason);
    for (const { reject } of this.#waiting.splice(0)) reject(this.#end);
  }

  /** The earliest item that fits and was not taken yet. */
  take(what: string, isIt: (item: T) => boolean = () => true): Promise<T> {
    const index = this.#items.findIndex(isIt);
    const [item] = index < 0 ? [] : this.#items.splice(index, 1);
    if (item !== undefined) return Promise.resolve(item);
    if (this.#end) return Promise.reject(this.#end);
    return within(
      what,
      new Promise((resolve, reject) => {
        this.#waiting.push({ isIt, resolve, reject });
      }),
    );
  }
}
