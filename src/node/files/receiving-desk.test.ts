import { writeSync } from 'node:fs';
import { mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFileKey } from '../../adapters/crypto/file-cipher.js';
import { realSync } from '../../adapters/filesystem/write-behind.js';
import { AppError } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import { idFromHex, type TransferId } from '../../base/ids.js';
import { chunkOffset } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';
import { encrypted } from '../../testing/node/encrypted-file.js';
import { fileBytes } from '../../testing/node/files.js';
import { DiskRoom, FREE_FLOOR_BYTES } from './disk-room.js';
import { ReceivingDesk } from './receiving-desk.js';

const CHUNK = LIMITS.fileChunkBytes;
const GIGABYTE = 1e9;
const ID = idFromHex('transfer', 'a'.repeat(32)) as TransferId;
const OTHER = idFromHex('transfer', 'b'.repeat(32)) as TransferId;

describe('a file that arrives', () => {
  const bytes = fileBytes(7 * CHUNK + 9);
  const { file, chunks, root } = encrypted(ID, bytes);
  let directory: string;
  let space: { freeBytes: number; totalBytes: number };
  let isFull: boolean;
  let syncs: number;
  let failingSync: number;
  let desk: ReceivingDesk;
  const calls = {
    write: (handle: number, part: Uint8Array, offset: number) => {
      if (isFull) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      // Synchronous like the real one.
      writeAt(handle, part, offset);
    },
    sync: async (handle: number) => {
      syncs += 1;
      if (syncs === failingSync) throw Object.assign(new Error('broken'), { code: 'EIO' });
      await realSync(handle);
    },
  };
  const openDesk = () =>
    new ReceivingDesk(
      { directory, localAddress: undefined },
      () => undefined,
      new DiskRoom(directory, () => space),
      calls,
    );
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kith-receive-'));
    space = { freeBytes: 10 * GIGABYTE, totalBytes: 100 * GIGABYTE };
    isFull = false;
    [syncs, failingSync] = [0, 0];
    desk = openDesk();
    await desk.open(file);
  });
  afterEach(async () => {
    desk.closeAll();
    await rm(directory, { recursive: true, force: true });
  });

  const put = (index: number, sealed: Bytes | undefined = chunks[index]) =>
    desk.put({ id: ID, index, sealed: sealed ?? new Uint8Array(0) });
  const putAll = (order: readonly number[] = chunks.map((_, index) => index)) => {
    for (const index of order) put(index);
  };
  const codeOf = async (work: () => unknown) => {
    try {
      await work();
      return 'none';
    } catch (error) {
      return AppError.is(error, 'PAYLOAD_REFUSED') || AppError.is(error, 'DISK_FULL') ? error.code : 'other';
    }
  };

  it('in any order is kept under its final name, encrypted as it came', async () => {
    putAll([7, 3, 0, 5, 1, 6, 2, 4]);
    await desk.keep({ id: ID, root });
    expect(await readdir(directory)).toEqual([`${ID}.kept`]);
    const kept = await readFile(join(directory, `${ID}.kept`));
    expect(kept.subarray(chunkOffset(3), chunkOffset(4)).equals(chunks[3] ?? new Uint8Array(0))).toBe(true);
    expect(kept.includes(bytes.subarray(0, 64))).toBe(false);
  });

  it('is not kept with a chunk missing, or when its sender stated another root', async () => {
    putAll([0, 1, 2, 3, 4, 5, 6]);
    expect(await codeOf(() => desk.keep({ id: ID, root }))).toBe('PAYLOAD_REFUSED');
    put(7);
    expect(await codeOf(() => desk.keep({ id: ID, root: new Uint8Array(32) }))).toBe('PAYLOAD_REFUSED');
    expect(await codeOf(() => desk.keep({ id: ID, root }))).toBe('none');
  });

  it('is not kept with any one of its chunks dropped, or cut short after any of them', async () => {
    const all = chunks.map((_, index) => index);
    const parts = [
      ...all.map((left) => all.filter((index) => index !== left)),
      ...all.map((n) => all.slice(0, n)),
    ];
    for (const [number, part] of parts.entries()) {
      const id = idFromHex('transfer', number.toString(16).padStart(32, '0')) as TransferId;
      await desk.open({ ...file, id });
      for (const index of part) desk.put({ id, index, sealed: chunks[index] ?? new Uint8Array(0) });
      expect(await codeOf(() => desk.keep({ id, root }))).toBe('PAYLOAD_REFUSED');
      desk.discard(id);
    }
  });

  it('is kept by one alone of two whose sender gave them different files under one offer', async () => {
    const other = encrypted(ID, fileBytes(bytes.length, 2), file);
    for (const [id, given] of [
      [ID, chunks],
      [OTHER, other.chunks],
    ] as const) {
      await desk.open({ ...file, id });
      for (const [index, sealed] of given.entries()) desk.put({ id, index, sealed });
    }
    const outcomes = [ID, OTHER].map((id) => codeOf(() => desk.keep({ id, root })));
    expect(await Promise.all(outcomes)).toEqual(['none', 'PAYLOAD_REFUSED']);
  });

  it('takes no chunk that is bent, cut, or another one’s', async () => {
    const bent = new Uint8Array(chunks[2] ?? []);
    bent[5] = (bent[5] ?? 0) ^ 1;
    expect(await codeOf(() => put(2, bent))).toBe('PAYLOAD_REFUSED');
    expect(await codeOf(() => put(2, chunks[2]?.slice(1)))).toBe('PAYLOAD_REFUSED');
    expect(await codeOf(() => put(2, chunks[3]))).toBe('PAYLOAD_REFUSED');
    expect(await codeOf(() => put(8, chunks[7]))).toBe('PAYLOAD_REFUSED');
    expect(desk.missing({ id: ID, from: 0, most: 99 })).toEqual({ first: 0, count: 8 });
  });

  it('is refused with a key its offer did not commit to', async () => {
    const other = { ...file, id: OTHER, key: newFileKey(1).key };
    await expect(desk.open(other)).rejects.toMatchObject({ code: 'PAYLOAD_REFUSED' });
  });

  it('goes on after a crash with what was verified, and trusts nothing the disk lost since', async () => {
    putAll([0, 1, 2, 5]);
    desk.closeAll();
    const part = await readFile(join(directory, `${ID}.part`));
    part.fill(0, chunkOffset(1), chunkOffset(1) + 100);
    await writeFile(join(directory, `${ID}.part`), part);
    desk = openDesk();
    expect(await desk.open(file)).toEqual({ chunks: 3, isKept: false });
    expect(desk.missing({ id: ID, from: 0, most: 9 })).toEqual({ first: 1, count: 1 });
    putAll([1, 3, 4, 6, 7]);
    await desk.keep({ id: ID, root });
  });

  it('that was kept when the node died is found kept', async () => {
    putAll();
    await desk.keep({ id: ID, root });
    desk.closeAll();
    desk = openDesk();
    const before = syncs;
    expect(await desk.open(file)).toMatchObject({ isKept: true });
    // Its name may not have reached the disk.
    expect(syncs).toBe(before + 1);
  });

  it.each([
    ['content', 1],
    ['name', 2],
  ])('begins anew, and is not kept, when the sync of its %s failed', async (_, failing) => {
    failingSync = failing;
    putAll();
    await expect(desk.keep({ id: ID, root })).rejects.toMatchObject({ code: 'HOME_UNUSABLE' });
    expect(syncs).toBe(failing);
    expect(await readdir(directory)).toEqual([]);
    expect(await desk.open(file)).toEqual({ chunks: 0, isKept: false });
    putAll();
    await desk.keep({ id: ID, root });
    expect(await desk.open(file)).toMatchObject({ isKept: true });
  });

  it('that is given up, or closed with its node, while the disk takes it is not kept', async () => {
    putAll();
    const kept = desk.keep({ id: ID, root });
    desk.closeAll();
    await expect(kept).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await desk.open(file)).toEqual({ chunks: 8, isKept: false });
    const givenUp = desk.keep({ id: ID, root });
    desk.discard(ID);
    await expect(givenUp).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await readdir(directory)).toEqual([]);
  });

  it('is kept once, however often it is asked for', async () => {
    putAll();
    await Promise.all([desk.keep({ id: ID, root }), desk.keep({ id: ID, root })]);
    expect(syncs).toBe(2);
    expect(await readdir(directory)).toEqual([`${ID}.kept`]);
  });

  it('waits while the disk is full, loses nothing, and goes on when there is room', async () => {
    putAll([0, 1]);
    isFull = true;
    expect(await codeOf(() => put(2))).toBe('DISK_FULL');
    isFull = false;
    desk.closeAll();
    desk = openDesk();
    expect(await desk.open(file)).toEqual({ chunks: 2, isKept: false });
    putAll();
    expect(await codeOf(() => desk.keep({ id: ID, root }))).toBe('none');
  });

  it('is not begun when it would fill the disk, nor where the room is promised to another', async () => {
    const other = encrypted(ID, bytes).file;
    space = { freeBytes: 500 * 1_048_576 + 3 * bytes.length, totalBytes: 100 * GIGABYTE };
    expect(await codeOf(() => desk.makeRoom({ arrivingBytes: bytes.length, saved: null }))).toBe('none');
    expect(await codeOf(() => desk.makeRoom({ arrivingBytes: 3 * bytes.length, saved: null }))).toBe(
      'DISK_FULL',
    );
    await desk.open({ ...other, id: OTHER });
    expect(await codeOf(() => desk.makeRoom({ arrivingBytes: 2 * bytes.length, saved: null }))).toBe(
      'DISK_FULL',
    );
  });

  it('asked for while the disk is full leaves nothing open, however often', async () => {
    putAll([0, 1]);
    desk.closeAll();
    desk = openDesk();
    for (const freeBytes of [0, FREE_FLOOR_BYTES + bytes.length / 2]) {
      space = { freeBytes, totalBytes: 100 * GIGABYTE };
      await expect(desk.open(file)).rejects.toMatchObject({ code: 'DISK_FULL' });
      expect(await openIn(directory)).toEqual([]);
    }
    space = { freeBytes: 10 * GIGABYTE, totalBytes: 100 * GIGABYTE };
    expect(await desk.open(file)).toEqual({ chunks: 2, isKept: false });
  });

  it('is saved in the clear where its owner says, beside what is there and over nothing', async () => {
    putAll();
    await desk.keep({ id: ID, root });
    const folder = await mkdtemp(join(directory, 'to-'));
    const secret = join(directory, 'secret');
    await writeFile(secret, 'untouched');
    await symlink(secret, join(folder, 'a (2).bin'));
    const save = () => desk.save({ ...file, name: 'a.bin', folder });
    const paths = [await save(), await save(), await save()];
    expect(paths.map((path) => path.slice(folder.length + 1))).toEqual(['a.bin', 'a (3).bin', 'a (4).bin']);
    for (const path of paths) expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(await readFile(secret, 'utf8')).toBe('untouched');
    expect((await readdir(folder)).filter((name) => name.includes('part'))).toEqual([]);
    for (const none of [join(folder, 'none'), '.']) {
      await expect(desk.save({ ...file, name: 'a.bin', folder: none })).rejects.toMatchObject({
        code: 'FOLDER_UNUSABLE',
      });
    }
  });

  it('is not saved when what lies here was changed', async () => {
    putAll();
    await desk.keep({ id: ID, root });
    const kept = await readFile(join(directory, `${ID}.kept`));
    kept[chunkOffset(6) + 1] = (kept[chunkOffset(6) + 1] ?? 0) ^ 1;
    await writeFile(join(directory, `${ID}.kept`), kept);
    const folder = await mkdtemp(join(directory, 'to-'));
    await expect(desk.save({ ...file, name: 'a.bin', folder })).rejects.toMatchObject({ code: 'FILE_LOST' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not saved where others filled the disk meanwhile, and no part of the copy stays there', async () => {
    putAll();
    await desk.keep({ id: ID, root });
    const folder = await mkdtemp(join(directory, 'to-'));
    space = { freeBytes: FREE_FLOOR_BYTES - 1, totalBytes: 100 * GIGABYTE };
    expect(await codeOf(() => desk.save({ ...file, name: 'a.bin', folder }))).toBe('DISK_FULL');
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves nothing when it is given up', async () => {
    putAll([0, 1]);
    desk.discard(ID);
    expect(await readdir(directory)).toEqual([]);
  });
});

function writeAt(handle: number, part: Uint8Array, offset: number): void {
  for (let done = 0; done < part.length;)
    done += writeSync(handle, part, done, part.length - done, offset + done);
}

/** Files of the folder this process has open; none where the system does not say. */
async function openIn(folder: string): Promise<string[]> {
  const numbers = await readdir('/proc/self/fd').catch(() => []);
  const paths = await Promise.all(
    numbers.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => '')),
  );
  return paths.filter((path) => path.startsWith(`${folder}/`));
}
