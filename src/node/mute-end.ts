// A mute that runs out changes what waits to be read without a commit: whoever looks is to be told then.

import type { Timers } from '../core/ports/timers.js';

export class MuteEnd {
  #cancel: () => void = () => undefined;

  constructor(
    private readonly timers: Timers,
    private readonly onEnd: () => void,
  ) {}

  /** @param at when the next one runs out, Unix ms; null: none does */
  expect(at: number | null): void {
    this.#cancel();
    this.#cancel = at === null ? () => undefined : this.timers.after(at - this.timers.now(), this.onEnd);
  }
}
