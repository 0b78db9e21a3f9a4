import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFileKey } from '../../adapters/crypto/file-cipher.js';
import { idFromHex, type SpoolId, type TransferId } from '../../base/ids.js';
import { encryptedBytes } from '../../protocol/file-header.js';
import { demandRoom, DiskRoom, FREE_FLOOR_BYTES, FREE_FLOOR_SHARE } from './disk-room.js';
import { ReceivingDesk } from './receiving-desk.js';
import { SpoolingDesk } from './spooling-desk.js';

const TERABYTE = 1e12;
const path = '/home/bob/files';

describe('room on the disk', () => {
  it('is refused when less than the floor would stay free', () => {
    const space = { freeBytes: FREE_FLOOR_BYTES + 1_000, totalBytes: TERABYTE };
    expect(() => {
      demandRoom(space, { wantedBytes: 1_000, setAsideBytes: 0, path });
    }).not.toThrow();
    expect(() => {
      demandRoom(space, { wantedBytes: 1_001, setAsideBytes: 0, path });
    }).toThrow('DISK_FULL');
  });

  it('is not said to be used up where no files are kept at all', () => {
    const room = new DiskRoom(tmpdir(), () => ({ freeBytes: 0, totalBytes: 0 }));
    expect(() => {
      room.demandIn(tmpdir(), 1_000, 0);
    }).toThrow('FOLDER_UNUSABLE');
  });

  it('is not given twice: what other files still need is theirs', () => {
    const space = { freeBytes: FREE_FLOOR_BYTES + 1_000, totalBytes: TERABYTE };
    expect(() => {
      demandRoom(space, { wantedBytes: 600, setAsideBytes: 500, path });
    }).toThrow('DISK_FULL');
  });

  it('has a lower floor on a small disk', () => {
    const totalBytes = 64 * 1_048_576;
    const floor = totalBytes * FREE_FLOOR_SHARE;
    expect(() => {
      demandRoom({ freeBytes: floor + 10, totalBytes }, { wantedBytes: 10, setAsideBytes: 0, path });
    }).not.toThrow();
    expect(() => {
      demandRoom(
        { freeBytes: floor + 10, totalBytes },
        { wantedBytes: 100 * 1_048_576, setAsideBytes: 0, path },
      );
    }).toThrow('DISK_FULL');
  });
});

describe('the last room on the disk', () => {
  const ARRIVING = { id: idFromHex('transfer', 'a'.repeat(32)) as TransferId, ...newFileKey(900_000) };
  const SPOOL = { id: idFromHex('spool', 'b'.repeat(32)) as SpoolId, sizeBytes: 900_000 };
  let directory: string;
  let receiving: ReceivingDesk;
  let spooling: SpoolingDesk;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kith-room-'));
    // For one of the two.
    const freeBytes = FREE_FLOOR_BYTES + encryptedBytes(SPOOL.sizeBytes);
    const room = new DiskRoom(directory, () => ({ freeBytes, totalBytes: TERABYTE }));
    receiving = new ReceivingDesk({ directory, localAddress: undefined }, () => undefined, room);
    spooling = new SpoolingDesk(directory, room);
  });
  afterEach(async () => {
    receiving.closeAll();
    await rm(directory, { recursive: true });
  });

  it('is asked for twice by a file that is saved on the disk it arrives on', () => {
    const room = (arrivingBytes: number) => () =>
      receiving.makeRoom({ arrivingBytes, saved: { folder: directory, sizeBytes: SPOOL.sizeBytes } });
    expect(room(0)).not.toThrow();
    expect(room(encryptedBytes(SPOOL.sizeBytes))).toThrow('DISK_FULL');
  });

  it('is not promised to a file that arrives once one that is handed over has it, until that one is given up', async () => {
    spooling.begin(SPOOL);
    await expect(receiving.open(ARRIVING)).rejects.toMatchObject({ code: 'DISK_FULL' });
    spooling.discard(SPOOL.id);
    expect(await receiving.open(ARRIVING)).toEqual({ chunks: 0, isKept: false });
  });

  it('is not promised to a file that is handed over once one that arrives has it, until that one is given up', async () => {
    await receiving.open(ARRIVING);
    expect(() => spooling.begin(SPOOL)).toThrow('DISK_FULL');
    receiving.discard(ARRIVING.id);
    expect(spooling.begin(SPOOL).id).toBe(SPOOL.id);
  });
});
