// One face's look at something that is not read from the store: links, the node's status, who types. The revision is the subscription's own.

import { coalesced } from './coalesced.js';
import { RowSet } from './row-set.js';
import type { ViewSink } from './view-sink.js';

/** The rows as they are now. */
export type VolatileRows = () => Promise<readonly { readonly id: string }[]>;

export class VolatileSubscription {
  readonly #rows = new RowSet({ keyOf: (row) => row.id, windowSize: undefined });
  #rev = 0;
  #isOpen = true;

  /** Something may have changed. */
  readonly changed = coalesced(() => this.#read());

  constructor(
    private readonly read: VolatileRows,
    private readonly sink: ViewSink,
  ) {
    this.changed();
  }

  end(): void {
    this.#isOpen = false;
  }

  async #read(): Promise<void> {
    if (!this.#isOpen) return;
    try {
      const rows = await this.read();
      if (this.#stillOpen()) this.#show(rows);
    } catch (error) {
      if (!this.#stillOpen()) return;
      this.#isOpen = false;
      this.sink.failed(error);
    }
  }

  #show(rows: readonly { readonly id: string }[]): void {
    const { upsert, remove } = this.#rows.replace(rows, false);
    const whole = { hasOlder: false, hasNewer: false };
    if (this.#rev === 0) {
      this.#rev = 1;
      this.sink.snapshot({ rev: 1, incarnation: '', rows, ...whole });
    } else if (upsert.length > 0 || remove.length > 0) {
      const from = this.#rev++;
      this.sink.delta({ from, to: this.#rev, upsert, remove, ...whole });
    }
  }

  /** A function, because the face may go while a read is under way. */
  #stillOpen(): boolean {
    return this.#isOpen;
  }
}
