/** Clock and timers as arguments, so that tests move time themselves. */
export interface Timers {
  /** Wall clock, Unix ms. For display and for "how long ago" across restarts only; it may jump. */
  now(): number;
  /** Milliseconds since an arbitrary start; never goes back. */
  monotonicMs(): number;
  /** Runs `action` once after `delayMs`; the returned function cancels it and may be called at any time. */
  after(delayMs: number, action: () => void): () => void;
}
