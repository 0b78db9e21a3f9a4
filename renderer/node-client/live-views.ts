// Live views shared by whoever looks: one subscription each, one store each, at most one change a frame.

import { type StoreApi, createStore } from 'zustand/vanilla';
import type { AppError } from '../../src/base/app-error.js';
import type { ViewName, ViewParams, ViewRow } from '../../src/contract/views.js';
import type { NodeConnection } from './node-connection.js';
import type { Schedule } from './schedule.js';

export interface LiveRows<Row> {
  readonly rows: readonly Row[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** False until the first snapshot. */
  readonly isLoaded: boolean;
  /** False as long as rows are on their way: what is missing of a long list is neither gone, nor news when it comes. */
  readonly isWhole: boolean;
  readonly error: AppError | undefined;
}

const NOTHING: LiveRows<never> = {
  rows: [],
  hasOlder: false,
  hasNewer: false,
  isLoaded: false,
  isWhole: false,
  error: undefined,
};

interface Shared {
  readonly store: StoreApi<LiveRows<unknown>>;
  readonly stop: () => void;
  looking: number;
}

/** How long a view outlives its last viewer: switching areas back and forth costs nothing. */
const LINGER_MS = 5_000;

export class LiveViews {
  readonly #views = new Map<string, Shared>();

  constructor(
    private readonly connection: NodeConnection,
    private readonly schedule: Schedule,
  ) {}

  /** The rows as far as they are known; they are kept up to date while `look` holds them. */
  store<Name extends ViewName>(name: Name, params: ViewParams<Name>): StoreApi<LiveRows<ViewRow<Name>>> {
    // Rows are what the view's schema says.
    return this.#open(name, params).store as StoreApi<LiveRows<ViewRow<Name>>>;
  }

  /** Keeps a view until the returned function is called. */
  look(name: ViewName, params: ViewParams<ViewName>): () => void {
    const shared = this.#open(name, params);
    shared.looking += 1;
    return () => {
      shared.looking -= 1;
      this.#endLater(keyOf(name, params), shared);
    };
  }

  #open(name: ViewName, params: ViewParams<ViewName>): Shared {
    const key = keyOf(name, params);
    const known = this.#views.get(key);
    if (known) return known;
    const store = createStore<LiveRows<unknown>>(() => NOTHING);
    let next: LiveRows<unknown> | undefined;
    const set = (rows: LiveRows<unknown>) => {
      const isWaiting = next !== undefined;
      next = rows;
      if (isWaiting) return;
      this.schedule.beforePaint(() => {
        if (next) store.setState(next, true);
        next = undefined;
      });
    };
    const stop = this.connection.follow(
      name,
      params,
      (state) => {
        set({ ...state, isLoaded: true, isWhole: !state.hasNewer, error: undefined });
      },
      (error) => {
        set({ ...NOTHING, error });
      },
    );
    const shared: Shared = { store, stop, looking: 0 };
    this.#views.set(key, shared);
    // Rendered, but perhaps never committed.
    this.#endLater(key, shared);
    return shared;
  }

  #endLater(key: string, shared: Shared): void {
    if (shared.looking > 0) return;
    this.schedule.after(LINGER_MS, () => {
      if (shared.looking > 0 || this.#views.get(key) !== shared) return;
      this.#views.delete(key);
      shared.stop();
    });
  }
}

function keyOf(name: ViewName, params: ViewParams<ViewName>): string {
  return `${name} ${JSON.stringify(params)}`;
}
