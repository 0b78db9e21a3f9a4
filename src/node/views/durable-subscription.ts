// One face's look at a view of the store: after every commit it converges to what a new snapshot would say.

import type { Rows, Seen } from '../../adapters/sqlite/read/read-query.js';
import type { ViewCursor } from '../../contract/messages.js';
import type { ViewName, ViewParams, ViewRow } from '../../contract/views.js';
import type { Reader } from '../reader/reader-client.js';
import { changedKeys } from './changed-keys.js';
import { coalesced } from './coalesced.js';
import type { DurableView } from './durable-view.js';
import { RowSet, type RowChange } from './row-set.js';
import type { ViewSink, ViewSnapshot } from './view-sink.js';

/** Beyond this many changes the whole view is read instead of its changed rows. */
export const MOST_CHANGES = 500;

export interface DurableOptions<Name extends ViewName> {
  readonly view: DurableView<Name>;
  readonly params: ViewParams<Name>;
  readonly reader: Reader;
  readonly sink: ViewSink;
  /** Where the face stopped in an earlier session. */
  readonly cursor?: ViewCursor | undefined;
}

type Row = ViewRow<ViewName>;
type Edges = Pick<ViewSnapshot, 'hasOlder' | 'hasNewer' | 'window'>;

export class DurableSubscription<Name extends ViewName> {
  readonly #options: DurableOptions<Name>;
  readonly #rows: RowSet;
  readonly #isWindow: boolean;
  /** Entities of commits that no read has covered yet; 'all' after too many of them, and at the start. */
  #pending: Set<string> | 'all' = 'all';
  /** Keys of rows a cut list still owes. */
  #rest: readonly string[] = [];
  /** The newest commit it was told of. */
  #told = 0;
  /** What the face has. */
  #sent: Omit<ViewSnapshot, 'rows'> | undefined;
  /** Where the anchor of the window was found; null: nowhere, so it shows the newest rows. */
  #anchor: string | null | undefined;
  #isOpen = true;

  readonly #refresh = coalesced(() => this.#read());

  constructor(options: DurableOptions<Name>) {
    const { view, params } = options;
    const windowSize = view.windowSize(params);
    this.#options = options;
    this.#isWindow = windowSize !== undefined;
    // Rows come from the query the view itself gave.
    this.#rows = new RowSet({ keyOf: (row) => view.keyOf(row as ViewRow<Name>), windowSize });
    this.#refresh();
  }

