import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manualTimers } from '../../testing/network/manual-timers.js';
import { hangingPipe } from '../../testing/node/hanging-pipe.js';
import { FilesClient } from './files-client.js';

const HANGING = new URL('../../testing/node/hanging-files-worker.js', import.meta.url);

describe('the thread of files, once it is closed', () => {
  const timers = manualTimers();
  let directory: string;
  let letGo: () => void;
  let files: FilesClient;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kith-hanging-'));
    letGo = hangingPipe(directory);
    const bug = (error: unknown) => {
      throw error;
    };
    files = new FilesClient(
      HANGING,
      { directory, localAddress: undefined },
      { timers, event: () => undefined, bug },
    );
  });
  afterEach(async () => {
    letGo();
    await rm(directory, { recursive: true });
  });

  it('leaves nobody waiting for what it hangs in, and is waited for no longer than two seconds', async () => {
    await expect(files.call('sweep', { names: [] })).rejects.toMatchObject({ code: 'FILE_LOST' });
    const unanswered = files.call('sweep', { names: [] });
    let isClosed = false;
    void files.close().then(() => {
      isClosed = true;
    });
    await expect(unanswered).rejects.toMatchObject({ code: 'NODE_STOPPING' });
    await expect(files.call('sweep', { names: [] })).rejects.toMatchObject({ code: 'NODE_STOPPING' });
    expect(isClosed).toBe(false);
    timers.advance(2_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isClosed).toBe(true);
  });

  it('ends before that when it can, and leaves no timer', async () => {
    await expect(files.call('sweep', { names: [] })).rejects.toMatchObject({ code: 'FILE_LOST' });
    const closed = files.close();
    letGo();
    letGo = () => undefined;
    await closed;
    expect(timers.waiting).toBe(0);
  });
});
