import type { ViewCursor, WindowEdges } from '../../contract/messages.js';
import type { ViewName } from '../../contract/views.js';

export interface ViewSnapshot {
  readonly rev: number;
  readonly incarnation: string;
  readonly rows: readonly unknown[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** Of a window with an anchor. */
  readonly window?: WindowEdges;
}

export interface ViewDelta {
  readonly from: number;
  readonly to: number;
  readonly upsert: readonly unknown[];
  /** Ids of rows; none of them is in `upsert`. */
  readonly remove: readonly string[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  readonly window?: WindowEdges;
}

/** Whoever looks at a view. */
export interface ViewSink {
  /** The first thing that arrives when no cursor was given, and whatever could not be said as a delta. */
  snapshot(snapshot: ViewSnapshot): void;
  delta(delta: ViewDelta): void;
  /** The view could not be read and is over; anything but an AppError is a bug. */
  failed(error: unknown): void;
}

/** Where live views come from. */
export interface ViewSource {
  /**
   * Begins with a snapshot, or with a delta from the cursor; `params` passed the view's schema. Returns what ends it: nothing
   * reaches the sink after that, nor before it returned.
   */
  subscribe(view: ViewName, params: unknown, sink: ViewSink, cursor?: ViewCursor): () => void;
}
