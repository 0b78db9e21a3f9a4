// One face's look at something that is not read from the store: links, the node's status, who types. The revision is the subscription's own.

import { rowsWithin } from '../../adapters/sqlite/read/rows-within.js';
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
    if (this.#rev > 0 && upsert.length === 0 && remove.length === 0) return;
    let { rows: piece, hasMore } = rowsWithin(upsert);
    this.#tell(piece, remove, hasMore);
    for (let told = piece.length; hasMore; told += piece.length) {
      ({ rows: piece, hasMore } = rowsWithin(upsert.slice(told)));
      this.#tell(piece, [], hasMore);
    }
  }

  /** A piece that fits into one message. */
  #tell(upsert: readonly { readonly id: string }[], remove: readonly string[], hasNewer: boolean): void {
    const from = this.#rev++;
    const edges = { hasOlder: false, hasNewer };
    if (from > 0) this.sink.delta({ from, to: this.#rev, upsert, remove, ...edges });
    else this.sink.snapshot({ rev: this.#rev, incarnation: '', rows: upsert, ...edges });
  }

  /** A function, because the face may go while a read is under way. */
  #stillOpen(): boolean {
    return this.#isOpen;
  }
}
