import type { CrashPoint } from '../../node/lane/item-context.js';
import type { SendCrashPoint } from '../../node/link-bridge.js';

/** What the entry of a test node is started with, as JSON in its first argument. */
export interface StartArguments {
  readonly home: string;
  /** Listens on it and dials from it. */
  readonly host: string;
  /** 0 takes any. */
  readonly port: number;
  /** Where the process kills itself. */
  readonly crash: CrashPlace | null;
}

/** The `passing`th passing of a labelled point, from 1. */
export interface CrashPlace {
  readonly point: CrashPoint | SendCrashPoint;
  readonly passing: number;
  /** Counted from `NodeProcess.arm` instead of from the start. */
  readonly whenArmed?: boolean;
}

/** What a lane's thread that may kill its process is started with. */
export interface CrashData {
  readonly place: CrashPlace | null;
  /** Not 0 once passings count; shared with the main thread. */
  readonly armed: Int32Array<SharedArrayBuffer>;
}

/** What the entry tells the process that started it. */
export type StartReport =
  | { readonly type: 'ready' }
  | { readonly type: 'armed' }
  | { readonly type: 'failed'; readonly error: { readonly code: string; readonly params: object } };
