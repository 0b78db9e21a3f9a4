// What is stored for a session: the highest accepted counter of its newest chains, then libsignal's record.

import { AppError } from '../../base/app-error.js';
import { type Bytes, concatBytes, equalBytes } from '../../base/bytes.js';
import type { MessagePosition } from './message-position.js';

/** A counter further than this above the highest accepted of its chain is refused; libsignal keeps as many skipped keys. */
export const FARTHEST_JUMP = 2_000;

/** Chains remembered per peer. libsignal keeps 5 receiving chains of a session. */
const REMEMBERED_CHAINS = 8;

/** Views of the stored bytes, not copies. */
export interface SessionValue {
  /** Encoded: one byte version, one byte number of chains, then per chain, oldest first, 32 bytes ratchet key and 4 bytes
   * counter (big endian). */
  readonly accepted: Bytes;
  /** libsignal `SessionRecord.serialize()`. */
  readonly record: Bytes;
}

const VERSION = 1;
const HEADER_BYTES = 2;
const CHAIN_BYTES = 32;
const ENTRY_BYTES = CHAIN_BYTES + 4;

/** Of a peer that has not sent anything yet. */
export const NOTHING_ACCEPTED: Bytes = Uint8Array.of(VERSION, 0);

export function encodeSessionValue({ accepted, record }: SessionValue): Bytes {
  return concatBytes(accepted, record);
}

/** Throws AppError STORE_DAMAGED when the stored bytes are not of this form. */
export function decodeSessionValue(value: Bytes): SessionValue {
  const [version, chains = 0] = value;
  const recordStart = HEADER_BYTES + chains * ENTRY_BYTES;
  if (version !== VERSION || value.length < recordStart) throw new AppError('STORE_DAMAGED');
  return { accepted: value.subarray(0, recordStart), record: value.subarray(recordStart) };
}

/** An unknown chain counts from 0, and so does one forgotten because 8 newer ones followed. */
export function isJump(accepted: Bytes, position: MessagePosition): boolean {
  const entry = entryOf(accepted, position);
  return position.counter > (entry ? counterOf(entry) : 0) + FARTHEST_JUMP;
}

/** With this position as its chain's highest, if it is. */
export function accept(accepted: Bytes, position: MessagePosition): Bytes {
  const entry = entryOf(accepted, position);
  if (!entry) return withNewChain(accepted, position);
  if (counterOf(entry) >= position.counter) return accepted;
  const raised = accepted.slice();
  raised.set(entryBytes(position), entry.byteOffset - accepted.byteOffset);
  return raised;
}

function withNewChain(accepted: Bytes, position: MessagePosition): Bytes {
  const entries = accepted.subarray(HEADER_BYTES);
  const kept = entries.subarray(Math.max(0, entries.length - (REMEMBERED_CHAINS - 1) * ENTRY_BYTES));
  const chains = kept.length / ENTRY_BYTES + 1;
  return concatBytes(Uint8Array.of(VERSION, chains), kept, entryBytes(position));
}

function entryOf(accepted: Bytes, { chain }: MessagePosition): Bytes | undefined {
  for (let start = HEADER_BYTES; start < accepted.length; start += ENTRY_BYTES) {
    const entry = accepted.subarray(start, start + ENTRY_BYTES);
    if (equalBytes(entry.subarray(0, CHAIN_BYTES), chain)) return entry;
  }
  return undefined;
}

function entryBytes({ chain, counter }: MessagePosition): Bytes {
  const entry = new Uint8Array(ENTRY_BYTES);
  entry.set(chain);
  new DataView(entry.buffer).setUint32(CHAIN_BYTES, counter);
  return entry;
}

function counterOf(entry: Bytes): number {
  return new DataView(entry.buffer, entry.byteOffset).getUint32(CHAIN_BYTES);
}
