// Rows of one subscription: replaced by snapshots, changed by deltas that continue exactly where the rows are.

import type { ToFace, ViewCursor, WindowEdges } from './messages.js';

type Snapshot = Extract<ToFace, { type: 'snapshot' }>;
type Delta = Extract<ToFace, { type: 'delta' }>;

/** All rows of a view at one revision. */
export interface ViewState<Row> {
  /** In the order of `position`, for rows without one of `id`. */
  readonly rows: readonly Row[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** Of a window with an anchor. */
  readonly window?: WindowEdges;
  /** Where a later session can go on; undefined while rows are missing. */
  readonly cursor?: ViewCursor;
}

interface KeyedRow {
  readonly id: string;
  readonly position?: string;
}

export class LiveView {
  readonly #rows = new Map<string, KeyedRow>();
  #rev: number | undefined;
  #hasOlder = false;
  #hasNewer = false;
  #window: WindowEdges | undefined;
  #incarnation = '';

  /** @param earlier what an earlier session told */
  constructor(
    private readonly onChange: (state: ViewState<unknown>) => void,
    earlier?: ViewState<unknown>,
  ) {
    this.#window = earlier?.window;
    if (!earlier?.cursor) return;
    this.#put(earlier.rows);
    this.#rev = earlier.cursor.rev;
    this.#incarnation = earlier.cursor.incarnation;
    this.#hasOlder = earlier.hasOlder;
  }

  /** Of a window with an anchor that was found; it begins again there. */
  get window(): WindowEdges | undefined {
    return this.#window;
  }

  /** Of whole lists and of windows that slide; what another window shows is read anew. */
  get cursor(): ViewCursor | undefined {
    if (this.#rev === undefined || this.#hasNewer || this.#window) return undefined;
    return { incarnation: this.#incarnation, rev: this.#rev };
  }

  replace(snapshot: Snapshot): void {
    this.#rows.clear();
    this.#put(snapshot.rows);
    this.#rev = snapshot.rev;
    this.#incarnation = snapshot.incarnation;
    this.#hasOlder = snapshot.hasOlder;
    this.#hasNewer = snapshot.hasNewer;
    this.#window = snapshot.window;
    this.#tell();
  }

  /** False, without change, when the delta does not continue these rows. */
  apply(delta: Delta): boolean {
    if (delta.from !== this.#rev) return false;
    for (const id of delta.remove) this.#rows.delete(id);
    this.#put(delta.upsert);
    this.#rev = delta.to;
    this.#hasOlder = delta.hasOlder ?? this.#hasOlder;
    this.#hasNewer = delta.hasNewer ?? this.#hasNewer;
    this.#window = delta.window ?? this.#window;
    this.#tell();
    return true;
  }

  /** The rows stay; what comes next is not told from here on. */
  forget(): void {
    this.#rev = undefined;
  }

  clear(): void {
    this.#rows.clear();
    this.forget();
    this.#hasOlder = false;
    this.#hasNewer = false;
    this.#window = undefined;
    this.#tell();
  }

  #put(rows: readonly unknown[]): void {
    // Every row of every view has an id; the schemas of views.ts say so.
    for (const row of rows as readonly KeyedRow[]) this.#rows.set(row.id, row);
  }

  #tell(): void {
    const rows = [...this.#rows.values()].sort((a, b) => compareText(orderOf(a), orderOf(b)));
    const window = this.#window && { window: this.#window };
    const { cursor } = this;
    this.onChange({
      rows,
      hasOlder: this.#hasOlder,
      hasNewer: this.#hasNewer,
      ...window,
      ...(cursor && { cursor }),
    });
  }
}

function orderOf(row: KeyedRow): string {
  return row.position ?? row.id;
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
