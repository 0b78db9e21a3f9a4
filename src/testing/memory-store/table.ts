// Rows in memory whose changes can be taken back, as far as any earlier point, and copied whole.

/** Everything in the tables of one log, in the order the tables were made. Rows are never changed in place. */
export type RowsCopy = readonly ReadonlyMap<string, unknown>[];

interface CopiedTable {
  rows(): ReadonlyMap<string, unknown>;
  putBack(rows: ReadonlyMap<string, unknown>): void;
}

export class UndoLog {
  readonly #undos: (() => void)[] = [];
  readonly #tables: CopiedTable[] = [];

  get length(): number {
    return this.#undos.length;
  }

  note(undo: () => void): void {
    this.#undos.push(undo);
  }

  /** What happened so far stays. */
  forget(): void {
    this.#undos.length = 0;
  }

  /** Takes back everything noted since the log had this length. */
  rewind(length: number): void {
    while (this.#undos.length > length) this.#undos.pop()?.();
  }

  join(table: CopiedTable): void {
    this.#tables.push(table);
  }

  copy(): RowsCopy {
    return this.#tables.map((table) => table.rows());
  }

  putBack(copy: RowsCopy): void {
    for (const [index, table] of this.#tables.entries()) table.putBack(copy[index] ?? new Map());
    this.forget();
  }
}

export class Table<Row> {
  #rows = new Map<string, Row>();
  /** Some copy holds this very map: a change makes another one. */
  #isShared = false;

  constructor(private readonly undoLog: UndoLog) {
    undoLog.join({
      rows: () => {
        this.#isShared = true;
        return this.#rows;
      },
      putBack: (rows) => {
        this.#rows = rows as Map<string, Row>;
        this.#isShared = true;
      },
    });
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  /** In no promised order. */
  all(): Row[] {
    return [...this.#rows.values()];
  }

  set(key: string, row: Row): void {
    const before = this.#rows.get(key);
    this.undoLog.note(() => {
      if (before === undefined) this.#own().delete(key);
      else this.#own().set(key, before);
    });
    this.#own().set(key, row);
  }

  delete(key: string): void {
    const before = this.#rows.get(key);
    if (before === undefined) return;
    this.undoLog.note(() => this.#own().set(key, before));
    this.#own().delete(key);
  }

  deleteWhere(condition: (row: Row) => boolean): Row[] {
    const removed: Row[] = [];
    for (const [key, row] of [...this.#rows]) {
      if (!condition(row)) continue;
      this.delete(key);
      removed.push(row);
    }
    return removed;
  }

  #own(): Map<string, Row> {
    if (this.#isShared) this.#rows = new Map(this.#rows);
    this.#isShared = false;
    return this.#rows;
  }
}
