import { describe, expect, it } from 'vitest';
import { Secret } from '../../base/secret.js';
import { calibrateCost, deriveKey, type CostSurroundings } from './key-derivation.js';

const MIB = 1024;
const GIB_BYTES = 2 ** 30;

/** A machine on which the trial takes this long. */
const taking = (trialMs: number, memoryBytes = GIB_BYTES): CostSurroundings => {
  let calls = 0;
  return { kdf: 'auto', memoryBytes, monotonicMs: () => trialMs * calls++ };
};

describe('calibration', () => {
  it.each([
    [100, 10],
    [250, 6],
    [500, 3],
    [5000, 3],
    [0, 10],
  ])('after a trial of %d ms asks for %d passes', async (trialMs, passes) => {
    expect(await calibrateCost(taking(trialMs))).toEqual({ memoryKiB: 64 * MIB, passes, lanes: 4 });
  });

  it('takes 256 MiB from 2 GiB of memory on', async () => {
    expect(await calibrateCost(taking(500, 2 * GIB_BYTES))).toMatchObject({ memoryKiB: 256 * MIB });
    expect(await calibrateCost(taking(500, 2 * GIB_BYTES - 1))).toMatchObject({ memoryKiB: 64 * MIB });
  });

  it('is the floor where the owner chose the minimum', async () => {
    const minimum = { ...taking(1, 64 * GIB_BYTES), kdf: 'minimum' as const };
    expect(await calibrateCost(minimum)).toEqual({ memoryKiB: 64 * MIB, passes: 3, lanes: 4 });
  });
});

describe('key derivation', () => {
  const floor = { memoryKiB: 64 * MIB, passes: 3, lanes: 4 };
  const salt = new Uint8Array(16);

  it('depends on the password, the salt and the cost', async () => {
    const password = new Secret('correct horse');
    const keys = await Promise.all([
      deriveKey(password, salt, floor),
      deriveKey(new Secret('correct horsf'), salt, floor),
      deriveKey(password, salt.slice().fill(1), floor),
      deriveKey(password, salt, { ...floor, passes: 4 }),
    ]);
    expect(keys.map((key) => key.length)).toEqual([32, 32, 32, 32]);
    expect(new Set(keys.map((key) => key.join())).size).toBe(4);
  });

  it('does not start outside its bounds', async () => {
    const dear = deriveKey(new Secret('x'), salt, { ...floor, passes: 17 });
    await expect(dear).rejects.toThrow(RangeError);
  });
});
