// A window on a conversation that moves: what it showed stays until the next rows are there, so that nothing goes blank,
// and there are never more than two windows of rows.

import { shallow } from 'zustand/shallow';
import { type StoreApi, createStore } from 'zustand/vanilla';
import type { ViewState } from '../../src/contract/client.js';
import type { MessageRow } from '../../src/contract/values.js';
import type { WindowAnchor } from '../../src/contract/views.js';
import type { NodeConnection } from './node-connection.js';
import type { Schedule } from './schedule.js';

/** Rows on either side of the anchor. Two windows, while one takes the place of the other, are the 600 rows in memory. */
export const ROWS_EACH_SIDE = 150;

export interface MessageWindowState {
  /** Oldest first. */
  readonly rows: readonly MessageRow[];
  /** False until the first rows, or the news that there are none. */
  readonly isLoaded: boolean;
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** Unread ones before and after the rows. */
  readonly unreadOlder: number;
  readonly unreadNewer: number;
  /** These are the newest rows, whatever arrives. */
  readonly isNewest: boolean;
  /** Where the list is to go, each time it is another object. */
  readonly landing: Landing | undefined;
}

export interface Landing {
  /** The row the anchor was found at; undefined: the end. */
  readonly rowId: string | undefined;
  /** The anchor was asked for and is not there. */
  readonly isMissing: boolean;
  readonly jump: Jump;
}

/** Somewhere to go on purpose. */
export interface Jump {
  readonly anchor: WindowAnchor;
  /** Shows which one is meant. */
  readonly isMarked?: boolean;
  /** How far below the top of the row the list begins, in CSS pixels. */
  readonly offsetPx?: number;
}

const NOTHING: MessageWindowState = {
  ...{ rows: [], isLoaded: false, hasOlder: false, hasNewer: false, unreadOlder: 0, unreadNewer: 0 },
  ...{ isNewest: false, landing: undefined },
};

type Follow = Pick<NodeConnection, 'follow'>;

export class MessageWindow {
  readonly store: StoreApi<MessageWindowState> = createStore<MessageWindowState>(() => NOTHING);
  #stop: () => void = () => undefined;
  #stopNext: () => void = () => undefined;
  #anchor: string | undefined;
  #next: MessageWindowState | undefined;
  #isOpen = false;
  /** Rows are on their way. Asking for others before they came, whoever scrolls on would never get any. */
  #isMoving = false;

  constructor(
    private readonly connection: Follow,
    private readonly schedule: Schedule,
    private readonly conversationId: string,
  ) {}

  open(jump: Jump): void {
    this.#isOpen = true;
    this.#show(jump.anchor, jump);
  }

  close(): void {
    this.#isOpen = false;
    this.#stop();
    this.#stopNext();
    this.#isMoving = false;
    this.#anchor = undefined;
  }

  /** Goes there, at once when it is among the rows. */
  jump(jump: Jump): void {
    const { anchor } = jump;
    const { rows, hasNewer } = this.store.getState();
    const isHere =
      (anchor.at === 'message' && rows.some(({ id }) => id === anchor.id)) ||
      (anchor.at === 'newest' && !hasNewer && rows.length > 0);
    if (!isHere) this.#show(anchor, jump);
    else this.#set({ landing: landingOf(jump, anchor.at === 'message' ? anchor.id : undefined, false) });
  }

  /** Gets what is around a row that is shown, which stays where it is. */
  recentre(position: string): void {
    const isShown = this.store.getState().rows.some((row) => row.position === position);
    if (isShown && !this.#isLeaving) this.#show({ at: 'position', position });
  }

  /** Keeps to the newest rows; what is shown stays where it is. */
  follow(): void {
    if (!this.#isLeaving) this.#show({ at: 'newest' });
  }

  /** Other rows are on their way, or there and not drawn yet: where the list still is, nobody wants to stay. */
  get #isLeaving(): boolean {
    return (
      this.#isMoving || (this.#next !== undefined && this.#next.landing !== this.store.getState().landing)
    );
  }

  #show(anchor: WindowAnchor, jump?: Jump): void {
    const key = JSON.stringify(anchor);
    // A jump is answered anew every time.
    if (!this.#isOpen || (key === this.#anchor && !jump)) return;
    this.#anchor = key;
    this.#isMoving = true;
    this.#stopNext();
    let isFirst = true;
    const { conversationId } = this;
    const params = { conversationId, anchor, before: ROWS_EACH_SIDE, after: ROWS_EACH_SIDE };
    const stop = this.connection.follow(
      'messages',
      params,
      (state) => {
        const landing = isFirst && jump ? { landing: whereTo(state, jump) } : {};
        if (isFirst) this.#replace(stop);
        isFirst = false;
        this.#set({ ...shownOf(state), ...landing });
      },
      () => {
        this.#isMoving = false;
        this.#set({ isLoaded: true });
      },
    );
    this.#stopNext = stop;
  }

  /** The rows of the next window are there. */
  #replace(stop: () => void): void {
    this.#stop();
    this.#stop = stop;
    this.#stopNext = () => undefined;
    this.#isMoving = false;
  }

  /** One change a frame. */
  #set(changes: Partial<MessageWindowState>): void {
    const isWaiting = this.#next !== undefined;
    this.#next = { ...(this.#next ?? this.store.getState()), ...changes };
    if (isWaiting) return;
    this.schedule.beforePaint(() => {
      if (this.#next) this.store.setState(steadied(this.#next, this.store.getState().rows), true);
      this.#next = undefined;
    });
  }
}

/** A row that two windows have is one object as long as nothing in it changed: it is not drawn anew. */
function steadied(next: MessageWindowState, shown: readonly MessageRow[]): MessageWindowState {
  if (next.rows === shown) return next;
  const known = new Map(shown.map((row) => [row.id, row]));
  const rows = next.rows.map((row) => {
    const before = known.get(row.id);
    return before !== undefined && shallow(before, row) ? before : row;
  });
  return { ...next, rows };
}

function shownOf({ rows, hasOlder, hasNewer, window }: ViewState<MessageRow>): Partial<MessageWindowState> {
  const { unreadOlder = 0, unreadNewer = 0 } = window ?? {};
  const isNewest = window?.anchor === null;
  return { rows, hasOlder, hasNewer, unreadOlder, unreadNewer, isLoaded: true, isNewest };
}

function whereTo({ rows, window }: ViewState<MessageRow>, jump: Jump): Landing {
  const anchor = window?.anchor ?? null;
  const row = anchor === null ? undefined : (rows.find(({ position }) => position >= anchor) ?? rows.at(-1));
  return landingOf(jump, row?.id, anchor === null && jump.anchor.at === 'message');
}

function landingOf(jump: Jump, rowId: string | undefined, isMissing: boolean): Landing {
  return { jump, rowId, isMissing };
}
