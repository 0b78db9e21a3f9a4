import { beforeEach, describe, expect, it } from 'vitest';
import { type Bytes, copyBytes } from '../../base/bytes.js';
import type { Frame } from '../../protocol/frame-codec.js';
import { SliceFetch } from './slice-fetch.js';
import { MOST_WANTED, SliceSender } from './slice-sender.js';
import type { TransferJob } from './transfer-job.js';

const CHUNK = 262_144;
// Only its offer is looked at here.
const job = { offer: '5'.repeat(32) } as TransferJob;
const LINK = 1;

function chunk(index: number, length = CHUNK + 16): Bytes {
  return new Uint8Array(length).fill(index + 1);
}

const turns = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
};

describe('slices over a link', () => {
  let sent: Extract<Frame, { kind: 'chunkSlice' }>[];
  let outcome: 'sent' | 'full' | 'gone';
  let sealed: number[];
  let sender: SliceSender;
  beforeEach(() => {
    [sent, outcome, sealed] = [[], 'sent', []];
    sender = new SliceSender({
      send: (_linkId, frame) => {
        if (outcome === 'sent' && frame.kind === 'chunkSlice') sent.push(frame);
        return outcome;
      },
      seal: (_job, index, into) => {
        sealed.push(index);
        into.set(chunk(index));
        return Promise.resolve(index === 99 ? undefined : chunk(index).length);
      },
      served: () => undefined,
    });
  });

  it('carry chunks that are put together as they were, several at once', async () => {
    const kept = new Map<number, Bytes>();
    const asked: number[] = [];
    const fetch = new SliceFetch({
      sizeBytes: 3 * CHUNK,
      missing: (from) => Promise.resolve([0, 1, 2].find((index) => index >= from && !kept.has(index))),
      ask: (index) => {
        asked.push(index);
        sender.want(LINK, { job, index });
        return true;
      },
      put: (index, bytes) => {
        kept.set(index, copyBytes(bytes));
        return Promise.resolve();
      },
    });
    const run = fetch.run(99);
    while (kept.size < 3) {
      await turns();
      for (const slice of sent.splice(0)) fetch.slice(slice);
    }
    await run;
    expect(asked).toEqual([0, 1, 2]);
    expect([...kept].every(([index, bytes]) => Buffer.compare(bytes, chunk(index)) === 0)).toBe(true);
  });

  it('wait while the link takes none', async () => {
    sender.want(LINK, { job, index: 0 });
    await turns();
    const all = sent.length;
    outcome = 'full';
    sender.want(LINK, { job, index: 1 });
    await turns();
    expect(sent).toHaveLength(all);
    outcome = 'sent';
    sender.writable(LINK);
    await turns();
    expect(sent).toHaveLength(2 * all);
    expect(sent.map(({ offset }) => offset).slice(all)).toEqual(
      sent.map(({ offset }) => offset).slice(0, all),
    );
  });

  it('end with their link', async () => {
    outcome = 'full';
    sender.want(LINK, { job, index: 0 });
    sender.want(LINK, { job, index: 1 });
    await turns();
    sender.down(LINK);
    outcome = 'sent';
    await turns();
    expect([sent, sealed]).toEqual([[], [0]]);
  });

  it('are not sent for more chunks than may wait', async () => {
    outcome = 'full';
    for (let index = 0; index < 3 * MOST_WANTED; index++) sender.want(LINK, { job, index });
    await turns();
    outcome = 'sent';
    sender.writable(LINK);
    for (let round = 0; round < 10; round++) await turns();
    expect(new Set(sent.map(({ index }) => index)).size).toBe(MOST_WANTED + 1);
  });

  it('that nobody asked for, or out of their order, are passed over', async () => {
    const kept: number[] = [];
    const fetch = new SliceFetch({
      sizeBytes: CHUNK,
      missing: (from) => Promise.resolve(from === 0 ? 0 : undefined),
      ask: () => true,
      put: (index) => {
        kept.push(index);
        return Promise.resolve();
      },
    });
    const run = fetch.run(9);
    await turns();
    const bytes = new Uint8Array(60_000);
    fetch.slice({ index: 1, offset: 0, bytes });
    fetch.slice({ index: 0, offset: 60_000, bytes });
    fetch.slice({ index: 0, offset: 0, bytes: new Uint8Array(CHUNK + 17) });
    expect(fetch.pieces).toBe(0);
    fetch.slice({ index: 0, offset: 0, bytes: new Uint8Array(CHUNK + 16) });
    await run;
    expect(kept).toEqual([0]);
  });

  it('that are not that chunk end the fetch with the reason', async () => {
    const fetch = new SliceFetch({
      sizeBytes: 1,
      missing: (from) => Promise.resolve(from === 0 ? 0 : undefined),
      ask: () => true,
      put: () => Promise.reject(new Error('not that chunk')),
    });
    const run = fetch.run(9);
    await turns();
    fetch.slice({ index: 0, offset: 0, bytes: new Uint8Array(17) });
    await expect(run).rejects.toThrow('not that chunk');
  });
});
