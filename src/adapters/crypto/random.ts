import { randomFillSync } from 'node:crypto';
import type { Bytes } from '../../base/bytes.js';

/** Unpredictable bytes of the operating system, in memory of their own (not a slice of Node's buffer pool). */
export function randomBytes(length: number): Bytes {
  return randomFillSync(new Uint8Array(length));
}
