// A disk that fails while a home is founded: either there is none and it can be founded again, or it is whole.
// KITH_DISK_FAULTS=all: at every place.

import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { homeIn } from '../../src/adapters/filesystem/home.js';
import { openWriter } from '../../src/adapters/sqlite/database.js';
import { problemsOf } from '../../src/adapters/sqlite/integrity.js';
import { storeConnection } from '../../src/adapters/sqlite/store-connection.js';
import { databaseOf, HomeYard, TEST_ENV } from '../../src/testing/node/homes.js';
import { describeUnless } from './skip.js';
import { type DiskCall, runOnFaultyDisk, smallFilesOf, whyNoFaults } from './strace.js';

const PROGRAM = join(import.meta.dirname, '../../src/cli/main.js');
const isEverywhere = process.env['KITH_DISK_FAULTS'] === 'all';
const SPREAD: readonly (readonly [DiskCall, number])[] = [
  ['fsync', 9],
  ['pwrite64', 40],
  ['write', 2],
  ['rename', 4],
];
const CALLS = [
  'fsync',
  'pwrite64',
  'write',
  'rename',
  'ftruncate',
  'unlink',
] as const satisfies readonly DiskCall[];

describeUnless(whyNoFaults(), 'faults of the disk while a home is founded')('a disk that fails once', () => {
  let yard: HomeYard;
  let dir: string;
  beforeEach(async () => {
    yard = await HomeYard.open();
    dir = join(yard.dir, 'alice');
  });
  afterEach(() => yard.clear());

  const init = (fault: { readonly call: DiskCall; readonly when: number }) => {
    // Calls are counted thread by thread: of one thread for files one call fails, and not one of each of four.
    const env = {
      ...process.env,
      ...TEST_ENV,
      KITH_PASSWORD_FILE: yard.passwordFile,
      UV_THREADPOOL_SIZE: '1',
    };
    const paths = fault.call === 'write' ? { paths: smallFilesOf(dir) } : {};
    const args = [PROGRAM, 'init', '--home', dir, '--name', 'Alice'];
    return runOnFaultyDisk({ args, env }, { ...fault, ...paths, error: 'EIO' }, join(yard.dir, 'strace.log'));
  };
  /** So late that nothing fails. */
  const NEVER = { call: 'rename', when: 60_000 } as const;

  async function expectWhole(): Promise<void> {
    const sql = openWriter(await databaseOf({ dir }));
    try {
      expect(problemsOf(sql)).toEqual([]);
      expect(storeConnection(sql).store.identity.get()?.name).toBe('Alice');
    } finally {
      sql.close();
    }
  }

  /** How many calls failed. */
  async function foundWithFault(call: DiskCall, when: number): Promise<number> {
    await rm(dir, { recursive: true, force: true });
    const { status, failures } = init({ call, when });
    expect(status, 'the process was ended by a signal').not.toBeNull();
    const isFounded = existsSync(homeIn(dir).vaultFile);
    if (status === 0) expect(isFounded).toBe(true);
    if (!isFounded) expect(init(NEVER)).toEqual({ status: 0, failures: 0 });
    await expectWhole();
    return failures;
  }

  if (isEverywhere) {
    it.each(CALLS)(
      'while a home is founded, at any %s, leaves a whole one or none',
      async (call) => {
        let places = 0;
        while ((await foundWithFault(call, places + 1)) > 0) places += 1;
        process.stderr.write(`founding: ${String(places)} times ${call}\n`);
        expect(places).toBeGreaterThan(1);
      },
      7_200_000,
    );
  } else {
    it.each(SPREAD)(
      'while a home is founded, at %s number %i, leaves a whole one or none',
      async (call, when) => {
        expect(await foundWithFault(call, when)).toBeGreaterThan(0);
      },
      60_000,
    );
  }
});
