import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../base/app-error.js';
import { FaultyStore } from '../testing/lanes/faulty-store.js';
import { LaneNode } from '../testing/lanes/lane-node.js';
import { manualTimers } from '../testing/network/manual-timers.js';
import type { TransferAct } from './files/transfer-job.js';
import { newId } from '../testing/node/person.js';
import { REAL_SEAMS } from './seams.js';
import { handOverFile, Transfers } from './transfers.js';

const NOBODYS = `${'a'.repeat(32)}.part`;

describe('what an earlier run left of files', () => {
  let filesDir: string;
  let bugs: unknown[];
  let transfers: Transfers;
  beforeEach(async () => {
    filesDir = await mkdtemp(join(tmpdir(), 'kith-sweep-'));
    await writeFile(join(filesDir, NOBODYS), 'left');
    bugs = [];
    const logger = { bug: (error: unknown) => bugs.push(error) };
    transfers = new Transfers(
      { filesDir, files: REAL_SEAMS.files, localAddress: undefined, timers: manualTimers(), logger } as never,
      { isContact: () => true, changed: () => undefined },
    );
  });
  afterEach(async () => {
    await transfers.stop();
    await rm(filesDir, { recursive: true });
  });

  /** The lane answers the acts so. */
  const begin = (answer: (act: TransferAct) => Promise<unknown>) => {
    transfers.begin({ transferAct: answer } as never, []);
    return transfers.swept();
  };
  const refused = () => Promise.reject(new AppError('DISK_FULL'));
  const nobodys = () => Promise.resolve({ whole: [], kept: [] });

  it('makes room although the disk is too full to forget what was handed over', async () => {
    await begin(({ act }) => (act === 'ownersOf' ? nobodys() : refused()));
    expect([await readdir(filesDir), bugs]).toEqual([[], []]);
  });

  it('keeps nobody waiting when the disk refuses even to say whose it is', async () => {
    await begin(refused);
    expect([await readdir(filesDir), bugs]).toEqual([[NOBODYS], []]);
  });

  it('is asked about at once while the disk is full, not once there is room', async () => {
    const store = new FaultyStore();
    const alice = new LaneNode('alice', store.connection, { now: 1 });
    store.fullFor = 3;
    const refusals: unknown[] = [];
    for (const act of [
      { act: 'forgetLoose' },
      { act: 'ownersOf', ids: [] },
      { act: 'offeredBefore', to: [] },
    ] as const) {
      alice.act(act).catch((error: unknown) => refusals.push(error));
      await alice.lane.idle();
    }
    expect(refusals.map((error) => AppError.is(error, 'DISK_FULL'))).toEqual([true, true, true]);
  });

  it('is gone before a file is handed over, which would be taken for it', async () => {
    const called: string[] = [];
    let swept: () => void = () => undefined;
    const call = (name: string) => {
      called.push(name);
      return Promise.reject(new AppError('FILE_UNREADABLE'));
    };
    const world = { files: { call }, swept: () => new Promise<void>((resolve) => (swept = resolve)) };
    const handedOver = handOverFile(
      { transfers: world as never },
      { id: newId(), path: '/home/alice/a.txt' },
    );
    await new Promise(setImmediate);
    expect(called).toEqual([]);
    swept();
    await expect(handedOver).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(called).toEqual(['prepare']);
  });
});
