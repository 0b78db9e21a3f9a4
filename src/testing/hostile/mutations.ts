// Input no honest node sends, the same for the same seed.

import { type Bytes, concatBytes } from '../../base/bytes.js';

export class Mutations {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below `end` (mulberry32). */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
  }

  bytes(length: number): Bytes {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  /** Any bytes, mostly short. */
  noise(): Bytes {
    return this.bytes(this.below(this.below(4) === 0 ? 2_048 : 48));
  }

  /** A valid input with something wrong: bits flipped, cut short, grown, spliced or a number blown up. */
  spoiled(valid: Bytes): Bytes {
    const at = this.below(valid.length);
    switch (this.below(5)) {
      case 0:
        return valid.map((byte, index) => (index === at ? byte ^ (1 << this.below(8)) : byte));
      case 1:
        return valid.slice(0, at);
      case 2:
        return concatBytes(valid, this.bytes(1 + this.below(16)));
      case 3:
        return concatBytes(valid.subarray(0, at), this.bytes(1 + this.below(8)), valid.subarray(at));
      default:
        // A varint as long as there is none: 2^63 and more where a length or number stood.
        return concatBytes(valid.subarray(0, at), new Uint8Array(10).fill(0xff), valid.subarray(at + 1));
    }
  }
}