  committed(rev: number, entities: readonly string[]): void {
    this.#told = rev;
    const { view, params } = this.#options;
    const concerned = entities.filter((entity) => view.affects(entity, params, this.#rows.oldest) !== null);
    if (concerned.length === 0) return;
    if (this.#pending !== 'all') for (const entity of concerned) this.#pending.add(entity);
    if (this.#pending !== 'all' && this.#pending.size > MOST_CHANGES) this.#pending = 'all';
    this.#refresh();
  }

  end(): void {
    this.#isOpen = false;
  }

  async #read(): Promise<void> {
    if (!this.#isOpen) return;
    const told = this.#told;
    const keys = this.#takeKeys();
    try {
      const { view, params, reader } = this.#options;
      const seen = (await reader.read(view.query(params, keys, this.#anchor))) as Seen<Rows<Row>>;
      const since = await this.#keysSince(seen);
      if (!this.#stillOpen()) return;
      if (since) this.#goOn(seen, since);
      else this.#show(seen, keys, told);
    } catch (error) {
      if (!this.#stillOpen()) return;
      this.#isOpen = false;
      this.#options.sink.failed(error);
    }
  }

  /** The keys to read, undefined for everything. Only now, because which rows there are decides about it. */
  #takeKeys(): string[] | undefined {
    const pending = this.#pending;
    const rest = this.#rest;
    this.#pending = new Set();
    this.#rest = [];
    if (pending === 'all') return undefined;
    const keys = changedKeys(this.#options, pending, this.#rows.oldest);
    return keys === 'all' ? undefined : [...new Set([...rest, ...keys])];
  }

  /**
   * Keys of the rows that changed after the cursor, of the first read only. Undefined when the face has to be told
   * everything: of a window nobody knows here what it had.
   */
  async #keysSince({ incarnation, value }: Seen<Rows<Row>>): Promise<ReadonlySet<string> | undefined> {
    const { cursor, reader } = this.#options;
    if (this.#sent || cursor?.incarnation !== incarnation || value.window) return undefined;
    const { value: entities } = await reader.read({ kind: 'changesSince', rev: cursor.rev });
    const keys = entities && changedKeys(this.#options, entities);
    if (keys === undefined || keys === 'all' || (this.#isWindow && keys.size > 0)) return undefined;
    return keys;
  }

  /** The face has the rows of its cursor, and hears of these keys. */
  #goOn(seen: Seen<Rows<Row>>, keys: ReadonlySet<string>): void {
    const { rows, hasMore, rest = [] } = seen.value;
    const { cursor, view, sink } = this.#options;
    if (!cursor) return;
    this.#rest = rest;
    if (rest.length > 0) this.#refresh();
    this.#rows.assume(rest);
    this.#rows.replace(rows, this.#isWindow && hasMore, rest);
    const isChanged = (row: Row) => keys.has(view.keyOf(row as ViewRow<Name>));
    const there = new Set([...rest, ...rows.map(({ id }) => id)]);
    const change = { upsert: rows.filter(isChanged), remove: [...keys].filter((key) => !there.has(key)) };
    const edges = this.#edgesOf(seen.value);
    const rev = Math.max(cursor.rev, seen.rev);
    this.#sent = { rev, incarnation: cursor.incarnation, ...edges };
    // Said even if nothing changed: the face learns that it has everything.
    sink.delta({ from: cursor.rev, to: rev, ...change, ...edges });
  }

  #show(seen: Seen<Rows<Row>>, keys: readonly string[] | undefined, told: number): void {
    const { rows, hasMore, rest = [] } = seen.value;
    const sent = this.#sent;
    this.#rest = rest;
    if (rest.length > 0) this.#refresh();
    if (!keys) {
      const change = this.#rows.replace(rows, this.#isWindow && hasMore, rest);
      const edges = this.#edgesOf(seen.value);
      if (sent?.incarnation === seen.incarnation) this.#sendDelta(change, seen.rev, edges);
      else this.#sendSnapshot(seen, edges);
      return;
    }
    const read = keys.filter((key) => !rest.includes(key));
    const isWhole = !hasMore || rest.length > 0;
    const change = sent && isWhole ? this.#rows.update(read, rows) : undefined;
    if (!sent || !change || sent.incarnation !== seen.incarnation) {
      this.#pending = 'all';
      this.#refresh();
      return;
    }
    // The read may have seen a commit whose entities are not among its keys.
    const hasNewer = this.#isWindow ? sent.hasNewer : hasMore;
    const edges = { hasOlder: this.#rows.hasOlder, hasNewer };
    this.#sendDelta(change, Math.min(seen.rev, told), edges);
  }

  #edgesOf({ hasMore, window }: Rows<Row>): Edges {
    if (!window) return { hasOlder: this.#rows.hasOlder, hasNewer: !this.#isWindow && hasMore };
    const { hasOlder, hasNewer, ...shown } = window;
    this.#anchor = shown.anchor;
    return { hasOlder, hasNewer, window: shown };
  }

  #sendSnapshot({ rev, incarnation, value }: Seen<Rows<Row>>, edges: Edges): void {
    this.#sent = { rev, incarnation, ...edges };
    this.#options.sink.snapshot({ ...this.#sent, rows: value.rows });
  }

  #sendDelta({ upsert, remove }: RowChange, rev: number, edges: Edges): void {
    const sent = this.#sent;
    if (!sent) return;
    if (upsert.length === 0 && remove.length === 0 && isSame(edges, sent)) return;
    const to = Math.max(sent.rev, rev);
    this.#sent = { ...sent, rev: to, ...edges };
    this.#options.sink.delta({ from: sent.rev, to, upsert, remove, ...edges });
  }

  /** A function, because the face may go while a read is under way. */
  #stillOpen(): boolean {
    return this.#isOpen;
  }
}

const COUNTS = ['unreadOlder', 'unreadNewer'] as const;

function isSame(edges: Edges, sent: Edges): boolean {
  const { hasOlder, hasNewer, window } = edges;
  const isSameWindow = COUNTS.every((count) => window?.[count] === sent.window?.[count]);
  return hasOlder === sent.hasOlder && hasNewer === sent.hasNewer && isSameWindow;
}
