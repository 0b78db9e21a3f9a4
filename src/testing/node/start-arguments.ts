import type { CrashPoint } from '../../node/lane/item-context.js';
import type { SendCrashPoint } from '../../node/link-bridge.js';

/** What the entry of a test node is started with, as JSON in its first argument. */
export interface StartArguments {
  readonly home: string;
  /** Listens on it and dials from it. */
  readonly host: string;
  /** 0 takes any. */
  readonly port: number;
  /** Where the process kills itself, counted from its start. */
  readonly crash: CrashPlace | null;
}

/** The `passing`th passing of a labelled point, from 1. */
export interface CrashPlace {
  readonly point: CrashPoint | SendCrashPoint;
  readonly passing: number;
}

/** What the entry tells the process that started it; once it is ready, that one may send it a `CrashPlace`. */
export type StartReport =
  | { readonly type: 'ready' }
  | { readonly type: 'armed' }
  | { readonly type: 'failed'; readonly error: { readonly code: string; readonly params: object } };
