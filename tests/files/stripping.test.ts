import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pngImage } from '../../src/testing/media-samples.js';
import {
  accept,
  fileBytes,
  makeFile,
  makeFolder,
  recipients,
  sendFile,
  transferOf,
} from '../../src/testing/node/files.js';
import { befriend, type TestNode } from '../../src/testing/node/person.js';
import { jpegExif, jpegPhoto, latin, pngText } from '../../src/testing/photo-samples.js';
import { concatBytes } from '../../src/base/bytes.js';
import type { Stage } from '../nodes/stage.js';
import { friendsWhoAreAsked } from './friends.js';

describe('a photo', () => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  beforeEach(async () => {
    ({ stage, alice, bob } = await friendsWhoAreAsked());
  });
  afterEach(() => stage.clear());

  async function offer(path: string, keepMetadata?: boolean) {
    const wish = keepMetadata === undefined ? {} : { keepMetadata };
    return alice.client.call('offerFile', { path, to: await recipients(alice, bob), ...wish });
  }

  it('arrives without place and time, over several chunks, and lies untouched where it lay', async () => {
    const scan = jpegPhoto().subarray(2);
    const picture = concatBytes(
      scan.subarray(0, -2),
      Buffer.from(fileBytes(700_000)).fill(7),
      scan.subarray(-2),
    );
    const photo = concatBytes(jpegPhoto().subarray(0, 2), jpegExif(), picture, latin('SECRET'));
    const path = await makeFile(alice, 'a.jpg', photo);
    const saved = await sendFile(alice, bob, path);
    expect((await readFile(saved)).equals(concatBytes(jpegPhoto().subarray(0, 2), picture))).toBe(true);
    expect((await readFile(path)).equals(photo)).toBe(true);
    expect((await readdir(`${alice.home.dir}-files`)).sort()).toEqual(['a.jpg']);
  });

  it('says what is taken off before and when it is offered, and keeps it where its owner wishes', async () => {
    const photo = pngImage(3, 2, [pngText('tEXt', 'a\0SECRET')]);
    const path = await makeFile(alice, 'a.png', photo);
    const told = { outcome: 'stripped', removed: ['comment'], reason: null };
    expect(await alice.client.call('photoMetadata', { path })).toEqual(told);
    expect((await offer(path)).metadata).toEqual(told);
    const kept = await offer(path, true);
    expect(kept.metadata).toEqual({ outcome: 'kept', removed: [], reason: null });
    await transferOf(bob, 'a.png', (row) => row.sizeBytes === pngImage().length);
    const whole = await transferOf(bob, 'a.png', (row) => row.sizeBytes === photo.length);
    const folder = await makeFolder(bob, 'in');
    await bob.client.call('acceptFile', { transferId: whole.id, saveTo: folder });
    const { savedAs } = await transferOf(bob, 'a.png', (row) => row.savedAs !== null);
    expect((await readFile(savedAs ?? '')).equals(photo)).toBe(true);
  });

  it('that changed goes to the same contact anew as its owner wanted it before, and to another without', async () => {
    const photo = (text: string) => pngImage(3, 2, [pngText('tEXt', `a\0${text}`)]);
    const path = await makeFile(alice, 'a.png', photo('SECRET'));
    const { transferIds } = await offer(path, true);
    const [transferId = ''] = transferIds;
    await transferOf(bob, 'a.png');
    await writeFile(path, photo('ANOTHER SECRET'));
    await accept(bob, 'a.png', null);
    await transferOf(alice, 'a.png', (row) => row.stage === 'ended');
    const [carol] = await stage.people('Carol');
    await befriend(alice, carol);
    const anew = async (to: TestNode) => {
      const again = { transferId, to: await recipients(alice, to), isNewVersion: true };
      return (await alice.client.call('offerFile', again)).metadata?.outcome;
    };
    expect(await anew(carol)).toBe('stripped');
    expect((await transferOf(alice, 'a.png', ({ id }) => id === transferId)).isFollowed).toBe(false);
    expect(await anew(bob)).toBe('kept');
    expect((await transferOf(alice, 'a.png', ({ id }) => id === transferId)).isFollowed).toBe(true);
  });

  it('that is not understood leaves only when its owner was told', async () => {
    const path = await makeFile(alice, 'a.jpg', jpegPhoto({ head: [jpegExif()] }).subarray(0, -2));
    expect(await alice.client.call('photoMetadata', { path })).toMatchObject({
      outcome: 'cannot',
      reason: 'damaged',
    });
    await expect(offer(path)).rejects.toMatchObject({ code: 'METADATA_UNKNOWN', params: { path } });
    await offer(path, true);
    await accept(bob, 'a.jpg', null);
    await transferOf(bob, 'a.jpg', (row) => row.stage === 'done');
  });

  it('is the only thing that is touched', async () => {
    const path = await makeFile(alice, 'a.pdf', Buffer.from('%PDF-1.7 SECRET'));
    expect((await offer(path)).metadata).toEqual({ outcome: 'cannot', removed: [], reason: 'format' });
    await transferOf(bob, 'a.pdf', (row) => row.sizeBytes === 15);
  });
});
