import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LIMITS } from '../../protocol/limits.js';
import { sampleId } from '../../testing/contracts/samples.js';
import { manualTimers } from '../../testing/network/manual-timers.js';
import { encrypted } from '../../testing/node/encrypted-file.js';
import { fileBytes } from '../../testing/node/files.js';
import type { FileCall, FileCalls, FromFileThread } from './file-calls.js';
import { serveFiles } from './serve-files.js';

const ID = sampleId('transfer', 1);
const NOWHERE = { host: '127.0.0.1', ip: '127.0.0.1', port: 1, tlsKeyHash: new Uint8Array(32) };

describe('the thread of files', () => {
  const timers = manualTimers();
  const { file, chunks } = encrypted(ID, fileBytes(2 * LIMITS.fileChunkBytes));
  let directory: string;
  let close: () => Promise<void>;
  let call: <Call extends FileCall>(call: Call, take: FileCalls[Call]['take']) => Promise<void>;
  let told: FromFileThread[];
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kith-files-'));
    const { port1, port2 } = new MessageChannel();
    serveFiles(port2, { directory, localAddress: undefined }, timers);
    told = [];
    let lastId = 0;
    port1.on('message', (message: FromFileThread) => told.push(message));
    call = async (name, take) => {
      const id = ++lastId;
      port1.postMessage({ id, call: name, take });
      await expect.poll(() => told.at(-1)).toMatchObject({ type: 'done', id });
    };
    close = async () => {
      const closed = once(port2, 'close');
      port1.close();
      await closed;
    };
  });
  afterEach(async () => {
    await close();
    await rm(directory, { recursive: true });
  });

  it('tells how far a file is before it tells that no more is fetched of it, and never after', async () => {
    await call('open', file);
    for (const [index, sealed] of chunks.entries()) await call('put', { id: ID, index, sealed });
    await call('fetch', { id: ID, place: NOWHERE, ticket: new Uint8Array(16) });
    timers.advance(10_000);
    await call('close', { id: ID });
    const progress = (done: number) => ({ type: 'progress', id: ID, chunks: done });
    const done = (id: number, give: unknown) => ({ type: 'done', id, give });
    expect(told).toEqual([
      done(1, { chunks: 0, isKept: false }),
      progress(1),
      done(2, null),
      done(3, null),
      progress(2),
      done(4, 'whole'),
      done(5, null),
    ]);
  });
});
