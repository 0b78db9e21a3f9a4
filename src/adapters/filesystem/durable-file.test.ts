import * as nodeFileSystem from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromUtf8, utf8 } from '../../base/bytes.js';
import { durableFiles, type FileSystem } from './durable-file.js';

let directory: string;
let path: string;

beforeEach(async () => {
  directory = await nodeFileSystem.mkdtemp(join(tmpdir(), 'kith-durable-'));
  path = join(directory, 'alice.json');
});
afterEach(async () => {
  await nodeFileSystem.rm(directory, { recursive: true, force: true });
});

const content = async (): Promise<string | undefined> =>
  fromUtf8((await durableFiles().read(path)) ?? new Uint8Array());

/** The real file system; `before` is told each step and may throw in its place. */
function watched(before: (step: string) => void): FileSystem {
  const step = (name: string, target: unknown): void => {
    before(`${name} ${basename(String(target)).replace(basename(directory), 'directory')}`);
  };
  return {
    open: async (target, flags, mode) => {
      step('open', target);
      const file = await nodeFileSystem.open(target, flags, mode);
      const handle: Pick<FileHandle, 'writeFile' | 'sync' | 'close'> = {
        writeFile: async (bytes) => {
          step('writeFile', target);
          await file.writeFile(bytes);
        },
        sync: async () => {
          step('sync', target);
          await file.sync();
        },
        // Not a step: the system closes the descriptors of a dead process.
        close: () => file.close(),
      };
      return handle as FileHandle;
    },
    rename: (from, to) => {
      step('rename', to);
      return nodeFileSystem.rename(from, to);
    },
    rm: (target, options) => {
      step('rm', target);
      return nodeFileSystem.rm(target, options);
    },
    readFile: ((target: string) => {
      step('readFile', target);
      return nodeFileSystem.readFile(target);
    }) as FileSystem['readFile'],
  };
}

describe('a durable file', () => {
  it('syncs the content before the rename and the directory after it, and reads back', async () => {
    const steps: string[] = [];
    await durableFiles(watched((step) => steps.push(step))).write(path, utf8('new'));
    expect(steps).toEqual([
      'rm alice.json.tmp',
      'open alice.json.tmp',
      'writeFile alice.json.tmp',
      'sync alice.json.tmp',
      'rename alice.json',
      'open directory',
      'sync directory',
      'readFile alice.json',
    ]);
  });

  it('holds the old content or the new one after a crash at any step, and can be written again', async () => {
    const outcomes: (string | undefined)[] = [];
    for (let last = 0; last < 8; last++) {
      await durableFiles().write(path, utf8('old'));
      let count = 0;
      const dying = watched(() => {
        if (count++ >= last) throw new Error('the process is dead');
      });
      await expect(durableFiles(dying).write(path, utf8('new'))).rejects.toThrow();
      outcomes.push(await content());
    }
    expect(outcomes).toEqual(['old', 'old', 'old', 'old', 'old', 'new', 'new', 'new']);
    await durableFiles().write(path, utf8('newer'));
    expect(await content()).toBe('newer');
    expect(await nodeFileSystem.readdir(directory)).toEqual(['alice.json']);
  });

  it('is readable by its owner only', async () => {
    await durableFiles().write(path, utf8('new'));
    expect((await nodeFileSystem.stat(path)).mode & 0o777).toBe(0o600);
  });

  it('does not follow a link somebody put in the way', async () => {
    const victim = join(directory, 'victim');
    await nodeFileSystem.writeFile(victim, 'untouched');
    await nodeFileSystem.symlink(victim, `${path}.tmp`);
    const withoutRemoval: FileSystem = { ...nodeFileSystem, rm: () => Promise.resolve() };
    await expect(durableFiles(withoutRemoval).write(path, utf8('new'))).rejects.toMatchObject({
      code: 'HOME_UNUSABLE',
      params: { reason: 'EEXIST' },
    });
    expect(await nodeFileSystem.readFile(victim, 'utf8')).toBe('untouched');
  });

  it('reports content the disk did not keep', async () => {
    const forgetful: FileSystem = {
      ...nodeFileSystem,
      readFile: (() => Promise.resolve(Buffer.from('nex'))) as unknown as FileSystem['readFile'],
    };
    await expect(durableFiles(forgetful).write(path, utf8('new'))).rejects.toMatchObject({
      code: 'HOME_UNUSABLE',
      params: { reason: 'readback' },
    });
  });

  it.each([
    ['ENOSPC', 'DISK_FULL'],
    ['EACCES', 'ACCESS_DENIED'],
    ['EIO', 'HOME_UNUSABLE'],
  ])('says what %s means to the owner and leaves nothing behind', async (systemCode, code) => {
    const full: FileSystem = {
      ...nodeFileSystem,
      rename: () => Promise.reject(Object.assign(new Error(), { code: systemCode })),
    };
    await expect(durableFiles(full).write(path, utf8('new'))).rejects.toMatchObject({ code });
    expect(await nodeFileSystem.readdir(directory)).toEqual([]);
  });

  it('that was removed stays away after a power loss too, and one that was not there costs nothing', async () => {
    await durableFiles().write(path, utf8('secret'));
    const steps: string[] = [];
    const files = durableFiles(watched((step) => steps.push(step)));
    await files.remove(path);
    expect(steps.splice(0)).toEqual(['rm alice.json', 'open directory', 'sync directory']);
    await files.remove(path);
    expect(steps).toEqual(['rm alice.json']);
  });

  it('is undefined while it does not exist, and after it was removed', async () => {
    const files = durableFiles();
    expect(await files.read(path)).toBeUndefined();
    await files.write(path, utf8('new'));
    await files.remove(path);
    await files.remove(path);
    expect(await files.read(path)).toBeUndefined();
    await expect(files.read(directory)).rejects.toMatchObject({ code: 'HOME_UNUSABLE' });
  });
});
