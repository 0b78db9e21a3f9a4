// A file that arrived, or that was offered before, is offered again to somebody else.

import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  accept,
  acceptedBytes,
  askAlways,
  fileBytes,
  makeFile,
  offer,
  receive,
  recipients,
  transferOf,
} from '../../src/testing/node/files.js';
import { befriend, contactOf, newId, type TestNode } from '../../src/testing/node/person.js';
import { jpegExif, jpegPhoto } from '../../src/testing/photo-samples.js';
import type { Stage } from '../nodes/stage.js';
import { friendsWhoAreAsked } from './friends.js';

describe('a file that is passed on', () => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  let carol: TestNode;
  beforeEach(async () => {
    ({ stage, alice, bob } = await friendsWhoAreAsked());
    [carol] = await stage.people('Carol');
    await befriend(bob, carol);
    await askAlways(carol, bob);
  });
  afterEach(() => stage.clear());

  const passOn = async (transferId: string, id = newId(), keepMetadata = false) => {
    const { id: contactId } = await contactOf(bob, carol);
    return bob.client.call('offerFile', { transferId, to: [{ id, contactId }], keepMetadata });
  };
  const carolHas = (name: string) => acceptedBytes(carol, name);
  const keptByBob = async () =>
    (await readdir(join(bob.home.dir, 'files'))).filter((name) => name.endsWith('.kept')).length;

  it('arrives as it was, also after what arrived here was forgotten', async () => {
    const bytes = fileBytes(700_000);
    const id = await receive(alice, bob, 'plan.bin', bytes);
    const { transferIds } = await passOn(id);
    expect(await keptByBob()).toBe(2);
    await bob.client.call('deleteFile', { transferId: id });
    await expect.poll(keptByBob).toBe(1);
    expect((await carolHas('plan.bin')).equals(bytes)).toBe(true);
    const mine = transferIds[0] ?? '';
    await transferOf(bob, 'plan.bin', (row) => row.id === mine && row.stage === 'done');
    await bob.client.call('deleteFile', { transferId: mine });
    await expect.poll(keptByBob).toBe(0);
  });

  it('is offered once, however often a face asks', async () => {
    const id = await receive(alice, bob, 'a.txt', fileBytes(10));
    const asked = newId();
    const { transferIds } = await passOn(id, asked);
    expect(await passOn(id, asked)).toEqual({ transferIds });
    await expect.poll(keptByBob).toBe(2);
  });

  it('goes without what a photo says of whoever took it', async () => {
    const photo = jpegPhoto({ head: [jpegExif()] });
    const path = await makeFile(alice, 'a.jpg', photo);
    await alice.client.call('offerFile', { path, to: await recipients(alice, bob), keepMetadata: true });
    const id = await accept(bob, 'a.jpg', null);
    await transferOf(bob, 'a.jpg', ({ stage: at }) => at === 'done');
    expect((await passOn(id)).metadata?.outcome).toBe('stripped');
    expect((await carolHas('a.jpg')).equals(Buffer.from(jpegPhoto()))).toBe(true);
  });

  it('goes without the small picture its sender drew', async () => {
    const thumbnail = Buffer.from(jpegPhoto()).toString('base64url');
    const path = await makeFile(alice, 'sea.jpg', fileBytes(500));
    const { id: attachmentId } = await alice.client.call('handOverFile', { id: newId(), path });
    const { conversationId } = await contactOf(alice, bob);
    await alice.client.call('attachFile', { conversationId, attachmentId, thumbnail });
    const to = await recipients(alice, bob);
    await alice.client.call('offerFile', { attachmentId, to, keepMetadata: true });
    const id = await accept(bob, 'sea.jpg', null);
    await transferOf(bob, 'sea.jpg', ({ stage: at }) => at === 'done');
    expect(await bob.client.call('offerThumbnail', { transferId: id })).toEqual({ thumbnail });
    await passOn(id, newId(), true);
    const { id: transferId } = await transferOf(carol, 'sea.jpg');
    expect(await carol.client.call('offerThumbnail', { transferId })).toEqual({ thumbnail: null });
  });

  it('may be one of the owner, as long as it is what was offered before', async () => {
    const path = await makeFile(bob, 'mine.txt', fileBytes(20));
    const [id = ''] = await offer(bob, [alice], path);
    await passOn(id);
    expect(await carolHas('mine.txt')).toHaveLength(20);
    await appendFile(path, 'more');
    await expect(passOn(id)).rejects.toMatchObject({ code: 'FILE_CHANGED' });
  });

  it('that is not here is refused, and what cannot be offered leaves nothing', async () => {
    await offer(alice, [bob], await makeFile(alice, 'later.txt', fileBytes(5)));
    const { id: waiting } = await transferOf(bob, 'later.txt');
    await expect(passOn(waiting)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(passOn(newId())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const id = await receive(alice, bob, 'a.txt', fileBytes(10));
    await bob.client.call('blockContact', { contactId: (await contactOf(bob, carol)).id });
    await expect(passOn(id)).rejects.toMatchObject({ code: 'CONTACT_BLOCKED' });
    await expect.poll(keptByBob).toBe(1);
  });
});
