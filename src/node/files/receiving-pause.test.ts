import fs from 'node:fs';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idFromHex, type TransferId } from '../../base/ids.js';
import { LIMITS } from '../../protocol/limits.js';
import { encrypted } from '../../testing/node/encrypted-file.js';
import { fileBytes } from '../../testing/node/files.js';
import { DiskRoom } from './disk-room.js';
import { partPath } from './file-places.js';
import { ReceivingDesk } from './receiving-desk.js';

const ID = idFromHex('transfer', 'a'.repeat(32)) as TransferId;

describe('a file that arrives and is paused', () => {
  const { file, chunks, root } = encrypted(ID, fileBytes(3 * LIMITS.fileChunkBytes + 9));
  const realRead = fs.readSync;
  let directory: string;
  let reads: number;
  let room: DiskRoom;
  let desk: ReceivingDesk;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kith-pause-'));
    room = new DiskRoom(directory, () => ({ freeBytes: 1e10, totalBytes: 1e11 }));
    desk = new ReceivingDesk({ directory, localAddress: undefined }, () => undefined, room);
    await desk.open(file);
    for (const [index, sealed] of chunks.slice(0, 3).entries()) desk.put({ id: ID, index, sealed });
    desk.rest(ID);
    reads = 0;
    const counted = (...args: Parameters<typeof realRead>) => {
      reads += 1;
      return realRead(...args);
    };
    Object.assign(fs, { readSync: counted });
    syncBuiltinESMExports();
  });
  afterEach(async () => {
    Object.assign(fs, { readSync: realRead });
    syncBuiltinESMExports();
    desk.closeAll();
    await rm(directory, { recursive: true, force: true });
  });

  it('goes on without reading again what was verified, however often', async () => {
    for (let times = 0; times < 5; times++) {
      expect(await desk.open(file)).toEqual({ chunks: 3, isKept: false });
      desk.rest(ID);
    }
    expect(reads).toBe(0);
    await desk.open(file);
    desk.put({ id: ID, index: 3, sealed: chunks[3] ?? new Uint8Array(0) });
    await desk.keep({ id: ID, root });
    expect(await readFile(join(directory, `${ID}.kept`))).toHaveLength(
      chunks.flatMap((chunk) => [...chunk]).length,
    );
  });

  it('is checked again when somebody touched it meanwhile', async () => {
    await appendFile(partPath(directory, ID), 'x');
    expect(await desk.open(file)).toEqual({ chunks: 3, isKept: false });
    expect(reads).toBeGreaterThan(0);
    desk.rest(ID);
    await rm(partPath(directory, ID));
    await writeFile(partPath(directory, ID), '');
    expect(await desk.open(file)).toEqual({ chunks: 0, isKept: false });
  });

  it('is not remembered once it was discarded', async () => {
    desk.discard(ID);
    expect(await desk.open(file)).toEqual({ chunks: 0, isKept: false });
  });
});
