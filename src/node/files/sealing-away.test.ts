import fs, { renameSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chunkOffset } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import { fileBytes } from '../../testing/node/files.js';
import type { PreparedFile } from './file-calls.js';
import { SealingDesk } from './sealing-desk.js';

const CHUNK = LIMITS.fileChunkBytes;

/** A disk that can be taken out: what was open on it gives nothing any more, also when it is back. */
function removableDisk(path: string) {
  const { openSync, readSync } = fs;
  const [open, dead] = [new Set<number>(), new Set<number>()];
  const set = (calls: Partial<typeof fs>) => {
    Object.assign(fs, calls);
    syncBuiltinESMExports();
  };
  set({
    openSync: (...args) => {
      const file = openSync(...args);
      dead.delete(file);
      if (args[0] === path) open.add(file);
      return file;
    },
    readSync: (file: number, ...rest: unknown[]) => {
      if (dead.has(file)) throw Object.assign(new Error('taken out'), { code: 'EIO' });
      return (readSync as (...args: unknown[]) => number)(file, ...rest);
    },
  });
  return {
    takeOut: () => {
      for (const file of open) dead.add(file);
      open.clear();
    },
    end: () => {
      set({ openSync, readSync });
    },
  };
}

// A folder opens each of its files when it comes to it.
describe('a folder that is out of reach while it is being sent', () => {
  let directory: string;
  let desk: SealingDesk;
  let completed: number;
  let file: PreparedFile;
  const lies = () => join(directory, 'stick');
  const away = () => join(directory, 'away');
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kith-away-'));
    completed = 0;
    desk = new SealingDesk(directory, () => {
      completed += 1;
    });
    await mkdir(lies());
    await writeFile(join(lies(), 'a.bin'), fileBytes(2 * CHUNK));
    await writeFile(join(lies(), 'b.bin'), fileBytes(2 * CHUNK, 7));
    file = desk.prepare({ path: lies(), spool: null, metadata: 'keep' });
  });
  afterEach(async () => {
    desk.closeAll();
    await rm(directory, { recursive: true, force: true });
  });

  const seal = async (first: number, count: number) => {
    const into = new Uint8Array(new SharedArrayBuffer(chunkOffset(count)));
    return into.slice(0, await desk.seal({ ...file.source, first, count, into }));
  };
  const goAway = async () => {
    await rename(lies(), away());
    await expect(seal(0, 5)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      params: { reason: 'missing' },
    });
  };
  const looked = () => {
    try {
      return desk.reach(file.source);
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('goes on as it began once it is back', async () => {
    const begun = await seal(0, 1);
    await goAway();
    expect(looked()).toBe('FILE_UNREADABLE');
    await rename(away(), lies());
    expect(looked()).toBeNull();
    const whole = await seal(0, 5);
    expect(Buffer.compare(whole.subarray(0, begun.length), begun)).toBe(0);
    expect(completed).toBe(1);
  });

  it('goes on as it began once the disk is back that was mounted there', async () => {
    const begun = await seal(0, 1);
    await goAway();
    await mkdir(lies());
    expect(looked()).toBe('FILE_UNREADABLE');
    await rename(away(), lies());
    expect(looked()).toBeNull();
    expect(Buffer.compare((await seal(0, 5)).subarray(0, begun.length), begun)).toBe(0);
  });

  it('is not read by who began before it went', async () => {
    const begun = seal(0, 1);
    const stopped = expect(begun).rejects.toMatchObject({ code: 'NODE_STOPPING' });
    renameSync(lies(), away());
    await expect(seal(3, 1)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    renameSync(away(), lies());
    expect(looked()).toBeNull();
    await stopped;
  });

  it('is opened anew when the disk it lies on is back', async () => {
    const path = join(lies(), 'a.bin');
    const disk = removableDisk(path);
    try {
      file = desk.prepare({ path, spool: null, metadata: 'keep' });
      const begun = await seal(0, 1);
      disk.takeOut();
      await expect(seal(0, 1)).rejects.toMatchObject({
        code: 'FILE_UNREADABLE',
        params: { reason: 'access' },
      });
      expect(Buffer.compare(await seal(0, 1), begun)).toBe(0);
    } finally {
      disk.end();
    }
  });

  it('is noticed when it comes back as another one', async () => {
    await seal(0, 1);
    await goAway();
    await appendFile(join(away(), 'b.bin'), 'more');
    await rename(away(), lies());
    expect(looked()).toBe('FILE_CHANGED');
  });
});
