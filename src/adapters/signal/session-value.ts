// What is stored for a session: the highest accepted counter of its newest chains, then libsignal's record.

import { AppError } from '../../base/app-error.js';
import { type Bytes, concatBytes, fromHex, toHex } from '../../base/bytes.js';
import type { MessagePosition } from './message-position.js';

/** A counter further than this above the highest accepted of its chain is refused. */
export const FARTHEST_JUMP = 2_000;

/** Chains remembered per peer, newest last. libsignal keeps 5 receiving chains of a session. */
const REMEMBERED_CHAINS = 8;

export interface SessionValue {
  /** The last accepted position of each remembered chain is its highest. */
  readonly accepted: readonly MessagePosition[];
  /** libsignal `SessionRecord.serialize()`. */
  readonly record: Bytes;
}

/** An unknown chain counts from 0, and so does one forgotten because 8 newer ones followed. */
export function isJump(accepted: readonly MessagePosition[], position: MessagePosition): boolean {
  const highest = accepted.find(({ chain }) => chain === position.chain)?.counter ?? 0;
  return position.counter > highest + FARTHEST_JUMP;
}

export function accept(
  accepted: readonly MessagePosition[],
  position: MessagePosition,
): readonly MessagePosition[] {
  const known = accepted.find(({ chain }) => chain === position.chain);
  if (!known) return [...accepted, position].slice(-REMEMBERED_CHAINS);
  return known.counter >= position.counter
    ? accepted
    : accepted.map((entry) => (entry === known ? position : entry));
}

// One byte version, one byte number of chains, then for each 32 bytes ratchet key and 4 bytes counter (big endian).
const VERSION = 1;
const HEADER_BYTES = 2;
const CHAIN_BYTES = 32;
const ENTRY_BYTES = CHAIN_BYTES + 4;

export function encodeSessionValue({ accepted, record }: SessionValue): Bytes {
  const prefix = new Uint8Array(HEADER_BYTES + accepted.length * ENTRY_BYTES);
  prefix.set([VERSION, accepted.length]);
  const view = new DataView(prefix.buffer);
  accepted.forEach(({ chain, counter }, index) => {
    const start = HEADER_BYTES + index * ENTRY_BYTES;
    prefix.set(fromHex(chain) ?? [], start);
    view.setUint32(start + CHAIN_BYTES, counter);
  });
  return concatBytes(prefix, record);
}

/** Throws AppError STORE_DAMAGED when the stored bytes are not of this form. */
export function decodeSessionValue(value: Bytes): SessionValue {
  const [version, chains = 0] = value;
  const recordStart = HEADER_BYTES + chains * ENTRY_BYTES;
  if (version !== VERSION || value.length < recordStart) throw new AppError('STORE_DAMAGED');
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const accepted = Array.from({ length: chains }, (_, index) => {
    const start = HEADER_BYTES + index * ENTRY_BYTES;
    const chain = toHex(value.subarray(start, start + CHAIN_BYTES));
    return { chain, counter: view.getUint32(start + CHAIN_BYTES) };
  });
  return { accepted, record: value.slice(recordStart) };
}
