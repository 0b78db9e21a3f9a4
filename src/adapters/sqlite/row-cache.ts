// Rows as the open transaction has them: the lane asks for the same few for every item, and reading one costs more than
// writing it. Whatever is rolled back takes every cached row with it.

/** More rows than this begin anew: about 2 MB with messages. */
const MOST_ROWS = 2_000;

/** Correct only for tables that nobody but this connection writes. */
export class RowCache<Key, Row> {
  readonly #rows = new Map<Key, Row>();

  /** The cached row, else what `read` finds, which is then kept. */
  get(key: Key, read: () => Row | undefined): Row | undefined {
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row = read();
    if (row !== undefined) this.put(key, row);
    return row;
  }

  /** The cached row only. */
  peek(key: Key): Row | undefined {
    return this.#rows.get(key);
  }

  put(key: Key, row: Row): void {
    if (this.#rows.size >= MOST_ROWS) this.#rows.clear();
    this.#rows.set(key, row);
  }

  clear(): void {
    this.#rows.clear();
  }
}

/** All caches of one connection. */
export class RowCaches {
  readonly #caches: Pick<RowCache<never, never>, 'clear'>[] = [];

  make<Key, Row>(): RowCache<Key, Row> {
    const cache = new RowCache<Key, Row>();
    this.#caches.push(cache);
    return cache;
  }

  /** Something was rolled back, or changed behind the caches. */
  clear(): void {
    for (const cache of this.#caches) cache.clear();
  }
}
