// Rows in memory whose changes can be taken back, as far as any earlier point.

export class UndoLog {
  readonly #undos: (() => void)[] = [];

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
}

export class Table<Row> {
  readonly #rows = new Map<string, Row>();

  constructor(private readonly undoLog: UndoLog) {}

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
      if (before === undefined) this.#rows.delete(key);
      else this.#rows.set(key, before);
    });
    this.#rows.set(key, row);
  }

  delete(key: string): void {
    const before = this.#rows.get(key);
    if (before === undefined) return;
    this.undoLog.note(() => this.#rows.set(key, before));
    this.#rows.delete(key);
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
}
