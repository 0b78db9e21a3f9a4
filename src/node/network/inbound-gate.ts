// Decides when a received message is opened: at once, after a pause when the peer is too fast or our side cannot keep up,
// or never. Order is kept; while messages wait here nothing is read from the network.

import type { Bytes } from '../../base/bytes.js';
import type { Timers } from '../../core/ports/timers.js';
import type { Allowance } from './allowance.js';

export interface InboundGateOptions {
  readonly timers: Timers;
  readonly deliver: (message: Bytes) => void;
  readonly pauseReading: () => void;
  readonly resumeReading: () => void;
  /** The peer was too fast and is not one that may wait. */
  readonly overrun: () => void;
}

/** How long a peer that was too fast waits before it is looked at again. */
const THROTTLE_MS = 20;

export class InboundGate {
  readonly #waiting: Bytes[] = [];
  #isHeld = false;
  #isClosed = false;
  #stopTimer: (() => void) | undefined;

  constructor(
    private readonly options: InboundGateOptions,
    private allowance: Allowance,
    private mayWait: boolean,
  ) {}

  /** Whether our side, not the peer, is why nothing arrives. */
  get isHeld(): boolean {
    return this.#isHeld || this.#stopTimer !== undefined;
  }

  push(message: Bytes): void {
    if (this.#isClosed) return;
    this.#waiting.push(message);
    if (!this.isHeld) this.#drain();
  }

  /** Something that costs as much as a frame and carries nothing. */
  charge(): void {
    if (!this.allowance.take(0)) this.#tooFast();
  }

  hold(): void {
    this.#isHeld = true;
    this.options.pauseReading();
  }

  release(): void {
    this.#isHeld = false;
    this.#drain();
    if (!this.isHeld && !this.#isClosed) this.options.resumeReading();
  }

  setAllowance(allowance: Allowance, mayWait: boolean): void {
    this.allowance = allowance;
    this.mayWait = mayWait;
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting.length = 0;
    this.#stopTimer?.();
  }

  #drain(): void {
    for (let next = this.#waiting[0]; next && !this.isHeld; next = this.#waiting[0]) {
      if (!this.allowance.take(next.length)) return this.#tooFast();
      this.#waiting.shift();
      this.options.deliver(next);
    }
  }

  #tooFast(): void {
    if (!this.mayWait) return this.options.overrun();
    this.options.pauseReading();
    this.#stopTimer ??= this.options.timers.after(THROTTLE_MS, () => {
      this.#stopTimer = undefined;
      if (!this.#isHeld) this.release();
    });
  }
}
