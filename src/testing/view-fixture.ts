// A hub of live views over a store whose reads answer when the test lets them, and faces that apply what they are told.

import type { ViewCursor, WindowEdges } from '../contract/messages.js';
import type { ReadQuery, ReadResults, Rows, Seen } from '../adapters/sqlite/read/read-query.js';
import type { AppError } from '../base/app-error.js';
import type { Reader } from '../node/reader/reader-client.js';
import { ViewHub } from '../node/views/view-hub.js';
import type { ViewDelta, ViewSnapshot } from '../node/views/view-sink.js';
import { settled } from './face-fixture.js';

export const CONVERSATION = 'aa'.repeat(32);

export interface FakeRow {
  readonly id: string;
  readonly position: string;
  readonly text: string;
}

/** A store of messages and contacts whose reads answer only when the test lets them, with what is there then. */
export class FakeStore implements Reader {
  rev = 0;
  incarnation = 'first';
  /** A read of a list or whole window gives at most this many rows. */
  most = Infinity;
  readonly rows = new Map<string, FakeRow>();
  /** Entities in the order of their revisions, the first at 1; what came before `forgotten` is not kept. */
  readonly log: string[] = [];
  forgotten = 0;
  readonly queries: ReadQuery[] = [];
  readonly waiting: (() => void)[] = [];
  failure: AppError | undefined;
  #ids = 0;

  /** No two rows of a store ever have the same id. */
  newId(): string {
    this.#ids += 1;
    return `id-${this.#ids}`;
  }

  read<Query extends ReadQuery>(query: Query): Promise<Seen<ReadResults[Query['kind']]>> {
    this.queries.push(query);
    return new Promise((resolve, reject) => {
      this.waiting.push(() => {
        if (this.failure) reject(this.failure);
        const answer = query.kind === 'changesSince' ? this.#since(query.rev) : this.#answer(query);
        const value = answer as unknown as ReadResults[Query['kind']];
        resolve({ rev: this.rev, incarnation: this.incarnation, value });
      });
    });
  }

  #since(rev: number): string[] | undefined {
    return rev < this.forgotten || rev > this.rev ? undefined : this.log.slice(rev);
  }

  #answer(query: ReadQuery): Rows<FakeRow> {
    const sorted = [...this.rows.values()].sort((a, b) => (a.position < b.position ? -1 : 1));
    if (query.kind === 'messageWindow') return windowOf(sorted, query);
    if (query.kind === 'newestMessages') {
      const most = Math.min(query.limit, this.most);
      return { rows: sorted.slice(-most), hasMore: sorted.length > most };
    }
    if (query.kind === 'messagesAt')
      return { rows: sorted.filter(({ position }) => query.positions.includes(position)), hasMore: false };
    const ids = 'ids' in query ? query.ids : undefined;
    return this.#list(sorted.filter(({ id }) => ids?.includes(id) ?? true));
  }

  #list(rows: FakeRow[]): Rows<FakeRow> {
    const rest = rows.slice(this.most).map(({ id }) => id);
    const hasMore = rest.length > 0;
    return { rows: rows.slice(0, this.most), hasMore, ...(hasMore && { rest }) };
  }

  put(position: string, text = '', id = position): void {
    this.rows.set(position, { id, position, text });
  }

  /** Lets the oldest read answer; false when none waits. */
  async answer(): Promise<boolean> {
    const next = this.waiting.shift();
    next?.();
    await settled();
    return next !== undefined;
  }

  async answerAll(): Promise<void> {
    while (await this.answer());
  }
}

/** The anchor 'unread' is the row in the middle. */
function windowOf(sorted: FakeRow[], query: Extract<ReadQuery, { kind: 'messageWindow' }>): Rows<FakeRow> {
  const { anchor, before, after } = query;
  const middle = sorted[Math.floor(sorted.length / 2)]?.position ?? null;
  const place = anchor.at === 'position' ? anchor.position : anchor.at === 'newest' ? null : middle;
  const at = place === null ? sorted.length - after : sorted.findIndex(({ position }) => position >= place);
  const center = at === -1 ? sorted.length : at;
  const [start, end] = [Math.max(0, center - before), Math.min(sorted.length, center + after)];
  const outside = { hasOlder: start > 0, hasNewer: end < sorted.length };
  const edges = { ...outside, unreadOlder: 0, unreadNewer: 0 };
  return { rows: sorted.slice(start, end), hasMore: false, window: { anchor: place, ...edges } };
}

/** What a face would show: applies what it is told, and insists that deltas continue. */
export class FakeFace {
  snapshots: ViewSnapshot[] = [];
  deltas: ViewDelta[] = [];
  failures: unknown[] = [];
  rows = new Map<string, FakeRow>();
  rev = -1;
  hasOlder = false;
  hasNewer = false;
  window: WindowEdges | undefined;

  /** The same face in its next session. */
  again(): FakeFace {
    const face = new FakeFace();
    for (const [id, row] of this.rows) face.rows.set(id, row);
    face.rev = this.rev;
    face.hasOlder = this.hasOlder;
    return face;
  }

  get cursor(): ViewCursor | undefined {
    const incarnation = this.snapshots.at(-1)?.incarnation ?? 'first';
    return this.rev < 0 ? undefined : { incarnation, rev: this.rev };
  }

  snapshot(snapshot: ViewSnapshot): void {
    this.snapshots.push(snapshot);
    this.rows.clear();
    this.#put(snapshot.rows);
    this.rev = snapshot.rev;
    this.hasOlder = snapshot.hasOlder;
    this.hasNewer = snapshot.hasNewer;
    this.window = snapshot.window;
  }

  delta(delta: ViewDelta): void {
    this.deltas.push(delta);
    if (delta.from !== this.rev || delta.to < delta.from) throw new Error('a delta that does not continue');
    const upserted = delta.upsert.map((row) => (row as FakeRow).id);
    if (delta.remove.some((id) => upserted.includes(id))) throw new Error('a row put and removed');
    for (const id of delta.remove) this.rows.delete(id);
    this.#put(delta.upsert);
    this.rev = delta.to;
    this.hasOlder = delta.hasOlder;
    this.hasNewer = delta.hasNewer;
    this.window = delta.window;
  }

  failed(error: unknown): void {
    this.failures.push(error);
  }

  shown() {
    const rows = [...this.rows.values()].sort((a, b) => (a.position < b.position ? -1 : 1));
    return { rows, hasOlder: this.hasOlder, hasNewer: this.hasNewer };
  }

  #put(rows: readonly unknown[]): void {
    for (const row of rows as FakeRow[]) this.rows.set(row.id, row);
  }
}

export function viewFixture() {
  const store = new FakeStore();
  const links: { id: string; state: string }[] = [];
  let linkReads = 0;
  const hub = new ViewHub({
    reader: () => store,
    volatileRows: {
      links: () => {
        linkReads++;
        return Promise.resolve(structuredClone(links) as never);
      },
      transfers: () => Promise.resolve([]),
      activity: () => Promise.resolve([]),
      privacy: () => Promise.resolve([]),
      status: () => Promise.resolve([{ id: 'status', rev: store.rev }] as never),
    },
  });
  const look = (
    view: Parameters<ViewHub['subscribe']>[0],
    params: unknown = {},
    face: FakeFace = new FakeFace(),
  ) => {
    return { face, end: hub.subscribe(view, params, face, face.cursor) };
  };
  const commit = (...entities: string[]) => {
    store.rev += entities.length;
    store.log.push(...entities);
    hub.committed(store.rev, entities);
  };
  return { store, hub, look, commit, links, linkReads: () => linkReads };
}
