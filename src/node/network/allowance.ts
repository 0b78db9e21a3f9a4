// What a peer may still send: a contact on its link, strangers of one network together, on however many links they come.

import { networkOf } from '../../base/ip-network.js';
import { fullBucket, takeTokens, type TokenBucket } from '../../core/link/index.js';
import type { Timers } from '../../core/ports/timers.js';
import { type InboundRates, STRANGER_RATES } from './rates.js';

export class Allowance {
  #frames: TokenBucket;
  #bytes: TokenBucket;

  constructor(
    private readonly timers: Timers,
    private readonly rates: InboundRates,
  ) {
    const now = timers.monotonicMs();
    this.#frames = fullBucket(rates.frames, now);
    this.#bytes = fullBucket(rates.bytes, now);
  }

  /** Takes one frame of this size; false, and nothing is taken, when there is not enough left. */
  take(bytes: number): boolean {
    const now = this.timers.monotonicMs();
    const frames = takeTokens(this.#frames, this.rates.frames, 1, now);
    const volume = takeTokens(this.#bytes, this.rates.bytes, bytes, now);
    if (!frames || !volume) return false;
    this.#frames = frames;
    this.#bytes = volume;
    return true;
  }

  /** Nothing of it is used: a fresh one is worth the same. */
  isFull(): boolean {
    const { frames, bytes } = this.rates;
    const now = this.timers.monotonicMs();
    return (
      !!takeTokens(this.#frames, frames, frames.burst, now) &&
      !!takeTokens(this.#bytes, bytes, bytes.burst, now)
    );
  }
}

export class StrangerAllowances {
  readonly #byNetwork = new Map<string, Allowance>();

  constructor(private readonly timers: Timers) {}

  /** Shared by all links from the network of this address, those that ended included. */
  of(ip: string): Allowance {
    const network = networkOf(ip);
    const known = this.#byNetwork.get(network);
    if (known) return known;
    for (const [other, allowance] of this.#byNetwork) if (allowance.isFull()) this.#byNetwork.delete(other);
    const fresh = new Allowance(this.timers, STRANGER_RATES);
    this.#byNetwork.set(network, fresh);
    return fresh;
  }
}
