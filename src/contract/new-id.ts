// Ids that a face chooses for what a command creates. Ids of one time lie side by side in the indexes of a store, so that a
// commit writes one page of them and not one for each.

import { type Bytes, toHex } from '../base/bytes.js';

/** Random bytes in an id: what makes it unique, and unguessable enough that nobody takes it first. */
export const ID_RANDOM_BYTES = 10;

/**
 * 16 bytes in lowercase hexadecimal: 48 bits of `nowMs` (Unix ms), then `random` of `ID_RANDOM_BYTES`. The time orders ids
 * roughly and means nothing else; a wrong clock does no harm.
 */
export function newId(nowMs: number, random: Uint8Array): string {
  const id: Bytes = new Uint8Array(6 + ID_RANDOM_BYTES);
  const view = new DataView(id.buffer);
  view.setUint16(0, Math.floor(nowMs / 2 ** 32));
  view.setUint32(2, nowMs);
  id.set(random, 6);
  return toHex(id);
}
