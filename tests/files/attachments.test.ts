// Files that go with what is being written: kept like the draft, sent from where they lie.

import { rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationRow, MessageRow, TransferRow } from '../../src/contract/values.js';
import { fileBytes, makeFile, recipients, transferOf } from '../../src/testing/node/files.js';
import { readHistory, until } from '../../src/testing/node/observe.js';
import { contactOf, newId, type TestNode } from '../../src/testing/node/person.js';
import { pngImage } from '../../src/testing/media-samples.js';
import { jpegPhoto } from '../../src/testing/photo-samples.js';
import type { Stage } from '../nodes/stage.js';
import { twoFriends } from './friends.js';

describe('files that are attached', () => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  beforeAll(async () => {
    ({ stage, alice, bob } = await twoFriends());
  });
  afterAll(() => stage.clear());

  const withBob = async () => (await contactOf(alice, bob)).conversationId;
  const attach = async (ids: readonly string[]) =>
    alice.client.call('setAttachments', { conversationId: await withBob(), attachmentIds: [...ids] });
  const shown = async (isSo: (row: ConversationRow) => boolean) => {
    const id = await withBob();
    return until(alice.client, ['conversations', {}], (rows) =>
      rows.find((row) => row.id === id && isSo(row)),
    );
  };
  const handOver = async (name: string, sizeBytes: number) => {
    const path = await makeFile(alice, name, fileBytes(sizeBytes));
    const id = newId();
    return { path, ...(await alice.client.call('handOverFile', { id, path })) };
  };

  const said = async (isIt: (row: MessageRow) => boolean) =>
    (await readHistory(alice.client, await withBob())).filter(isIt);

  it('are shown with the draft, in the order the owner gave them, under safe names', async () => {
    const first = await handOver('a.txt', 3);
    const second = await handOver('photo_\u202egnp.exe', 5);
    await attach([second.id, first.id]);
    const { attachments } = await shown((row) => row.attachments.length === 2);
    expect(attachments).toEqual([
      { id: second.id, name: 'photo_gnp.exe', extension: 'exe', sizeBytes: 5, keepMetadata: false },
      { id: first.id, name: 'a.txt', extension: 'txt', sizeBytes: 3, keepMetadata: false },
    ]);
    await attach([]);
    expect((await shown((row) => row.attachments.length === 0)).attachments).toEqual([]);
  });

  it('that were attached meanwhile are not forgotten by who did not see them, whatever that one takes out', async () => {
    const [first, second, third] = [
      await handOver('1.txt', 1),
      await handOver('2.txt', 2),
      await handOver('3.txt', 3),
    ];
    const conversationId = await withBob();
    const ids = [first.id, second.id];
    await attach(ids);
    await alice.client.call('attachFile', { conversationId, attachmentId: third.id });
    const attached = async () =>
      (await shown(({ attachments }) => attachments.some(({ id }) => id === third.id))).attachments.map(
        ({ name }) => name,
      );
    const set = (attachmentIds: string[], known: string[]) =>
      alice.client.call('setAttachments', { conversationId, attachmentIds, known });
    await set(ids.toReversed(), ids);
    await expect.poll(attached).toEqual(['2.txt', '1.txt', '3.txt']);
    await set([], [first.id]);
    await expect.poll(attached).toEqual(['2.txt', '3.txt']);
    await attach([]);
  });

  it('are there again after a restart, and are offered from where they lie', async () => {
    const file = await handOver('plan.txt', 40);
    await attach([file.id]);
    await alice.client.call('setCaption', { conversationId: await withBob(), text: 'What I promised' });
    await alice.client.call('setAttachments', { conversationId: await withBob(), keepMetadata: [file.id] });
    await alice.stop();
    await alice.start();
    const kept = await shown((row) => row.attachments[0]?.name === 'plan.txt');
    expect(kept.caption).toBe('What I promised');
    expect(kept.attachments[0]?.keepMetadata).toBe(true);
    const to = await recipients(alice, bob);
    await alice.client.call('offerFile', { attachmentId: file.id, to });
    expect(await transferOf(bob, 'plan.txt')).toMatchObject({ sizeBytes: 40, stage: 'offered' });
  });

  it('are sent once: attached no more with the offer, whose repetition is answered the same', async () => {
    const file = await handOver('once.txt', 12);
    await attach([file.id]);
    const to = await recipients(alice, bob);
    const offer = () => alice.client.call('offerFile', { attachmentId: file.id, to });
    const first = await offer();
    // Whoever sent it may be gone before it says anything else.
    expect((await shown(() => true)).attachments).toEqual([]);
    // Nothing of it is read a second time.
    await rm(file.path);
    await expect(offer()).resolves.toEqual({ transferIds: first.transferIds });
    const byPath = { path: file.path, to };
    await expect(alice.client.call('offerFile', byPath)).resolves.toEqual({ transferIds: first.transferIds });
    const others = await recipients(alice, bob);
    await expect(alice.client.call('offerFile', { attachmentId: file.id, to: others })).rejects.toMatchObject(
      { code: 'NOT_FOUND' },
    );
    await transferOf(bob, 'once.txt');
    expect(await said(({ file: one }) => one?.name === 'once.txt')).toHaveLength(1);
  });

  it('are sent by one of two who send them at once, and the other hears that they are gone', async () => {
    const file = await handOver('both.txt', 12);
    await attach([file.id]);
    const tries = [await recipients(alice, bob), await recipients(alice, bob)].map((to) =>
      alice.client.call('offerFile', { attachmentId: file.id, to }),
    );
    const ends = await Promise.allSettled(tries);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await said(({ file: one }) => one?.name === 'both.txt')).toHaveLength(1);
  });

  it('have a caption, which goes in one commit with being the caption no more, and once', async () => {
    const conversationId = await withBob();
    const text = 'Once and below';
    await alice.client.call('setCaption', { conversationId, text });
    const to = await recipients(alice, bob);
    const send = () => alice.client.call('sendCaption', { conversationId, to, text });
    await send();
    expect((await shown(() => true)).caption).toBe('');
    await alice.client.call('setCaption', { conversationId, text: 'Another' });
    await send();
    expect((await shown(() => true)).caption).toBe('Another');
    expect(await said((row) => row.text === text)).toHaveLength(1);
  });

  it('have a caption which none gets, and which stays, where one of them may not be written to', async () => {
    const conversationId = await withBob();
    const text = 'For all or none';
    await alice.client.call('setCaption', { conversationId, text });
    const to = [...(await recipients(alice, bob)), { id: newId(), contactId: newId() }];
    const send = alice.client.call('sendCaption', { conversationId, to, text });
    await expect(send).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await shown(() => true)).caption).toBe(text);
    expect(await said((row) => row.text === text)).toEqual([]);
    await alice.client.call('setCaption', { conversationId, text: '' });
  });

  it('have recipients besides their contact, also after a restart, until all of it went', async () => {
    const conversationId = await withBob();
    const { id: contactId } = await contactOf(alice, bob);
    const set = (to: string[]) => alice.client.call('setAttachments', { conversationId, recipients: to });
    await expect(set([newId()])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const files = [await handOver('first.txt', 1), await handOver('last.txt', 2)];
    await attach(files.map(({ id }) => id));
    await alice.client.call('setCaption', { conversationId, text: 'Below both' });
    await set([contactId]);
    await alice.stop();
    await alice.start();
    const chosen = async () => (await shown(() => true)).recipients;
    for (const { id } of files) {
      await alice.client.call('offerFile', { attachmentId: id, to: await recipients(alice, bob) });
      expect(await chosen()).toEqual([contactId]);
    }
    const to = await recipients(alice, bob);
    await alice.client.call('sendCaption', { conversationId, to, text: 'Below both' });
    expect(await chosen()).toEqual([]);
    const { id } = await handOver('later.txt', 3);
    await attach([id]);
    await set([contactId]);
    await alice.client.call('offerFile', { attachmentId: id, to: await recipients(alice, bob) });
    expect(await chosen()).toEqual([]);
  });

  it.each([
    ['the last of them went, below which an empty line was written', 'offered'],
    ['the last of them was taken out', 'taken out'],
    ['the caption that was left of them was emptied', 'emptied'],
  ])('have recipients who get nothing else once %s', async (_, end) => {
    const conversationId = await withBob();
    const { id: contactId } = await contactOf(alice, bob);
    const { id } = await handOver('for-carol.txt', 4);
    const caption = (text: string) => alice.client.call('setCaption', { conversationId, text });
    await attach([id]);
    await caption(end === 'emptied' ? 'Alone' : '\n');
    await alice.client.call('setAttachments', { conversationId, recipients: [contactId] });
    if (end === 'offered')
      await alice.client.call('offerFile', { attachmentId: id, to: await recipients(alice, bob) });
    else await attach([]);
    if (end === 'emptied') {
      expect((await shown(() => true)).recipients).toEqual([contactId]);
      await caption('');
    }
    expect(await shown(() => true)).toMatchObject({ attachments: [], caption: '', recipients: [] });
  });

  it('have a caption that keeps what two faces write at once, as a draft does', async () => {
    const conversationId = await withBob();
    const set = (text: string, from: string) =>
      alice.client.call('setCaption', { conversationId, text, from });
    expect(await set('of one', '')).toEqual({});
    expect(await set('of the other', '')).toEqual({ above: 'of one' });
    expect((await shown(() => true)).caption).toBe('of one\nof the other');
    expect(await set('', 'of one\nof the other')).toEqual({});
  });

  it('go with the small picture they were given, also after a restart, and again as long as they are what they were', async () => {
    const file = await handOver('sea.jpg', 500);
    const conversationId = await withBob();
    const thumbnail = Buffer.from(jpegPhoto()).toString('base64url');
    const attachFile = (picture: string) =>
      alice.client.call('attachFile', { conversationId, attachmentId: file.id, thumbnail: picture });
    await expect(attachFile(Buffer.from(pngImage()).toString('base64url'))).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    await attach([]);
    const { id } = await alice.client.call('handOverFile', { id: newId(), path: file.path });
    await alice.client.call('attachFile', { conversationId, attachmentId: id, thumbnail });
    await alice.stop();
    await alice.start();
    const to = await recipients(alice, bob);
    await alice.client.call('offerFile', { attachmentId: id, to, keepMetadata: true });
    const offered = await transferOf(bob, 'sea.jpg');
    const seen = await bob.client.call('offerThumbnail', { transferId: offered.id });
    expect(seen).toEqual({ thumbnail });
    const mine = await transferOf(alice, 'sea.jpg');
    await expect(alice.client.call('offerThumbnail', { transferId: mine.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await attach([]);
    const anew = async (isSo: (row: TransferRow) => boolean) => {
      const again = { transferId: mine.id, keepMetadata: true, isNewVersion: true };
      await alice.client.call('offerFile', { ...again, to: await recipients(alice, bob) });
      const { id: transferId } = await transferOf(bob, 'sea.jpg', isSo);
      return (await bob.client.call('offerThumbnail', { transferId })).thumbnail;
    };
    expect(await anew((row) => row.id !== offered.id)).toBe(thumbnail);
    await writeFile(file.path, fileBytes(600));
    expect(await anew(({ sizeBytes }) => sizeBytes === 600)).toBeNull();
  });

  it('are at most a hundred, and so are those that were handed over and wait to be attached', async () => {
    const conversationId = await withBob();
    const { path } = await handOver('again.txt', 1);
    const handOverAgain = async (count: number) => {
      const ids = Array.from({ length: count }, newId);
      for (const id of ids) await alice.client.call('handOverFile', { id, path });
      return ids;
    };
    const attachFile = (attachmentId: string) =>
      alice.client.call('attachFile', { conversationId, attachmentId });
    const all = await handOverAgain(100);
    for (const id of all) await attachFile(id);
    const [more = '', kept = ''] = await handOverAgain(101);
    await expect(attachFile(more)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(attachFile(kept)).rejects.toMatchObject({ code: 'ATTACHMENTS_FULL', params: { most: 100 } });
    expect((await shown(() => true)).attachments).toHaveLength(100);
    const next = { id: newId(), name: 'next.bin', sizeBytes: 1, conversationId };
    await expect(alice.client.call('beginHandOver', next)).rejects.toMatchObject({
      code: 'ATTACHMENTS_FULL',
    });
    await attach([]);
    await attachFile(kept);
    await attach([]);
  }, 60_000);

  it('that were never handed over, or are gone, are refused with the reason', async () => {
    await expect(attach([newId()])).rejects.toMatchObject({ code: 'NOT_FOUND', params: { what: 'file' } });
    const to = await recipients(alice, bob);
    await expect(alice.client.call('offerFile', { attachmentId: newId(), to })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const gone = await handOver('gone.txt', 4);
    await rm(gone.path);
    await expect(alice.client.call('offerFile', { attachmentId: gone.id, to })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      params: { reason: 'missing' },
    });
    await expect(alice.client.call('handOverFile', { id: newId(), path: gone.path })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      params: { reason: 'missing' },
    });
  });
});
