import { openSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PartFile } from './part-file.js';
import { realSync, WriteBehind } from './write-behind.js';

const MEBIBYTE = 1_048_576;

describe('a long file', () => {
  let directory: string;
  let syncs: number;
  let failingSync: number;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kith-behind-'));
    [syncs, failingSync] = [0, 0];
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const sync = async (file: number) => {
    syncs += 1;
    if (syncs === failingSync) throw Object.assign(new Error('broken'), { code: 'EIO' });
    await realSync(file);
  };

  it('is brought to the disk while it is written, by one step at a time', async () => {
    const behind = new WriteBehind(openSync(join(directory, 'long'), 'w'), sync);
    for (let written = 0; written < 31; written++) behind.wrote(MEBIBYTE);
    expect(syncs).toBe(0);
    for (let written = 0; written < 40; written++) behind.wrote(MEBIBYTE);
    expect(syncs).toBe(1);
    await behind.finish();
    expect(syncs).toBe(2);
    behind.close();
  });

  it('is not closed under the step that is bringing it to the disk', async () => {
    const file = openSync(join(directory, 'long'), 'w');
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    let stepped: unknown = 'not yet';
    const behind = new WriteBehind(file, async (handle) => {
      await held;
      stepped = await realSync(handle).catch((error: unknown) => error);
    });
    behind.wrote(32 * MEBIBYTE);
    behind.close();
    go();
    await expect.poll(() => stepped).toBe(undefined);
  });

  it('of which a part never reached the disk takes no final name, and is not there to be gone on with', async () => {
    failingSync = 1;
    const part = new PartFile(join(directory, 'a.part'), {
      write: () => undefined,
      sync,
    });
    part.write(0, new Uint8Array(32 * MEBIBYTE));
    await expect(part.finish(join(directory, 'a.kept'))).rejects.toMatchObject({ code: 'HOME_UNUSABLE' });
    expect(syncs).toBe(1);
    expect(await readdir(directory)).toEqual([]);
    part.close();
  });

  it('of which a part never reached a disk that lets go of nothing either is refused like any other', async () => {
    const path = join(directory, 'a.part');
    const part = new PartFile(path, {
      write: () => undefined,
      sync: async () => {
        await rm(path);
        await mkdir(path);
        throw Object.assign(new Error('broken'), { code: 'EIO' });
      },
    });
    await expect(part.finish(join(directory, 'a.kept'))).rejects.toMatchObject({ code: 'HOME_UNUSABLE' });
    part.close();
    expect(await readdir(directory)).toEqual(['a.part']);
  });
});
