// What a search found, newest first: kept up to date as far as the node's live view reaches, then in pages.

import { type StoreApi, createStore } from 'zustand/vanilla';
import type { AppError } from '../../src/base/app-error.js';
import type { SearchRow } from '../../src/contract/values.js';
import type { NodeConnection } from './node-connection.js';
import type { Schedule } from './schedule.js';

export interface SearchState {
  /** What the rows answer; until there is an answer, they are those of the text before. Empty: nothing is asked. */
  readonly text: string;
  readonly rows: readonly SearchRow[];
  readonly hasMore: boolean;
  /** Messages the node has not looked through yet; known once everything else was. */
  readonly unsearched: number;
  readonly error: AppError | undefined;
}

const NOTHING: SearchState = { text: '', rows: [], hasMore: false, unsearched: 0, error: undefined };

/** Whoever types fast asks once. */
const REST_MS = 120;
/** How often it is asked how far the index has come, while it has not come to its end. */
const UNSEARCHED_MS = 2_000;
const PAGE = 50;

export class SearchResults {
  readonly store: StoreApi<SearchState> = createStore<SearchState>(() => NOTHING);
  #wanted = '';
  #stop: () => void = () => undefined;
  #isPaging = false;

  /** @param conversationId searches in this conversation only */
  constructor(
    private readonly connection: Pick<NodeConnection, 'follow' | 'call'>,
    private readonly schedule: Schedule,
    private readonly conversationId?: string,
  ) {}

  search(typed: string): void {
    const text = typed.trim();
    if (text === this.#wanted) return;
    this.#wanted = text;
    if (text === '') this.close();
    else
      this.schedule.after(REST_MS, () => {
        if (this.#wanted === text) this.#follow(text);
      });
  }

  /** Gets the next page. */
  async more(): Promise<void> {
    const { text, rows, hasMore } = this.store.getState();
    const last = rows.at(-1);
    if (!hasMore || !last || this.#isPaging) return;
    this.#isPaging = true;
    const page = await this.connection.call('searchPage', {
      ...this.#question(text),
      before: last.position,
      limit: PAGE,
    });
    this.#isPaging = false;
    const now = this.store.getState();
    // It answers what is not asked any more.
    if (now.text !== text || now.rows.at(-1)?.position !== last.position) return;
    if (!page.ok) this.store.setState({ error: page.error });
    else {
      const { hasMore: hasNext, unsearched } = page.value;
      this.store.setState({ rows: [...now.rows, ...page.value.rows], hasMore: hasNext, unsearched });
    }
  }

  /** Forgets everything. */
  close(): void {
    this.#wanted = '';
    this.#stop();
    this.#stop = () => undefined;
    this.store.setState(NOTHING, true);
  }

  #follow(text: string): void {
    this.#stop();
    let isFirst = true;
    this.#stop = this.connection.follow(
      'search',
      { ...this.#question(text), limit: PAGE },
      ({ rows, hasNewer: hasMore }) => {
        if (isFirst) this.store.setState({ text, rows, hasMore, unsearched: 0, error: undefined });
        else this.store.setState((before) => continued(before, rows, hasMore));
        if (isFirst && !hasMore) void this.#countUnsearched(text);
        isFirst = false;
      },
      (error) => {
        this.store.setState({ ...NOTHING, text, error }, true);
      },
    );
  }

  async #countUnsearched(text: string): Promise<void> {
    const page = await this.connection.call('searchPage', { ...this.#question(text), limit: 1 });
    if (!page.ok || this.store.getState().text !== text) return;
    const { unsearched } = page.value;
    this.store.setState({ unsearched });
    if (unsearched > 0)
      this.schedule.after(UNSEARCHED_MS, () => {
        if (this.store.getState().text === text) void this.#countUnsearched(text);
      });
  }

  #question(text: string): { readonly text: string; readonly conversationId?: string } {
    return this.conversationId === undefined ? { text } : { text, conversationId: this.conversationId };
  }
}

/** What was behind the live rows stays, also what slid out of them because something newer was found. */
function continued(before: SearchState, live: readonly SearchRow[], hasMore: boolean): Partial<SearchState> {
  const end = live.at(-1)?.position;
  if (!hasMore || end === undefined) return { rows: live, hasMore };
  const behind = before.rows.filter(({ position }) => position > end);
  return { rows: [...live, ...behind], hasMore: behind.length > 0 ? before.hasMore : hasMore };
}
