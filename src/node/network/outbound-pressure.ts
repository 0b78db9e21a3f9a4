// What waits to leave on one link stays bounded: a reader that is too slow stops its sender, one that stands still is cut.

import type { FrameSocket } from '../../adapters/websocket/frame-socket.js';
import type { Timers } from '../../core/ports/timers.js';

/** From here on nothing more is taken from the node ... */
export const FULL_BYTES = 1_048_576;
/** ... until no more than this waits. */
export const WRITABLE_BYTES = 524_288;
/** Bulk waits earlier, so that a message is never behind more of it than this. */
export const BULK_FULL_BYTES = 131_072;
export const BULK_WRITABLE_BYTES = 65_536;
/** What answers to the peer's own frames may grow to, and for how long it may stay there. */
export const STUCK_BYTES = 4 * 1_048_576;
export const STUCK_AFTER_MS = 30_000;

export interface OutboundPressureListener {
  writable(): void;
  stuck(): void;
}

export class OutboundPressure {
  #hasRefused = false;
  #hasRefusedBulk = false;
  #stopTimer: (() => void) | undefined;

  constructor(
    private readonly timers: Timers,
    private readonly socket: Pick<FrameSocket, 'bufferedBytes'>,
    private readonly listener: OutboundPressureListener,
  ) {}

  /** Whether the sender has to wait; `writable` follows. */
  isFull(isBulk = false): boolean {
    if (isBulk) return this.#isFullOfBulk();
    const isFull = this.socket.bufferedBytes >= (this.#hasRefused ? WRITABLE_BYTES : FULL_BYTES);
    if (isFull) this.#hasRefused = true;
    return isFull;
  }

  sent(): void {
    if (this.#stopTimer || this.socket.bufferedBytes <= STUCK_BYTES) return;
    this.#stopTimer = this.timers.after(STUCK_AFTER_MS, () => {
      this.listener.stuck();
    });
  }

  drained(): void {
    const waiting = this.socket.bufferedBytes;
    if (waiting <= STUCK_BYTES) this.close();
    const isWritable = this.#hasRefused && waiting <= WRITABLE_BYTES;
    const isWritableBulk = this.#hasRefusedBulk && waiting <= BULK_WRITABLE_BYTES;
    if (isWritable) this.#hasRefused = false;
    if (isWritableBulk) this.#hasRefusedBulk = false;
    if (isWritable || isWritableBulk) this.listener.writable();
  }

  #isFullOfBulk(): boolean {
    const isFull = this.socket.bufferedBytes >= BULK_FULL_BYTES;
    if (isFull) this.#hasRefusedBulk = true;
    return isFull;
  }

  close(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }
}
