import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { chunkOffset } from '../../protocol/file-header.js';
import { SliceFetch } from './slice-fetch.js';

const CHUNK_BYTES = chunkOffset(1);

describe('a file that comes in slices', () => {
  it('has no more than eight chunks asked for and not kept, however fast they come', async () => {
    const asked: number[] = [];
    const kept: (() => void)[] = [];
    const fetch = new SliceFetch({
      sizeBytes: 100 * 262_144,
      missing: (from) => Promise.resolve(from),
      ask: (index) => asked.push(index) > 0,
      put: () => new Promise((resolve) => kept.push(resolve)),
    });
    const run = fetch.run(100);
    await setImmediate();
    for (const index of asked) fetch.slice({ index, offset: 0, bytes: new Uint8Array(CHUNK_BYTES) });
    await setImmediate();
    expect(asked).toHaveLength(8);
    expect(kept).toHaveLength(8);
    kept[0]?.();
    await setImmediate();
    expect(asked).toHaveLength(9);
    fetch.stop();
    for (const resolve of kept) resolve();
    await run;
  });
});
