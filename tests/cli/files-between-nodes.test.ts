// The commands about files on nodes that send each other some: what they print, what they end with, and what then lies on the
// disk.

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TransferRow } from '../../src/contract/values.js';
import { connectToNode } from '../../src/node/connect.js';
import { fileBytes, makeFile, makeFolder, transferOf } from '../../src/testing/node/files.js';
import { newId, type TestNode } from '../../src/testing/node/person.js';
import { jpegExif, jpegPhoto } from '../../src/testing/photo-samples.js';
import { friendsWhoAreAsked } from '../files/friends.js';
import type { Stage } from '../nodes/stage.js';
import { kith, type Ran } from './fake-shell.js';

describe('files between two nodes, by commands alone,', () => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  beforeEach(async () => {
    ({ stage, alice, bob } = await friendsWhoAreAsked());
  });
  afterEach(() => stage.clear());

  const run = (node: TestNode, ...args: readonly string[]): Promise<Ran> =>
    kith(args, { access: { connectToNode, resolveHome: () => node.home.dir }, newId });
  const rows = async (node: TestNode, ...args: readonly string[]): Promise<readonly TransferRow[]> => {
    const { exitCode, out, err } = await run(node, ...args, '--json');
    expect([exitCode, err]).toEqual([0, '']);
    return JSON.parse(out) as TransferRow[];
  };
  const offered = async (name: string): Promise<string> => {
    await transferOf(bob, name);
    const { out } = await run(bob, 'offers');
    // The id as it is printed, to be typed.
    return new RegExp(`([0-9a-f]{8})\\s+Alice\\s+${name}`, 'u').exec(out)?.[1] ?? '';
  };
  const sendFile = async (name: string, ...more: readonly string[]): Promise<Ran> =>
    run(alice, 'send-file', 'Bob', await makeFile(alice, name, fileBytes(700_000)), ...more);
  const saying = (text: string): unknown => expect.stringContaining(text);

  it('are offered, listed, taken into a folder and waited for on both sides', async () => {
    const sent = sendFile('plan.bin', '--wait');
    const id = await offered('plan.bin');
    expect(await rows(bob, 'offers')).toMatchObject([
      { name: 'plan.bin', contactName: 'Alice', sizeBytes: 700_000, stage: 'offered' },
    ]);
    const folder = await makeFolder(bob, 'in');
    const path = join(folder, 'plan.bin');
    expect(await run(bob, 'accept', id, '--to', folder, '--wait')).toMatchObject({
      exitCode: 0,
      out: saying(`saved as ${path}`),
    });
    expect((await readFile(path)).equals(fileBytes(700_000))).toBe(true);
    expect(await sent).toMatchObject({ exitCode: 0, out: saying('they have it') });
    expect(await rows(bob, 'transfers')).toMatchObject([{ stage: 'done', savedAs: path, saveError: null }]);
    expect((await run(bob, 'offers')).out).toBe('Nobody offers a file at the moment.\n');
  });

  it('are saved once more where their owner says, beside what lies there', async () => {
    const sent = sendFile('plan.bin', '--wait');
    const id = await offered('plan.bin');
    const folder = await makeFolder(bob, 'in');
    expect(await run(bob, 'accept', id, '--wait')).toMatchObject({ exitCode: 0, out: saying('received') });
    await sent;
    expect(await readdir(folder)).toEqual([]);
    for (let times = 0; times < 2; times++)
      expect((await run(bob, 'accept', id, '--to', folder, '--wait')).exitCode).toBe(0);
    expect((await readdir(folder)).sort()).toEqual(['plan (2).bin', 'plan.bin']);
    expect(await run(bob, 'accept', id, '--to', join(folder, 'none'))).toMatchObject({
      exitCode: 1,
      err: saying(join(folder, 'none')),
    });
  });

  it('are declined, which who waits for them reads', async () => {
    const sent = sendFile('spam.bin', '--wait');
    const declined = await run(bob, 'decline', await offered('spam.bin'));
    expect(declined).toMatchObject({ exitCode: 0, out: 'Declined: spam.bin. Alice is told.\n' });
    expect(await sent).toMatchObject({ exitCode: 1, err: 'spam.bin: declined by them.\n' });
  });

  it('are paused and go on, whose turn it is being said on both sides', async () => {
    await sendFile('film.bin');
    const id = await offered('film.bin');
    const { id: mine } = await transferOf(alice, 'film.bin');
    expect(await run(alice, 'pause', mine)).toMatchObject({ exitCode: 0, out: 'Paused: film.bin\n' });
    const taken = run(bob, 'accept', id, '--wait');
    await transferOf(bob, 'film.bin', (row) => row.stage === 'running' && row.pausedByPeer);
    expect((await run(bob, 'transfers')).out).toContain('paused by them');
    expect((await run(bob, 'resume', id)).out).toBe('Alice paused it; it goes on when they resume it.\n');
    expect((await run(bob, 'pause', id)).exitCode).toBe(0);
    await transferOf(alice, 'film.bin', (row) => row.pausedByPeer);
    expect((await run(alice, 'resume', mine)).out).toBe('Bob paused it; it goes on when they resume it.\n');
    await transferOf(bob, 'film.bin', (row) => !row.pausedByPeer);
    expect((await run(bob, 'resume', id)).out).toBe('It goes on: film.bin\n');
    expect((await taken).exitCode).toBe(0);
    const late = await run(bob, 'pause', id);
    expect([late.exitCode === 0, late.err.length > 0]).toEqual([false, true]);
  });

  it('are cancelled by either side, and forgotten', async () => {
    await sendFile('a.bin');
    await offered('a.bin');
    const { id } = await transferOf(alice, 'a.bin');
    expect(await run(alice, 'cancel', id)).toMatchObject({ exitCode: 0, out: 'Given up: a.bin\n' });
    await transferOf(bob, 'a.bin', ({ stage: at }) => at === 'ended');
    expect((await run(bob, 'transfers')).out).toContain('cancelled by them');
    const [theirs] = await rows(bob, 'transfers');
    expect((await run(bob, 'accept', theirs?.id ?? '')).exitCode).toBe(1);
    expect((await run(bob, 'delete-file', theirs?.id ?? '')).exitCode).toBe(0);
    expect(await rows(bob, 'transfers')).toEqual([]);
    await sendFile('b.bin');
    expect((await run(bob, 'cancel', await offered('b.bin'))).exitCode).toBe(0);
    await transferOf(alice, 'b.bin', ({ stage: at }) => at === 'ended');
    expect((await run(alice, 'transfers')).out).toContain('cancelled by them');
  });

  it('go several at once, photos without place and time, folders as archives, or none of them', async () => {
    const photo = await makeFile(alice, 'harbour.jpg', jpegPhoto({ head: [jpegExif()] }));
    const folder = await makeFolder(alice, 'Trip');
    await writeFile(join(folder, 'notes.txt'), 'sunny');
    expect((await run(alice, 'send-file', 'Bob', photo, join(folder, 'none'))).exitCode).toBe(1);
    expect(await rows(alice, 'transfers')).toEqual([]);
    const { exitCode, out } = await run(alice, 'send-file', 'Bob', photo, folder);
    expect([exitCode, out]).toEqual([0, saying('Left out of harbour.jpg: place, time and camera (Exif).')]);
    expect(out).toContain('Trip goes as a zip');
    await transferOf(bob, 'Trip.zip');
    const offers = await rows(bob, 'offers');
    expect(offers.map(({ name, sizeBytes }) => [name, sizeBytes === jpegPhoto().length])).toEqual(
      expect.arrayContaining([
        ['harbour.jpg', true],
        ['Trip.zip', false],
      ]),
    );
  });
});
