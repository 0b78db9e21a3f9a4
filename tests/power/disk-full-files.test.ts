// Disks that become full in the middle of a file, and are freed again.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { accept, fileBytes, makeFile, makeFolder, offer, transferOf } from '../../src/testing/node/files.js';
import { HomeYard } from '../../src/testing/node/homes.js';
import type { TestNode } from '../../src/testing/node/person.js';
import { befriendThroughRelay } from '../files/relayed.js';
import { Stage } from '../nodes/stage.js';
import { describeUnless } from './skip.js';
import { SmallDisk, whyNoDisk } from './small-disk.js';

const MEBIBYTE = 1_048_576;
/** A recipient that finds its disk full looks again after five seconds, a sender is asked again after less. */
const AGAIN_WITHIN_MS = 30_000;

describeUnless(whyNoDisk(), 'a disk that is full of something else')('a file that meets a full disk', () => {
  const bytes = fileBytes(6 * MEBIBYTE + 12_345);
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

  async function diskAt(dir: string, sizeMiB: number): Promise<SmallDisk> {
    const disk = await SmallDisk.mount(dir, sizeMiB);
    stage.atEnd(() => disk.unmount());
    return disk;
  }

  async function expectWhole(bob: TestNode): Promise<void> {
    const { savedAs } = await transferOf(bob, 'a.bin', (row) => row.savedAs !== null, AGAIN_WITHIN_MS);
    expect((await readFile(savedAs ?? '')).equals(bytes)).toBe(true);
  }

  it('says so where it arrives, and goes on by itself from where it was once there is room', async () => {
    const [alice] = await stage.people('Alice');
    const disk = await diskAt(join(stage.yard.dir, 'disk'), 32);
    const yard = await HomeYard.open(disk.dir);
    const home = await yard.copyOf(await stage.home('Bob'));
    // Both yards count from 1.
    const bob = await stage.local({ ...home, host: stage.yard.nextHost() });
    const relay = await befriendThroughRelay(stage, alice, bob);
    const before = relay.passedBytes;
    await offer(alice, [bob], await makeFile(alice, 'a.bin', bytes));
    const folder = await makeFolder(bob, 'in');
    const held = relay.holdAfter(2 * MEBIBYTE);
    await accept(bob, 'a.bin', folder);
    await held;
    await disk.fill();
    relay.drop(true);
    const full = await transferOf(bob, 'a.bin', ({ activity }) => activity === 'noSpace', AGAIN_WITHIN_MS);
    expect(full).toMatchObject({ end: null });
    expect(full.doneBytes).toBeLessThan(bytes.length);
    await disk.free();
    await expectWhole(bob);
    expect(relay.passedBytes - before).toBeLessThan(bytes.length + 3 * MEBIBYTE);
  }, 90_000);

  it('says so where its hashes cannot be kept before it leaves, and leaves by itself once there is room', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    await befriendThroughRelay(stage, alice, bob);
    const disk = await diskAt(join(alice.home.dir, 'files'), 1);
    await disk.fill();
    await offer(alice, [bob], await makeFile(alice, 'a.bin', bytes));
    await accept(bob, 'a.bin', await makeFolder(bob, 'in'));
    const full = await transferOf(alice, 'a.bin', ({ activity }) => activity === 'noSpace', AGAIN_WITHIN_MS);
    expect(full).toMatchObject({ stage: 'running', end: null, doneBytes: 0 });
    expect(await transferOf(bob, 'a.bin')).toMatchObject({ stage: 'running', end: null, doneBytes: 0 });
    await disk.free();
    await expectWhole(bob);
    await transferOf(alice, 'a.bin', ({ stage: at, activity }) => at === 'done' && activity === 'idle');
  }, 90_000);
});
