import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TransferRow } from '../../src/contract/values.js';
import {
  accept,
  acceptedBytes,
  fileBytes,
  makeFile,
  makeFolder,
  offer,
  receive,
  transferOf,
} from '../../src/testing/node/files.js';
import { until } from '../../src/testing/node/observe.js';
import {
  befriend,
  contactOf,
  history,
  newId,
  type TestNode,
  untilMessages,
} from '../../src/testing/node/person.js';
import type { Stage } from '../nodes/stage.js';
import { twoFriends } from './friends.js';

const MEBIBYTE = 1_048_576;

describe('an offered file', () => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  beforeEach(async () => {
    ({ stage, alice, bob } = await twoFriends());
  });
  afterEach(() => stage.clear());

  const ended = (node: TestNode, name: string) => transferOf(node, name, (row) => row.stage === 'ended');
  const filesOf = (node: TestNode) => readdir(join(node.home.dir, 'files')).catch(() => []);
  const call = (node: TestNode, command: 'declineFile' | 'pauseFile' | 'resumeFile', row: TransferRow) =>
    node.client.call(command, { transferId: row.id });

  it('stands in the conversation under a safe name, and nothing of it comes before it is accepted', async () => {
    await offer(alice, [bob], await makeFile(alice, 'photo_\u202egnp.exe', fileBytes(10)));
    const row = await transferOf(bob, 'photo_gnp.exe', ({ stage: at }) => at === 'offered');
    expect(row).toMatchObject({ direction: 'in', extension: 'exe', sizeBytes: 10, doneBytes: 0 });
    await untilMessages(bob, alice, (rows) => rows.some(({ kind }) => kind === 'file'));
    expect((await history(bob, alice)).map(({ kind, text }) => [kind, text])).toEqual([
      ['file', 'photo_gnp.exe'],
    ]);
    expect(await filesOf(bob)).toEqual([]);
  });

  it('that is declined ends on both sides, and its key is never given', async () => {
    await offer(alice, [bob], await makeFile(alice, 'a.bin', fileBytes(10)));
    const row = await transferOf(bob, 'a.bin');
    await call(bob, 'declineFile', row);
    expect(await ended(alice, 'a.bin')).toMatchObject({ end: { reason: 'declined', by: 'peer' } });
    expect(await ended(bob, 'a.bin')).toMatchObject({ end: { reason: 'declined', by: 'me' } });
    const atBob = await untilMessages(bob, alice, ([first]) => first?.file?.stage === 'ended' && first);
    expect(atBob.file).toMatchObject({ id: row.id, end: { reason: 'declined', by: 'me' } });
    await untilMessages(alice, bob, ([first]) => first?.file?.stage === 'ended' && first);
    await expect(bob.client.call('acceptFile', { transferId: row.id, saveTo: null })).rejects.toMatchObject({
      code: 'TRANSFER_NOT_POSSIBLE',
      params: { stage: 'ended' },
    });
    expect([...(await filesOf(alice)), ...(await filesOf(bob))]).toEqual([]);
  });

  it('waits while either side has paused it, and says which', async () => {
    await offer(alice, [bob], await makeFile(alice, 'a.bin', fileBytes(MEBIBYTE)));
    const mine = await transferOf(alice, 'a.bin');
    await call(alice, 'pauseFile', mine);
    await accept(bob, 'a.bin', null);
    const theirs = await transferOf(bob, 'a.bin', (row) => row.pausedByPeer && row.stage === 'running');
    await call(bob, 'pauseFile', theirs);
    await transferOf(alice, 'a.bin', (row) => row.pausedByMe && row.pausedByPeer);
    await call(alice, 'resumeFile', mine);
    const waiting = await transferOf(bob, 'a.bin', (row) => !row.pausedByPeer);
    expect(waiting).toMatchObject({ pausedByMe: true, doneBytes: 0, stage: 'running' });
    await call(bob, 'resumeFile', theirs);
    await transferOf(bob, 'a.bin', (row) => row.stage === 'done');
    await transferOf(alice, 'a.bin', (row) => row.stage === 'done');
  });

  it('whose source changed ends with the reason, before a byte of it leaves', async () => {
    const path = await makeFile(alice, 'a.bin', fileBytes(MEBIBYTE));
    await offer(alice, [bob], path);
    await transferOf(bob, 'a.bin');
    await writeFile(path, fileBytes(MEBIBYTE, 2));
    await accept(bob, 'a.bin', null);
    expect(await ended(alice, 'a.bin')).toMatchObject({ end: { reason: 'sourceChanged', by: 'me' } });
    expect(await ended(bob, 'a.bin')).toMatchObject({ end: { reason: 'sourceChanged', by: 'peer' } });
    await expect.poll(() => filesOf(bob)).toEqual([]);
  });

  it('whose source changed is sent in its new version with one word, once however often it is said', async () => {
    const path = await makeFile(alice, 'a.bin', fileBytes(1_000));
    await offer(alice, [bob], path);
    await transferOf(bob, 'a.bin');
    await writeFile(path, fileBytes(2_000, 2));
    await accept(bob, 'a.bin', null);
    const { id: transferId, contactId } = await ended(alice, 'a.bin');
    const again = { transferId, to: [{ id: newId(), contactId }] };
    await expect(alice.client.call('offerFile', again)).rejects.toMatchObject({ code: 'FILE_CHANGED' });
    for (let times = 0; times < 2; times++)
      await alice.client.call('offerFile', { ...again, isNewVersion: true });
    expect((await acceptedBytes(bob, 'a.bin')).equals(fileBytes(2_000, 2))).toBe(true);
    expect(await until(bob.client, ['transfers', {}], (rows) => rows)).toHaveLength(2);
  });

  it('is shown as followed as long as its new version is there and was not taken back', async () => {
    const path = await makeFile(alice, 'a.bin', fileBytes(1_000));
    await offer(alice, [bob], path);
    await transferOf(bob, 'a.bin');
    await writeFile(path, fileBytes(2_000, 2));
    await accept(bob, 'a.bin', null);
    const { id: transferId, contactId } = await ended(alice, 'a.bin');
    const sendAnew = async () => {
      const to = [{ id: newId(), contactId }];
      const anew = await alice.client.call('offerFile', { transferId, to, isNewVersion: true });
      return { transferId: anew.transferIds[0] ?? '' };
    };
    // One view, which is told of what changed alone.
    const told: (boolean | undefined)[] = [];
    const shown = untilMessages(alice, bob, (rows) => {
      const isFollowed = rows.find(({ id }) => id === transferId)?.file?.isFollowed;
      if (isFollowed !== told.at(-1)) told.push(isFollowed);
      return told.length === 5;
    });
    const isTold = (...all: boolean[]) => expect.poll(() => told).toEqual(all);
    await isTold(false);
    const cancelled = await sendAnew();
    await isTold(false, true);
    await alice.client.call('cancelFile', cancelled);
    await isTold(false, true, false);
    const declined = await sendAnew();
    const { id } = await transferOf(bob, 'a.bin', ({ stage: at }) => at === 'offered');
    await bob.client.call('declineFile', { transferId: id });
    await transferOf(alice, 'a.bin', (row) => row.id === declined.transferId && row.stage === 'ended');
    await isTold(false, true, false, true);
    await alice.client.call('deleteFile', declined);
    await isTold(false, true, false, true, false);
    await shown;
  });

  it('of the same name as another is saved beside it', async () => {
    const folder = await makeFolder(bob, 'in');
    const paths: string[] = [];
    for (const seed of [1, 2]) {
      const path = await makeFile(alice, 'same.bin', fileBytes(1_000, seed));
      await offer(alice, [bob], path);
      const id = await accept(bob, 'same.bin', folder);
      paths.push(
        await until(
          bob.client,
          ['transfers', {}],
          (rows) => rows.find((row) => row.id === id)?.savedAs ?? false,
        ),
      );
    }
    expect(paths.map((path) => basename(path))).toEqual(['same.bin', 'same (2).bin']);
    expect((await readFile(paths[1] ?? '')).equals(fileBytes(1_000, 2))).toBe(true);
  });

  it('is kept encrypted at home, and can be saved as often as its owner likes', async () => {
    const bytes = fileBytes(300_000);
    const id = await receive(alice, bob, 'a.bin', bytes);
    const [kept] = await filesOf(bob);
    const lying = await readFile(join(bob.home.dir, 'files', kept ?? ''));
    expect(lying.includes(bytes.subarray(100, 164))).toBe(false);
    const folder = await makeFolder(bob, 'in');
    await bob.client.call('acceptFile', { transferId: id, saveTo: folder });
    const saved = await transferOf(bob, 'a.bin', (row) => row.savedAs !== null);
    expect((await readFile(saved.savedAs ?? '')).equals(bytes)).toBe(true);
    expect(await bob.client.call('savedPlace', { transferId: id })).toEqual({ path: saved.savedAs });
    const mine = await transferOf(alice, 'a.bin');
    await expect(alice.client.call('savedPlace', { transferId: mine.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('that cannot be saved where it was wanted says why, and is saved elsewhere', async () => {
    const bytes = fileBytes(1_000);
    const folder = await makeFolder(bob, 'gone');
    await offer(alice, [bob], await makeFile(alice, 'a.bin', bytes));
    await call(alice, 'pauseFile', await transferOf(alice, 'a.bin'));
    const id = await accept(bob, 'a.bin', folder);
    await rm(folder, { recursive: true });
    await call(alice, 'resumeFile', await transferOf(alice, 'a.bin'));
    const unsaved = await transferOf(bob, 'a.bin', (row) => row.saveError !== null);
    expect(unsaved).toMatchObject({
      stage: 'done',
      saveError: { code: 'FOLDER_UNUSABLE', params: { path: folder, reason: 'missing' } },
    });
    const other = await makeFolder(bob, 'there');
    await bob.client.call('acceptFile', { transferId: id, saveTo: other });
    const saved = await transferOf(bob, 'a.bin', (row) => row.savedAs !== null);
    expect(saved.saveError).toBeNull();
    expect((await readFile(saved.savedAs ?? '')).equals(bytes)).toBe(true);
  });

  it('leaves nothing of itself when it is forgotten, nor what a crash left of others', async () => {
    const id = await receive(alice, bob, 'a.bin', fileBytes(1_000));
    const directory = join(bob.home.dir, 'files');
    expect(await filesOf(bob)).toEqual([`${id}.kept`]);
    const nobodys = 'f'.repeat(32);
    await bob.stop();
    for (const name of [`${nobodys}.part`, `${nobodys}.hashes`, `${nobodys}.kept`, `${id}.part`, 'note.txt'])
      await writeFile(join(directory, name), 'left');
    await bob.start();
    await expect.poll(() => filesOf(bob)).toEqual([`${id}.kept`, 'note.txt']);
    await bob.client.call('deleteFile', { transferId: id });
    await expect.poll(() => filesOf(bob)).toEqual(['note.txt']);
    expect(await until(bob.client, ['transfers', {}], (rows) => rows)).toEqual([]);
  });

  it('for several people is encrypted once and arrives at each', async () => {
    const carol = await stage.local(await stage.home('Carol'));
    await befriend(alice, carol);
    const bytes = fileBytes(600_000);
    await offer(alice, [bob, carol], await makeFile(alice, 'a.bin', bytes));
    for (const node of [bob, carol]) expect((await acceptedBytes(node, 'a.bin')).equals(bytes)).toBe(true);
    const [atBob, atCarol] = await Promise.all(
      [bob, carol].map(async (node) => {
        const [kept] = await filesOf(node);
        return readFile(join(node.home.dir, 'files', kept ?? ''));
      }),
    );
    expect(atBob?.equals(atCarol ?? Buffer.alloc(0))).toBe(true);
  });

  it('is listed with the name its contact has now', async () => {
    await offer(alice, [bob], await makeFile(alice, 'a.bin', fileBytes(10)));
    const { contactId } = await transferOf(bob, 'a.bin');
    // One view, which is to be told: a new one would look for itself.
    const renamed = transferOf(bob, 'a.bin', ({ contactName }) => contactName === 'Alice of the library');
    await bob.client.call('renameContact', { contactId, name: 'Alice of the library' });
    await renamed;
  });

  it('is offered once, however often the face repeats the command, also when its recipient was removed since', async () => {
    const path = await makeFile(alice, 'a.bin', fileBytes(10));
    const [id = ''] = await offer(alice, [bob], path);
    const { id: contactId } = await contactOf(alice, bob);
    const repeat = (offerId: string) =>
      alice.client.call('offerFile', { path, to: [{ id: offerId, contactId }] });
    const answer = { transferIds: [id] };
    expect(await repeat(id)).toMatchObject(answer);
    await transferOf(bob, 'a.bin');
    const rows = await until(bob.client, ['transfers', {}], (all) => all);
    expect(rows).toHaveLength(1);
    await alice.client.call('removeContact', { contactId, history: 'keep' });
    expect(await repeat(id)).toMatchObject(answer);
    await expect(repeat(newId())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('that cannot be read, or saved where its owner says, is refused with the reason', async () => {
    const folder = await makeFolder(alice, 'folder');
    await expect(offer(alice, [bob], join(folder, 'none.txt'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      params: { reason: 'missing' },
    });
    await offer(alice, [bob], await makeFile(alice, 'a.bin', fileBytes(10)));
    await expect(accept(bob, 'a.bin', join(folder, 'none'))).rejects.toMatchObject({
      code: 'FOLDER_UNUSABLE',
      params: { reason: 'missing' },
    });
    expect(await transferOf(bob, 'a.bin')).toMatchObject({ stage: 'offered' });
  });
});
