import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HomeYard } from '../../src/testing/node/homes.js';
import { NodeProcess } from '../../src/testing/node/node-process.js';
import { befriend, history, send, untilMessages, untilNothingQueued } from '../../src/testing/node/person.js';
import { until } from '../../src/testing/node/observe.js';
import { Stage } from '../nodes/stage.js';
import { describeUnless } from './skip.js';
import { SmallDisk, whyNoDisk } from './small-disk.js';

const DISK_MIB = 24;
/** Enough that no free page of the database takes them all. */
const LETTERS = Array.from({ length: 60 }, (_, index) => `${String(index)} ${'x'.repeat(30_000)}`);

describeUnless(whyNoDisk(), 'a full disk of its own')('a node whose disk is full', () => {
  let stage: Stage;
  let disk: SmallDisk;
  let alice: NodeProcess;
  let bob: NodeProcess;

  beforeAll(async () => {
    stage = await Stage.open();
    disk = await SmallDisk.mount(join(stage.yard.dir, 'disk'), DISK_MIB);
    stage.atEnd(() => disk.unmount());
    alice = await stage.process(await stage.home('Alice'));
    const yard = await HomeYard.open(disk.dir);
    const bobsHome = await yard.copyOf(await stage.home('Bob'));
    // Both yards count from 1.
    bob = await NodeProcess.start({ ...bobsHome, host: stage.yard.nextHost() });
    stage.atEnd(() => bob.kill());
    await befriend(alice, bob);
  }, 60_000);
  afterAll(() => stage.clear());

  it('keeps what it acknowledged, takes nothing more, and goes on by itself when there is room', async () => {
    await disk.fill();
    for (const letter of LETTERS) await send(alice, bob, letter);
    await until(bob.client, ['status', {}], ([status]) =>
      status?.notices.some(({ code }) => code === 'DISK_FULL'),
    );
    const delivered = (await history(alice, bob)).filter(({ state }) => state === 'delivered');
    expect(delivered.length).toBeLessThan(LETTERS.length);
    const there = new Set((await history(bob, alice)).map(({ id }) => id));
    expect(delivered.every(({ id }) => there.has(id))).toBe(true);
    await disk.free();
    await untilNothingQueued(alice);
    expect((await history(bob, alice)).map(({ text }) => text)).toEqual(LETTERS);
    expect(await bob.client.call('checkStore', {})).toMatchObject({ ok: true });
    await until(bob.client, ['status', {}], ([status]) => status?.notices.length === 0);
  }, 60_000);

  it('can be killed, and starts again with all it had when there is room', async () => {
    await disk.fill();
    const before = await history(bob, alice);
    await bob.kill();
    await disk.free();
    await bob.start();
    expect(await history(bob, alice)).toEqual(before);
    await send(alice, bob, 'and again');
    await untilMessages(bob, alice, (rows) => rows.at(-1)?.text === 'and again');
  }, 60_000);
});
