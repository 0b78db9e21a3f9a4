// Bounds what nodes that have not proved who they are can hold: connections in all and per network, with a share kept free
// for the networks our contacts come from.

import type { ConnectionGate, ConnectionPlace } from '../../adapters/http/connection-gate.js';
import { networkOf } from '../../base/ip-network.js';
import type { Timers } from '../../core/ports/timers.js';

export const PLACES = 256;
/** A quarter, for networks a contact proved itself from. */
export const RESERVED_PLACES = 64;
export const PLACES_PER_IPV4 = 16;
/** Per /56: what one household gets. */
export const PLACES_PER_IPV6_NETWORK = 32;
const REMEMBERED_FOR_MS = 7 * 24 * 3_600_000;
export const REMEMBERED_NETWORKS = 4_096;

export class PreAuthGate implements ConnectionGate {
  readonly #taken = new Map<string, number>();
  /** When a contact last proved itself from a network; least recent first. */
  readonly #known = new Map<string, number>();
  #total = 0;

  constructor(private readonly timers: Timers) {}

  admit(ip: string): ConnectionPlace | undefined {
    const network = networkOf(ip);
    const taken = this.#taken.get(network) ?? 0;
    const limit = network.includes(':') ? PLACES_PER_IPV6_NETWORK : PLACES_PER_IPV4;
    const places = this.#isKnown(network) ? PLACES : PLACES - RESERVED_PLACES;
    if (taken >= limit || this.#total >= places) return undefined;
    this.#taken.set(network, taken + 1);
    this.#total += 1;
    let isHeld = true;
    return {
      release: () => {
        if (isHeld) this.#release(network);
        isHeld = false;
      },
    };
  }

  /** A contact proved itself from this address, so long ago. */
  remember(ip: string, agoMs = 0): void {
    const network = networkOf(ip);
    const seenAt = Math.max(this.#known.get(network) ?? -Infinity, this.timers.monotonicMs() - agoMs);
    this.#known.delete(network);
    this.#known.set(network, seenAt);
    const oldest = this.#known.keys().next();
    if (this.#known.size > REMEMBERED_NETWORKS && !oldest.done) this.#known.delete(oldest.value);
  }

  #isKnown(network: string): boolean {
    const seenAt = this.#known.get(network);
    return seenAt !== undefined && this.timers.monotonicMs() - seenAt < REMEMBERED_FOR_MS;
  }

  #release(network: string): void {
    const taken = this.#taken.get(network) ?? 0;
    if (taken > 1) this.#taken.set(network, taken - 1);
    else this.#taken.delete(network);
    this.#total -= 1;
  }
}
