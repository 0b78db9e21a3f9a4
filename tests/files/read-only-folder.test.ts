// Folders their owner may read and not write to.

import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { accept, fileBytes, makeFile, makeFolder, offer, transferOf } from '../../src/testing/node/files.js';
import { type TestNode } from '../../src/testing/node/person.js';
import type { Stage } from '../nodes/stage.js';
import { twoFriends } from './friends.js';
import { describeUnless } from '../power/skip.js';

const isRoot = process.getuid?.() === 0;

/** Root writes wherever the mode of a folder forbids it, but not into one that is immutable. */
async function setWritable(folder: string, isWritable: boolean): Promise<void> {
  if (!isRoot) return chmod(folder, isWritable ? 0o700 : 0o500);
  const { status, stderr } = spawnSync('chattr', [isWritable ? '-i' : '+i', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`chattr: ${stderr}`);
}

async function whyNone(): Promise<string | undefined> {
  if (process.platform === 'win32') return 'the mode of a folder forbids nothing here';
  const folder = await mkdtemp(join(tmpdir(), 'kith-locked-'));
  const outcome = await setWritable(folder, false).then(
    () => undefined,
    () => 'root writes anywhere, and no folder can be made immutable',
  );
  if (outcome === undefined) await setWritable(folder, true);
  await rm(folder, { recursive: true });
  return outcome;
}

describeUnless(await whyNone(), 'a folder that cannot be written to')('a folder that is read-only', () => {
  const bytes = fileBytes(600_000);
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  let folder: string;
  beforeEach(async () => {
    ({ stage, alice, bob } = await twoFriends());
    folder = await makeFolder(bob, 'read-only');
    stage.atEnd(() => setWritable(folder, true));
    await offer(alice, [bob], await makeFile(alice, 'a.bin', bytes));
  });
  afterEach(() => stage.clear());

  const refused = () => ({ code: 'FOLDER_UNUSABLE', params: { path: folder, reason: 'access' } });
  const savedElsewhere = async (transferId: string) => {
    await bob.client.call('acceptFile', { transferId, saveTo: await makeFolder(bob, 'elsewhere') });
    const { savedAs, saveError } = await transferOf(bob, 'a.bin', (row) => row.savedAs !== null);
    expect(saveError).toBeNull();
    expect((await readFile(savedAs ?? '')).equals(bytes)).toBe(true);
  };

  it('is refused before anything is accepted, and the offer stands', async () => {
    await setWritable(folder, false);
    await expect(accept(bob, 'a.bin', folder)).rejects.toMatchObject(refused());
    const { id, stage: at } = await transferOf(bob, 'a.bin');
    expect(at).toBe('offered');
    expect(await transferOf(alice, 'a.bin')).toMatchObject({ stage: 'offered', end: null });
    await savedElsewhere(id);
  });

  it('is refused for a file that is here, which stays and is saved elsewhere', async () => {
    const id = await accept(bob, 'a.bin', null);
    await transferOf(bob, 'a.bin', (row) => row.stage === 'done');
    await setWritable(folder, false);
    const saving = bob.client.call('acceptFile', { transferId: id, saveTo: folder });
    await expect(saving).rejects.toMatchObject(refused());
    expect(await transferOf(bob, 'a.bin')).toMatchObject({ stage: 'done', savedAs: null });
    await savedElsewhere(id);
  });

  it('that became so while the file came is said to be, leaves nothing there, and the file is saved elsewhere', async () => {
    const mine = await transferOf(alice, 'a.bin');
    await alice.client.call('pauseFile', { transferId: mine.id });
    const id = await accept(bob, 'a.bin', folder);
    await setWritable(folder, false);
    await alice.client.call('resumeFile', { transferId: mine.id });
    const unsaved = await transferOf(bob, 'a.bin', (row) => row.saveError !== null);
    expect(unsaved).toMatchObject({ stage: 'done', savedAs: null, saveError: refused() });
    expect(await readdir(folder)).toEqual([]);
    // For its sender it has arrived all the same.
    await transferOf(alice, 'a.bin', (row) => row.stage === 'done');
    await savedElsewhere(id);
  });
});
