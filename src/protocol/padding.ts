// Padding before the ratchet, so that a ciphertext tells a size class instead of a length.

import type { Bytes } from '../base/bytes.js';

const END = 0x80;
const BUCKETS = [512, 1_024, 2_048, 4_096, 8_192, 16_384];

/** The payload, 0x80, and zeros up to 512 B, 1, 2, 4, 8, 16 KiB, and beyond up to the next Padmé length. */
export function pad(payload: Uint8Array): Bytes {
  const padded = new Uint8Array(paddedLength(payload.length + 1));
  padded.set(payload);
  padded[payload.length] = END;
  return padded;
}

/** The payload inside; undefined when the end mark is missing. */
export function unpad(padded: Uint8Array): Bytes | undefined {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end--;
  return padded[end] === END ? new Uint8Array(padded.subarray(0, end)) : undefined;
}

function paddedLength(length: number): number {
  return BUCKETS.find((bucket) => length <= bucket) ?? padme(length);
}

/** Padmé (Nikitin et al., PURBs, PETS 2019): leaks O(log log length) bits at no more than 12 % overhead. */
function padme(length: number): number {
  const exponent = Math.floor(Math.log2(length));
  const mantissaBits = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - mantissaBits);
  return Math.ceil(length / step) * step;
}
