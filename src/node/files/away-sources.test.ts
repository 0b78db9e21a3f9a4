import { beforeEach, describe, expect, it } from 'vitest';
import type { UploadId } from '../../base/ids.js';
import { type ManualTimers, manualTimers } from '../../testing/network/manual-timers.js';
import { AwaySources } from './away-sources.js';

const FILE = '8'.repeat(32) as UploadId;

describe('a file of the owner that is out of reach', () => {
  let timers: ManualTimers;
  let isThere: boolean;
  let looks: number;
  let settled: UploadId[];
  let away: AwaySources;
  beforeEach(() => {
    timers = manualTimers();
    [isThere, looks, settled] = [false, 0, []];
    away = new AwaySources({
      timers,
      isStillAway: () => {
        looks += 1;
        return Promise.resolve(!isThere);
      },
      settled: (uploadId) => void settled.push(uploadId),
    });
    away.add(FILE);
  });

  const pass = async (ms: number) => {
    timers.advance(ms);
    await Promise.resolve();
    await Promise.resolve();
  };

  it('is looked for with growing waits until it is back, and then no more', async () => {
    expect(away.has(FILE)).toBe(true);
    for (const [ms, seen] of [
      [999, 0],
      [1, 1],
      [1_999, 1],
      [1, 2],
    ] as const) {
      await pass(ms);
      expect(looks).toBe(seen);
    }
    isThere = true;
    await pass(4_000);
    expect([looks, settled, away.has(FILE), timers.waiting]).toEqual([3, [FILE], false, 0]);
  });

  it('is looked for in one course, however often it could not be read', async () => {
    away.add(FILE);
    await pass(1_000);
    expect([looks, timers.waiting]).toEqual([1, 1]);
  });

  it('is looked for at once when its owner says so, and the waits begin anew', async () => {
    await pass(1_000);
    await pass(2_000);
    away.lookNow(FILE);
    // One look at a time.
    away.lookNow(FILE);
    await pass(0);
    expect([looks, timers.waiting]).toEqual([3, 1]);
    await pass(1_000);
    expect(looks).toBe(4);
  });

  it('is not looked for once the node stops', async () => {
    away.stop();
    await pass(60_000);
    away.lookNow(FILE);
    expect([looks, settled, timers.waiting]).toEqual([0, [], 0]);
  });
});
