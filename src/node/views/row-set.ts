// What a face has of a view, so that it is told the difference and nothing else.

interface KeyedRow {
  readonly id: string;
}

interface KnownRow {
  readonly id: string;
  readonly json: string;
}

export interface RowChange {
  readonly upsert: readonly KeyedRow[];
  /** Ids; none of them is in `upsert`. */
  readonly remove: readonly string[];
}

export interface RowSetShape {
  readonly keyOf: (row: KeyedRow) => string;
  /** Only the newest rows by key, this many; undefined: all. */
  readonly windowSize: number | undefined;
}

export class RowSet {
  #known = new Map<string, KnownRow>();
  /** There are rows before the first of the window. */
  hasOlder = false;

  constructor(private readonly shape: RowSetShape) {}

  /** The lowest key; undefined while there is none or the order does not matter. */
  get oldest(): string | undefined {
    if (this.shape.windowSize === undefined) return undefined;
    let oldest: string | undefined;
    for (const key of this.#known.keys()) if (oldest === undefined || key < oldest) oldest = key;
    return oldest;
  }

  /** The face has rows with these keys, and what they say is not known here. */
  assume(keys: readonly string[]): void {
    for (const key of keys) this.#known.set(key, { id: key, json: '' });
  }

  /** The view now consists of these rows, and of those with the ids of `rest`, which are read next. */
  replace(rows: readonly KeyedRow[], hasOlder: boolean, rest: readonly string[] = []): RowChange {
    const before = this.#known;
    const later = new Set(rest);
    this.#known = new Map([...before].filter(([, { id }]) => later.has(id)));
    for (const row of rows) this.#known.set(this.shape.keyOf(row), { id: row.id, json: JSON.stringify(row) });
    this.hasOlder = hasOlder;
    const stay = new Set([...rest, ...rows.map((row) => row.id)]);
    return {
      upsert: rows.filter((row) => {
        const key = this.shape.keyOf(row);
        return before.get(key)?.json !== this.#known.get(key)?.json;
      }),
      remove: [...before.values()].map(({ id }) => id).filter((id) => !stay.has(id)),
    };
  }

  /**
   * These rows are what is there now of these keys. Undefined, without change, when a window lost a row, or one
   * before it: it has to be read again.
   */
  update(keys: readonly string[], rows: readonly KeyedRow[]): RowChange | undefined {
    const found = new Map(rows.map((row) => [this.shape.keyOf(row), row.id]));
    const lost = keys.filter((key) => this.#known.has(key) && this.#known.get(key)?.id !== found.get(key));
    if (this.shape.windowSize !== undefined && (lost.length > 0 || this.#lostOlder(keys, found)))
      return undefined;
    const remove = lost.map((key) => this.#forget(key));
    const news = rows.filter((row) => this.#isNews(row));
    for (const row of news) this.#known.set(this.shape.keyOf(row), { id: row.id, json: JSON.stringify(row) });
    const fallen = this.#shrink();
    const upsert = news.filter((row) => this.#known.has(this.shape.keyOf(row)));
    // A row that moved is known by its new key while the old one falls out.
    const stay = new Set([...this.#known.values()].map(({ id }) => id));
    return { upsert, remove: [...remove, ...fallen].filter((id) => !stay.has(id)) };
  }

  /** A row before the window is gone, and it may have been the only one there. */
  #lostOlder(keys: readonly string[], found: ReadonlyMap<string, string>): boolean {
    const { oldest } = this;
    return this.hasOlder && oldest !== undefined && keys.some((key) => key < oldest && !found.has(key));
  }

  /** New or another one, and not before a window that is full. */
  #isNews(row: KeyedRow): boolean {
    const key = this.shape.keyOf(row);
    const known = this.#known.get(key);
    if (known) return known.json !== JSON.stringify(row);
    const { oldest } = this;
    return !this.hasOlder || oldest === undefined || key > oldest;
  }

  #shrink(): string[] {
    const surplus = this.#known.size - (this.shape.windowSize ?? Infinity);
    if (surplus <= 0) return [];
    this.hasOlder = true;
    return [...this.#known.keys()]
      .sort()
      .slice(0, surplus)
      .map((key) => this.#forget(key));
  }

  #forget(key: string): string {
    const id = this.#known.get(key)?.id ?? key;
    this.#known.delete(key);
    return id;
  }
}
