// A folder that is offered arrives as an archive of what was in it.

import { appendFile, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  accept,
  acceptedBytes,
  fileBytes,
  makeFolder,
  offer,
  recipients,
  transferOf,
} from '../../src/testing/node/files.js';
import { newId, type TestNode } from '../../src/testing/node/person.js';
import { zipContents } from '../../src/testing/zip-contents.js';
import { LIMITS } from '../../src/protocol/limits.js';
import { Stage } from '../nodes/stage.js';
import { twoFriends } from './friends.js';
import { befriendThroughRelay } from './relayed.js';

const POLL = { timeout: 8_000 };

describe('a folder', () => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  let folder: string;
  beforeEach(async () => {
    ({ stage, alice, bob } = await twoFriends());
    folder = await makeFolder(alice, 'Trip');
    await mkdir(join(folder, 'photos'));
    await writeFile(join(folder, 'photos', 'a.raw'), fileBytes(900_000));
    await writeFile(join(folder, 'notes.txt'), 'sunny');
  });
  afterEach(() => stage.clear());

  it('arrives as an archive of what is in it, also when its sender was stopped on the way', async () => {
    await offer(alice, [bob], folder);
    const { name, extension } = await transferOf(bob, 'Trip.zip');
    expect([name, extension]).toEqual(['Trip.zip', 'zip']);
    const { id } = await transferOf(alice, 'Trip.zip');
    await alice.client.call('pauseFile', { transferId: id });
    const saveTo = await makeFolder(bob, 'in');
    await accept(bob, 'Trip.zip', saveTo);
    await transferOf(bob, 'Trip.zip', (row) => row.pausedByPeer && row.stage === 'running');
    await alice.stop();
    await alice.start();
    await alice.client.call('resumeFile', { transferId: id });
    await transferOf(bob, 'Trip.zip', (row) => row.savedAs !== null);
    const entries = zipContents(await readFile(join(saveTo, 'Trip.zip')));
    expect(entries.map(({ path }) => path)).toEqual([
      ...['Trip/', 'Trip/notes.txt', 'Trip/photos/', 'Trip/photos/a.raw'],
    ]);
    expect(entries[3]?.bytes.equals(fileBytes(900_000))).toBe(true);
    // No archive was written anywhere at its sender, who forgets the hashes once it knows that the file is there.
    await expect.poll(() => readdir(join(alice.home.dir, 'files')), POLL).toEqual([]);
  });

  it('that changed after it was offered ends with the reason, and goes as it is now with one word', async () => {
    await offer(alice, [bob], folder);
    await transferOf(bob, 'Trip.zip');
    await appendFile(join(folder, 'notes.txt'), ', then rain');
    await accept(bob, 'Trip.zip', null);
    const mine = await transferOf(alice, 'Trip.zip', (row) => row.stage === 'ended');
    expect(mine.end).toEqual({ reason: 'sourceChanged', by: 'me' });
    const to = await recipients(alice, bob);
    await alice.client.call('offerFile', { transferId: mine.id, to, isNewVersion: true });
    const [, notes] = zipContents(await acceptedBytes(bob, 'Trip.zip'));
    expect(notes?.bytes.toString()).toBe('sunny, then rain');
  });

  it('is attached and sent as a file is, and says that photos in it stay as they are', async () => {
    const id = newId();
    const attached = await alice.client.call('handOverFile', { id, path: folder });
    expect(attached).toMatchObject({ name: 'Trip.zip', extension: 'zip' });
    const found = await alice.client.call('photoMetadata', { attachmentId: id });
    expect(found).toEqual({ outcome: 'cannot', removed: [], reason: 'folder' });
    await alice.client.call('offerFile', { attachmentId: id, to: await recipients(alice, bob) });
    expect(await transferOf(bob, 'Trip.zip')).toMatchObject({ sizeBytes: attached.sizeBytes });
    // It is shown by nobody: it is no picture, whatever is in it.
    const { id: transferId } = await transferOf(alice, 'Trip.zip');
    await expect(
      alice.client.call('readMedia', { transferId, offset: 0, length: 100 }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a folder on a drive that is unplugged while it is sent', () => {
  const PARTS = 6;
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

  it('waits, and goes on from where it was once the drive is back', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    const relay = await befriendThroughRelay(stage, alice, bob);
    const folder = await makeFolder(alice, 'Trip');
    const partBytes = 2 * LIMITS.fileChunkBytes;
    for (let part = 0; part < PARTS; part++)
      await writeFile(join(folder, `${String(part)}.raw`), fileBytes(partBytes, part + 1));
    const [transferId = ''] = await offer(alice, [bob], folder);
    await transferOf(bob, 'Trip.zip');
    const held = relay.holdAfter((PARTS / 2) * partBytes);
    const saved = acceptedBytes(bob, 'Trip.zip');
    await held;
    await transferOf(bob, 'Trip.zip', (row) => row.stage === 'running' && row.doneBytes > 0);
    await rename(folder, `${folder}-unplugged`);
    relay.drop(true);
    await transferOf(alice, 'Trip.zip', (row) => row.activity === 'sourceAway');
    const waiting = await transferOf(bob, 'Trip.zip');
    expect([waiting.end, waiting.doneBytes > 0]).toEqual([null, true]);
    await rename(`${folder}-unplugged`, folder);
    await alice.client.call('resumeFile', { transferId });
    const entries = zipContents(await saved);
    expect(entries).toHaveLength(1 + PARTS);
    expect(entries[PARTS]?.bytes.equals(fileBytes(partBytes, PARTS))).toBe(true);
  });
});
