// What an attack did to the process it went against: errors nobody caught, and memory that stayed.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export class ProcessHealth {
  readonly #errors: unknown[] = [];
  readonly #note = (error: unknown): void => {
    this.#errors.push(error);
  };
  readonly #collect: () => void;
  #residentBytes = 0;

  constructor() {
    process.on('uncaughtException', this.#note).on('unhandledRejection', this.#note);
    setFlagsFromString('--expose-gc');
    this.#collect = runInNewContext('gc') as () => void;
  }

  /** Growth counts from here: after the attack ran long enough to have filled every cache. */
  mark(): void {
    this.#residentBytes = this.#resident();
  }

  grownMiB(): number {
    return (this.#resident() - this.#residentBytes) / 2 ** 20;
  }

  /** Errors nobody caught so far. */
  get errors(): readonly unknown[] {
    return this.#errors;
  }

  close(): void {
    process.off('uncaughtException', this.#note).off('unhandledRejection', this.#note);
  }

  #resident(): number {
    this.#collect();
    return process.memoryUsage.rss();
  }
}
