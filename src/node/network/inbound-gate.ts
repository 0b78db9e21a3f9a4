// Decides when a received message is opened: at once, after a pause when the peer is too fast or our side cannot keep up,
// or never. Order is kept; while messages wait here nothing is read from the network.

import { fullBucket, takeTokens, type TokenBucket } from '../../core/link/index.js';
import type { Bytes } from '../../base/bytes.js';
import type { Timers } from '../../core/ports/timers.js';
import type { InboundRates } from './rates.js';

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
  #frames: TokenBucket;
  #bytes: TokenBucket;
  readonly #waiting: Bytes[] = [];
  #isHeld = false;
  #isClosed = false;
  #stopTimer: (() => void) | undefined;

  constructor(
    private readonly options: InboundGateOptions,
    private rates: InboundRates,
    private mayWait: boolean,
  ) {
    const now = options.timers.monotonicMs();
    this.#frames = fullBucket(rates.frames, now);
    this.#bytes = fullBucket(rates.bytes, now);
  }

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
    if (!this.#take(0)) this.#tooFast();
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

  setRates(rates: InboundRates, mayWait: boolean): void {
    this.rates = rates;
    this.mayWait = mayWait;
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting.length = 0;
    this.#stopTimer?.();
  }

  #drain(): void {
    for (let next = this.#waiting[0]; next && !this.isHeld; next = this.#waiting[0]) {
      if (!this.#take(next.length)) return this.#tooFast();
      this.#waiting.shift();
      this.options.deliver(next);
    }
  }

  #take(bytes: number): boolean {
    const now = this.options.timers.monotonicMs();
    const frames = takeTokens(this.#frames, this.rates.frames, 1, now);
    const volume = takeTokens(this.#bytes, this.rates.bytes, bytes, now);
    if (!frames || !volume) return false;
    this.#frames = frames;
    this.#bytes = volume;
    return true;
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
