// A disk that fails once, or for a while, in the middle of what people do. KITH_DISK_FAULTS=all: once at every place.

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { Stage } from '../nodes/stage.js';
import { DELETION_FLOWS } from './deletion-flows.js';
import { type Flow, FLOWS, type People } from './flows.js';
import { OWNER_FLOWS } from './owner-flows.js';
import { describeUnless } from './skip.js';
import { type DiskCall, FaultyDisk, smallFilesOf, whyNoFaults } from './strace.js';

const isEverywhere = process.env['KITH_DISK_FAULTS'] === 'all';
/** How many calls a flow makes differs a little: one that made fewer than this may be a short one, three are the end. */
const CLEAN_IN_A_ROW = 3;
/** Every flow has as many, on either side. Failing writes are tried on what two people write, in `disk-faults.test.ts`. */
const SPREAD: readonly (readonly [DiskCall, number])[] = [['fsync', 2]];
const CALLS = [
  'fsync',
  'fdatasync',
  'pwrite64',
  'write',
  'rename',
  'ftruncate',
  'unlink',
] as const satisfies readonly DiskCall[];
/** Of these every flow makes some. */
const ALWAYS_MADE: readonly DiskCall[] = ['fsync', 'pwrite64'];

describeUnless(whyNoFaults(), 'faults of the disk in what people do')('a disk that fails', () => {
  let stage: Stage;
  let people: People;

  beforeAll(async () => {
    stage = await Stage.open();
    // Calls are counted thread by thread: of one thread for files one call fails, and not one of each of four.
    process.env['UV_THREADPOOL_SIZE'] = '1';
    const start = async (name: string) => stage.process(await stage.home(name));
    people = { alice: await start('Alice'), bob: await start('Bob'), bobAgain: await start('Bob again') };
  }, 120_000);
  afterAll(async () => {
    delete process.env['UV_THREADPOOL_SIZE'];
    await stage.clear();
  });

  describe.each([...FLOWS, ...DELETION_FLOWS, ...OWNER_FLOWS])('while $name', (flow) => {
    beforeAll(() => flow.found?.(people), 120_000);
    for (const victim of flow.victims) disksOf(flow, victim);
  });

  function disksOf(flow: Flow, victim: keyof People): void {
    const attach = (call: DiskCall, when?: number) => {
      const { pid, home } = people[victim];
      const only = {
        ...(when !== undefined && { when }),
        ...(call === 'write' && { paths: smallFilesOf(home.dir) }),
      };
      return FaultyDisk.attach(pid, { call, error: 'EIO', ...only }, join(stage.yard.dir, 'strace.log'));
    };

    /** The flow, with one call of each thread failing; how many did. */
    async function runWithFault(call: DiskCall, when: number): Promise<number> {
      const time = `${victim} ${call} ${String(when)}`;
      await flow.prepare(people, victim);
      const disk = await attach(call, when);
      await flow.run(people, victim, time).finally(() => disk.detach());
      const failures = await disk.failures();
      await flow.goOn?.(people, time);
      await flow.check(people, time);
      return failures;
    }

    if (isEverywhere) {
      it.each(CALLS)(
        `may fail once for ${victim}, at any %s: nothing is lost, and it goes on by itself to its end`,
        async (call) => {
          let [places, clean] = [0, 0];
          for (let when = 1; clean < CLEAN_IN_A_ROW; when++) {
            const failures = await runWithFault(call, when);
            clean = failures === 0 ? clean + 1 : 0;
            if (failures > 0) places += 1;
          }
          process.stderr.write(`${flow.name}, ${victim}: ${String(places)} times ${call}\n`);
          if (ALWAYS_MADE.includes(call)) expect(places).toBeGreaterThan(1);
        },
        7_200_000,
      );
    } else {
      it.each(SPREAD)(
        `may fail once for ${victim}, at %s number %i: nothing is lost, and it goes on by itself to its end`,
        async (call, when) => {
          expect(await runWithFault(call, when)).toBeGreaterThan(0);
        },
        60_000,
      );
    }

    it(`may fail for ${victim} for a while: nothing is acknowledged meanwhile, and it goes on by itself afterwards`, async () => {
      await flow.prepare(people, victim);
      const disk = await attach('fsync');
      const running = flow.run(people, victim, `${victim} for a while`);
      const told = (isSo: (codes: readonly string[]) => boolean) =>
        until(
          people[victim].client,
          ['status', {}],
          ([status]) => status && isSo(status.notices.map(({ code }) => code)),
        );
      try {
        await told((codes) => codes.includes('STORE_FAILED'));
        const before = await disk.failures();
        await expect.poll(() => disk.failures(), { timeout: 20_000 }).toBeGreaterThan(before + 1);
        expect(await flow.isThrough(people)).toBe(false);
        // Not for a moment was it taken for one that works.
        await told((codes) => codes.includes('STORE_FAILED'));
      } finally {
        await disk.detach();
      }
      await running;
      await told((codes) => !codes.includes('STORE_FAILED'));
      await flow.goOn?.(people, `${victim} for a while`);
      const node = people[victim];
      await node.kill();
      await node.start();
      await flow.check(people, `${victim} for a while`);
      expect(await node.client.call('checkStore', {})).toMatchObject({ ok: true });
    }, 120_000);
  }
});
