import type { AppError } from '../../base/app-error.js';

export interface ViewSnapshot {
  readonly rev: number;
  readonly incarnation: string;
  readonly rows: readonly unknown[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

export interface ViewDelta {
  readonly from: number;
  readonly to: number;
  readonly upsert: readonly unknown[];
  /** Ids of rows; none of them is in `upsert`. */
  readonly remove: readonly string[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

/** Whoever looks at a view. */
export interface ViewSink {
  /** The first thing that arrives, and whatever could not be said as a delta. */
  snapshot(snapshot: ViewSnapshot): void;
  delta(delta: ViewDelta): void;
  /** The view could not be read and is over. */
  failed(error: AppError): void;
}
