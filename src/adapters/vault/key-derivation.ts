// Promise: a password becomes a key only at a price within fixed bounds; parameters outside are refused before hashing.

import { argon2id, hash } from 'argon2';
import { copyBytes, type Bytes } from '../../base/bytes.js';
import type { Secret } from '../../base/secret.js';

/** Argon2id (RFC 9106) parameters. */
export interface KeyCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** minimum is documented as weaker: for small machines and tests. */
export type KdfChoice = 'auto' | 'minimum';

/** What calibration looks at. */
export interface CostSurroundings {
  readonly kdf: KdfChoice;
  readonly memoryBytes: number;
  readonly monotonicMs: () => number;
}

const KIB_PER_MIB = 1024;
const FLOOR: KeyCost = { memoryKiB: 64 * KIB_PER_MIB, passes: 3, lanes: 4 };
const CEILING: KeyCost = { memoryKiB: 1024 * KIB_PER_MIB, passes: 16, lanes: 4 };
const USUAL_MEMORY_KIB = 256 * KIB_PER_MIB;
const SMALL_MACHINE_BYTES = 2 * 1024 ** 3;
const TARGET_MS = 500;
const MOST_PASSES = 10;
const KEY_BYTES = 32;

export const SALT_BYTES = 16;

/** Neither cheaper than the floor, which a forged file could ask for, nor dearer than any machine should try. */
export function isAcceptableCost({ memoryKiB, passes, lanes }: KeyCost): boolean {
  return (
    isWithin(memoryKiB, FLOOR.memoryKiB, CEILING.memoryKiB) &&
    isWithin(passes, FLOOR.passes, CEILING.passes) &&
    isWithin(lanes, FLOOR.lanes, CEILING.lanes)
  );
}

/** Parameters that take about half a second here. */
export async function calibrateCost({ kdf, memoryBytes, monotonicMs }: CostSurroundings): Promise<KeyCost> {
  if (kdf === 'minimum') return FLOOR;
  const memoryKiB = memoryBytes < SMALL_MACHINE_BYTES ? FLOOR.memoryKiB : USUAL_MEMORY_KIB;
  const trial = { ...FLOOR, memoryKiB };
  const startMs = monotonicMs();
  await argon2(Buffer.alloc(SALT_BYTES), Buffer.alloc(SALT_BYTES), trial);
  const elapsedMs = Math.max(monotonicMs() - startMs, 1);
  const passes = Math.floor((trial.passes * TARGET_MS) / elapsedMs);
  return { ...trial, passes: Math.min(Math.max(passes, FLOOR.passes), MOST_PASSES) };
}

/** 32 bytes to be zeroed after use. The cost must be acceptable. Runs outside the calling thread. */
export async function deriveKey(password: Secret<string>, salt: Uint8Array, cost: KeyCost): Promise<Bytes> {
  if (!isAcceptableCost(cost)) throw new RangeError('key derivation parameters out of bounds');
  // NFC: the same password typed on another system may arrive decomposed.
  const bytes = Buffer.from(password.reveal().normalize('NFC'), 'utf8');
  try {
    return await argon2(bytes, salt, cost);
  } finally {
    bytes.fill(0);
  }
}

async function argon2(password: Buffer, salt: Uint8Array, cost: KeyCost): Promise<Bytes> {
  const raw = await hash(password, {
    raw: true,
    type: argon2id,
    salt: Buffer.from(salt),
    memoryCost: cost.memoryKiB,
    timeCost: cost.passes,
    parallelism: cost.lanes,
    hashLength: KEY_BYTES,
  });
  const key = copyBytes(raw);
  raw.fill(0);
  return key;
}

function isWithin(value: number, lowest: number, highest: number): boolean {
  return Number.isInteger(value) && value >= lowest && value <= highest;
}
