import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NodeProcess } from '../../src/testing/node/node-process.js';
import {
  befriend,
  contactOf,
  history,
  newId,
  send,
  untilNothingQueued,
} from '../../src/testing/node/person.js';
import { until } from '../../src/testing/node/observe.js';
import { Stage } from '../nodes/stage.js';
import { insist } from './insist.js';
import { describeUnless } from './skip.js';
import { type DiskFault, FaultyDisk, whyNoFaults } from './strace.js';

/** More calls of a kind than one exchange makes. */
const MOST_CALLS = 400;
/** How many calls an exchange makes differs a little: one that made fewer than this may be a short one, three are the end. */
const CLEAN_IN_A_ROW = 3;

describeUnless(whyNoFaults(), 'faults of the disk')('a node whose disk fails', () => {
  let stage: Stage;
  let alice: NodeProcess;
  let bob: NodeProcess;
  const said = { alice: new Array<string>(), bob: new Array<string>() };

  beforeAll(async () => {
    stage = await Stage.open();
    alice = await stage.process(await stage.home('Alice'));
    bob = await stage.process(await stage.home('Bob'));
    await befriend(alice, bob);
  }, 120_000);
  afterAll(() => stage.clear());

  const attach = (fault: DiskFault) => FaultyDisk.attach(bob.pid, fault, join(stage.yard.dir, 'strace.log'));

  /** A message each way, begun by Alice. */
  async function exchange(about: string): Promise<void> {
    said.alice.push(`Alice about ${about}`);
    said.bob.push(`Bob about ${about}`);
    await say(alice, bob, `Alice about ${about}`);
    await say(bob, alice, `Bob about ${about}`);
    await Promise.all([untilNothingQueued(alice), untilNothingQueued(bob)]);
  }

  /** Each has what the other said, in its order and nothing else. */
  async function expectAll(): Promise<void> {
    for (const rows of [await history(alice, bob), await history(bob, alice)]) {
      const textsOf = (name: string) => rows.map(({ text }) => text).filter((text) => text.startsWith(name));
      expect({ alice: textsOf('Alice'), bob: textsOf('Bob') }).toEqual(said);
      expect(rows).toHaveLength(said.alice.length + said.bob.length);
      expect(rows.every(({ gapBefore }) => gapBefore === 0)).toBe(true);
    }
  }

  it.each([
    { call: 'fsync', error: 'EIO', stride: 1, least: 3 },
    { call: 'pwrite64', error: 'EIO', stride: 1, least: 20 },
    // The two errors differ only in their name; what happens at each place is known from the one above.
    { call: 'pwrite64', error: 'ENOSPC', stride: 9, least: 3 },
  ] as const)(
    'loses, repeats and reorders nothing, whichever $call fails with $error (of $stride)',
    async ({ call, error, stride, least }) => {
      let [failed, clean] = [0, 0];
      for (let when = 1; clean < CLEAN_IN_A_ROW && when <= MOST_CALLS; when += stride) {
        const disk = await attach({ call, error, when });
        await exchange(`${call} ${error} ${String(when)}`);
        const failures = await disk.failures();
        await disk.detach();
        clean = failures === 0 ? clean + 1 : 0;
        if (failures > 0) failed += 1;
      }
      expect(failed).toBeGreaterThanOrEqual(least);
      expect(clean).toBe(CLEAN_IN_A_ROW);
      await expectAll();
    },
    120_000,
  );

  it.each([
    { call: 'fsync', error: 'EIO', notice: 'STORE_FAILED' },
    { call: 'pwrite64', error: 'ENOSPC', notice: 'DISK_FULL' },
  ] as const)(
    'acknowledges nothing while every $call fails with $error, says so, and goes on by itself',
    async ({ call, error, notice }) => {
      const disk = await attach({ call, error });
      const text = `Alice while every ${call} fails`;
      said.alice.push(text);
      await say(alice, bob, text);
      const notices = () =>
        until(bob.client, ['status', {}], ([status]) => status?.notices.map(({ code }) => code));
      await until(bob.client, ['status', {}], ([status]) =>
        status?.notices.some(({ code }) => code === notice),
      );
      const before = await disk.failures();
      await expect.poll(() => disk.failures(), { timeout: 20_000 }).toBeGreaterThan(before + 1);
      expect(await notices()).toContain(notice);
      expect((await history(alice, bob)).at(-1)).toMatchObject({ text, state: 'queued' });
      expect((await history(bob, alice)).at(-1)?.text).not.toBe(text);
      const { id: contactId } = await contactOf(bob, alice);
      const refused = bob.client.call('sendMessage', { id: newId(), contactId, text: 'refused' });
      await expect(refused).rejects.toMatchObject({ code: notice });
      await disk.detach();
      await untilNothingQueued(alice);
      await expectAll();
      expect(await notices()).not.toContain(notice);
    },
    60_000,
  );

  it('has it all after a kill and a new start', async () => {
    const before = await history(bob, alice);
    await bob.kill();
    await bob.start();
    expect(await history(bob, alice)).toEqual(before);
    await expectAll();
    expect(await bob.client.call('checkStore', {})).toMatchObject({ ok: true });
  });
});

async function say(from: NodeProcess, to: NodeProcess, text: string): Promise<void> {
  const id = newId();
  await insist(() => send(from, to, text, id));
}
