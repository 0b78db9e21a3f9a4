import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../base/bytes.js';
import { ChunkSet } from '../../core/transfer/index.js';
import { PushFetch } from './push-fetch.js';
import type { AwaitedStretch } from './push-intake.js';

const CHUNKS = 400;

interface Asked {
  readonly first: number;
  readonly count: number;
  readonly stretch: AwaitedStretch;
}

/** A sender that brings stretches when the test says so, each in `tookMs`. */
function scene(tookMs = 100) {
  const chunks = new ChunkSet(CHUNKS);
  const open = new Map<Bytes, AwaitedStretch>();
  const asked: Asked[] = [];
  let now = 0;
  let isFull = false;
  const fetch = new PushFetch({
    sizeBytes: CHUNKS * 262_144,
    intake: {
      await: (stretch) => {
        const ticket = new Uint8Array(32);
        open.set(ticket, stretch);
        return ticket;
      },
      forget: (ticket) => void open.delete(ticket),
    },
    monotonicMs: () => now,
    missing: (from, most) => Promise.resolve(chunks.missingFrom(from, most)),
    ask: ({ ticket, first, count }) => {
      const stretch = open.get(ticket);
      if (!isFull && stretch) asked.push({ first, count, stretch });
      return !isFull;
    },
    put: (index) => {
      chunks.add(index);
      return Promise.resolve();
    },
  });
  const bring = async ({ first, count, stretch }: Asked): Promise<void> => {
    now += tookMs;
    for (let index = first; index < first + count; index++) await stretch.put(index, new Uint8Array(0));
    stretch.came();
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  const bringAll = async (): Promise<number[]> => {
    const counts: number[] = [];
    for (let next = asked.shift(); next; next = asked.shift()) {
      counts.push(next.count);
      await bring(next);
    }
    return counts;
  };
  return {
    ...{ chunks, open, asked, fetch, bring, bringAll },
    fill: () => {
      isFull = true;
    },
  };
}

const soon = () => new Promise(setImmediate);

describe('what a sender is asked to bring', () => {
  it('is a chunk on each of four ways first, then more and more, and nothing twice', async () => {
    const { chunks, fetch, bringAll, open } = scene();
    const run = fetch.run();
    await soon();
    expect(open.size).toBe(4);
    const counts = await bringAll();
    await run;
    expect(chunks.isFull).toBe(true);
    expect(counts.slice(0, 4)).toEqual([1, 1, 1, 1]);
    expect(Math.max(...counts)).toBe(32);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(CHUNKS);
    expect([open.size, fetch.pieces]).toEqual([0, CHUNKS]);
  });

  it('stays small where the way is slow', async () => {
    const { fetch, bringAll } = scene(6_000);
    const run = fetch.run();
    await soon();
    expect(new Set(await bringAll())).toEqual(new Set([1]));
    await run;
  });

  it('is not waited for when one stretch cannot be brought', async () => {
    const { fetch, asked, open } = scene();
    const run = fetch.run();
    await soon();
    fetch.failed(asked[1]?.first ?? Number.NaN);
    await run;
    expect(open.size).toBe(0);
  });

  it('is given up where the link takes nothing, and when it is stopped', async () => {
    const full = scene();
    full.fill();
    await full.fetch.run();
    const stopped = scene();
    const run = stopped.fetch.run();
    await soon();
    stopped.fetch.stop();
    await run;
    expect([full.open.size, stopped.open.size]).toEqual([0, 0]);
  });

  it('that cannot be kept is our own failure', async () => {
    const { fetch, asked } = scene();
    const run = fetch.run();
    await soon();
    asked[0]?.stretch.failed(new Error('disk'));
    await expect(run).rejects.toThrow('disk');
  });
});
