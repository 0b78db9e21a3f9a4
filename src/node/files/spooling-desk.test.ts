import { writeSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realSync } from '../../adapters/filesystem/write-behind.js';
import { concatBytes } from '../../base/bytes.js';
import { idFromHex, type SpoolId, type TransferId } from '../../base/ids.js';
import type { Spool } from '../../core/ports/spool-store.js';
import { LIMITS } from '../../protocol/limits.js';
import { fileBytes } from '../../testing/node/files.js';
import { DiskRoom, FREE_FLOOR_BYTES } from './disk-room.js';
import { KeptFile } from './kept-file.js';
import { SpoolingDesk } from './spooling-desk.js';

const CHUNK = LIMITS.fileChunkBytes;
const ID = idFromHex('spool', 'a'.repeat(32)) as SpoolId;
const OTHER = idFromHex('spool', 'b'.repeat(32)) as SpoolId;

describe('a file that is handed over as bytes', () => {
  let directory: string;
  let freeBytes: number;
  let isFull: boolean;
  let desk: SpoolingDesk;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kith-spool-'));
    freeBytes = 1e12;
    isFull = false;
    const room = new DiskRoom(directory, () => ({ freeBytes, totalBytes: 2e12 }));
    desk = new SpoolingDesk(directory, room, {
      sync: realSync,
      write: (file, bytes, offset) => {
        if (isFull) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        writeSync(file, bytes, 0, bytes.length, offset);
      },
    });
  });
  afterEach(() => rm(directory, { recursive: true }));

  const give = (id: SpoolId, bytes: Uint8Array, pieceBytes: number) => {
    for (let at = 0; at < bytes.length; at += pieceBytes)
      desk.take({ id, bytes: new Uint8Array(bytes.subarray(at, at + pieceBytes)) });
  };
  const readBack = (spool: Spool) => {
    const file = new KeptFile(directory, spool);
    const parts = Array.from({ length: file.chunks }, (_, index) => file.chunk(index).slice());
    file.close();
    return concatBytes(...parts);
  };
  const failsWith = (work: () => unknown, code: string) => {
    expect(work).toThrow(expect.objectContaining({ code }) as Error);
  };

  it.each([
    ['nothing', 0, 1],
    ['one byte', 1, 1],
    ['one chunk', CHUNK, 70_000],
    ['several chunks in pieces of any length', 3 * CHUNK + 5, 262_144 - 7],
  ])('is read back as it came: %s', async (_, sizeBytes, pieceBytes) => {
    const bytes = fileBytes(sizeBytes);
    const spool = desk.begin({ id: ID, sizeBytes });
    give(ID, bytes, pieceBytes);
    await desk.keep(ID);
    expect(Buffer.compare(readBack(spool), bytes)).toBe(0);
  });

  it('is nowhere on the disk in clear, whole or under way', async () => {
    const bytes = Buffer.alloc(CHUNK + 10, 'canary');
    desk.begin({ id: ID, sizeBytes: bytes.length });
    const found = async () => {
      const files = await Promise.all(
        (await readdir(directory)).map((name) => readFile(join(directory, name))),
      );
      return [files.length, files.some((file) => file.includes('canary'))];
    };
    give(ID, bytes.subarray(0, CHUNK + 3), 100_000);
    expect(await found()).toEqual([1, false]);
    give(ID, bytes.subarray(CHUNK + 3), 100_000);
    await desk.keep(ID);
    expect(await found()).toEqual([1, false]);
  });

  it('is neither longer nor shorter than was announced', async () => {
    desk.begin({ id: ID, sizeBytes: 10 });
    desk.begin({ id: OTHER, sizeBytes: 10 });
    expect(() => {
      give(ID, fileBytes(11), 11);
    }).toThrow(RangeError);
    give(OTHER, fileBytes(9), 9);
    await expect(desk.keep(OTHER)).rejects.toThrow(RangeError);
  });

  it('begins only where it leaves room, also for those that are under way', () => {
    freeBytes = FREE_FLOOR_BYTES + 3_000_000;
    desk.begin({ id: ID, sizeBytes: 2_000_000 });
    failsWith(() => desk.begin({ id: OTHER, sizeBytes: 1_000_000 }), 'DISK_FULL');
    desk.discard(ID);
    desk.begin({ id: OTHER, sizeBytes: 1_000_000 });
  });

  it('stops where the disk fills up meanwhile', () => {
    const sizeBytes = 257 * CHUNK;
    desk.begin({ id: ID, sizeBytes });
    freeBytes = FREE_FLOOR_BYTES - 1;
    const chunk = fileBytes(CHUNK);
    for (let index = 0; index < 255; index++) give(ID, chunk, CHUNK);
    failsWith(() => {
      give(ID, chunk, CHUNK);
    }, 'DISK_FULL');
    isFull = true;
    freeBytes = 1e12;
    desk.begin({ id: OTHER, sizeBytes: CHUNK });
    failsWith(() => {
      give(OTHER, chunk, CHUNK);
    }, 'DISK_FULL');
  });

  it('may be one that arrived, which each may lose without the other', async () => {
    const bytes = fileBytes(CHUNK + 9);
    const arrived = desk.begin({ id: OTHER, sizeBytes: bytes.length });
    give(OTHER, bytes, CHUNK);
    await desk.keep(OTHER);
    const kept = { ...arrived, id: idFromHex('transfer', OTHER) as TransferId };
    const spool = await desk.fromKept({ id: ID, kept });
    desk.discard(OTHER);
    expect(Buffer.compare(readBack(spool), bytes)).toBe(0);
    await expect(desk.fromKept({ id: OTHER, kept })).rejects.toMatchObject({ code: 'FILE_LOST' });
  });

  it('leaves nothing when it is given up, under way or whole', async () => {
    for (const id of [ID, OTHER]) {
      desk.begin({ id, sizeBytes: 3 });
      give(id, fileBytes(3), 3);
    }
    await desk.keep(OTHER);
    for (const id of [ID, OTHER]) desk.discard(id);
    expect(await readdir(directory)).toEqual([]);
    failsWith(() => desk.take({ id: ID, bytes: new Uint8Array(1) }), 'NOT_FOUND');
  });
});
