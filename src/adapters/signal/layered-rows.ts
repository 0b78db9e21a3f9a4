// Rows of one table in memory: what the batch has changed, and above it what the current item has changed.

/** `null` is a row that was removed; `undefined`, one that neither layer knows. */
export class LayeredRows<Key, Row> {
  readonly #batch = new Map<Key, Row | null>();
  #item: Map<Key, Row | null> | undefined;

  get(key: Key): Row | null | undefined {
    const own = this.#item?.get(key);
    return own === undefined ? this.#batch.get(key) : own;
  }

  set(key: Key, row: Row | null): void {
    (this.#item ?? this.#batch).set(key, row);
  }

  beginItem(): void {
    this.#item = new Map();
  }

  keepItem(): void {
    for (const [key, row] of this.#item ?? []) this.#batch.set(key, row);
    this.#item = undefined;
  }

  dropItem(): void {
    this.#item = undefined;
  }

  clear(): void {
    this.#batch.clear();
    this.#item = undefined;
  }

  /** What the kept items changed. */
  changes(): Iterable<readonly [Key, Row | null]> {
    return this.#batch;
  }

  /** Everything both layers changed and did not remove. */
  *present(): Iterable<readonly [Key, Row]> {
    for (const [key, row] of new Map([...this.#batch, ...(this.#item ?? [])])) {
      if (row !== null) yield [key, row];
    }
  }
}
