import { beforeEach, describe, expect, it } from 'vitest';
import { newFileKey } from '../../src/adapters/crypto/file-cipher.js';
import { idFromHex, type UploadId } from '../../src/base/ids.js';
import type { Transfer } from '../../src/core/ports/transfer-store.js';
import { contactId, type Friends, friends } from '../../src/testing/lanes/friends.js';
import type { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { PLAIN_OFFER } from '../../src/testing/lanes/offer-file.js';

describe('files in the lane', () => {
  let pair: Friends;
  beforeEach(async () => {
    pair = await friends();
  });

  const settle = () => pair.wire.settle();
  const all = (node: LaneNode, peer: LaneNode): readonly Transfer[] => {
    const contact = node.contactOf(peer.self);
    return contact ? node.store.transfers.ofContact(contact) : [];
  };
  const offer = async (name = 'a.bin') => {
    const { alice, bob } = pair;
    const uploadId = idFromHex('upload', alice.id()) as UploadId;
    const source = {
      uploadId,
      path: `/home/alice/${name}`,
      modifiedMs: 1,
      spool: null,
      view: 'whole' as const,
      ...newFileKey(10),
    };
    const to = [{ id: alice.id(), contactId: contactId(alice, bob) }];
    await alice.act({ ...PLAIN_OFFER, source, name, to });
    return source;
  };
  const theirs = () => {
    const found = all(pair.bob, pair.alice).at(-1);
    if (!found) throw new Error('Bob has no offer');
    return found;
  };
  const mine = () => {
    const found = all(pair.alice, pair.bob).at(-1);
    if (!found) throw new Error('Alice offers nothing');
    return found;
  };

  it('give the key to who accepted, and to nobody before', async () => {
    const { key } = await offer();
    await settle();
    expect(theirs()).toMatchObject({ name: 'a.bin', key: null, state: { stage: 'offered' } });
    await pair.bob.act({ act: 'accept', transferId: theirs().id, saveTo: null });
    await settle();
    expect(theirs().key).toEqual(key);
    expect(mine().state.stage).toBe('running');
  });

  it('are done when the recipient kept them, and the sender forgets their key', async () => {
    const { uploadId } = await offer();
    await settle();
    await pair.bob.act({ act: 'accept', transferId: theirs().id, saveTo: null });
    await settle();
    const root = new Uint8Array(32).fill(4);
    await pair.alice.act({ act: 'complete', uploadId, root });
    await settle();
    expect(theirs().root).toEqual(root);
    await pair.bob.act({ act: 'kept', transferId: theirs().id });
    await settle();
    expect([mine().state.stage, theirs().state.stage]).toEqual(['done', 'done']);
    expect([mine().overAt, theirs().overAt]).toEqual([pair.clock.now, pair.clock.now]);
    expect(pair.alice.store.transfers.upload(uploadId)).toBeUndefined();
    expect(theirs().key).not.toBeNull();
  });

  it('are saved where their owner wanted them last, whatever comes of the copy before', async () => {
    await offer();
    await settle();
    const { bob } = pair;
    const { id: transferId } = theirs();
    const wantIn = (folder: string) => bob.act({ act: 'accept', transferId, saveTo: folder });
    const error = { code: 'DISK_FULL', params: {} } as const;
    await wantIn('/usb');
    await settle();
    await bob.act({ act: 'kept', transferId });
    await wantIn('/home/bob');
    await bob.act({ act: 'notSaved', transferId, folder: '/usb', error });
    expect(theirs()).toMatchObject({ saveTo: '/home/bob', savedAs: null, saveError: null });
    await bob.act({ act: 'saved', transferId, folder: '/usb', path: '/usb/a.bin' });
    expect(theirs().savedAs).toBeNull();
    await bob.act({ act: 'saved', transferId, folder: '/home/bob', path: '/home/bob/a.bin' });
    expect(theirs()).toMatchObject({ savedAs: '/home/bob/a.bin', saveError: null });
    const { overAt } = theirs();
    pair.clock.now += 1_000;
    await wantIn('/mnt');
    await bob.act({ act: 'saved', transferId, folder: '/mnt', path: '/mnt/a.bin' });
    expect(theirs()).toMatchObject({ savedAs: '/mnt/a.bin', overAt });
    await wantIn('/usb');
    await bob.act({ act: 'notSaved', transferId, folder: '/usb', error });
    expect(theirs()).toMatchObject({ saveError: error, overAt: (overAt ?? 0) + 1_000 });
  });

  it('that are given up leave no key on either side', async () => {
    const { uploadId } = await offer();
    await settle();
    await pair.bob.act({ act: 'accept', transferId: theirs().id, saveTo: null });
    await settle();
    await pair.bob.command('cancelFile', { transferId: theirs().id });
    await settle();
    expect([mine().state.stage, theirs().state.stage]).toEqual(['ended', 'ended']);
    expect([theirs().key, pair.alice.store.transfers.upload(uploadId)]).toEqual([null, undefined]);
  });

  it('of a conversation are removed all, however many they are, by one command', async () => {
    const { bob, alice } = pair;
    for (let count = 0; count < 101; count++) {
      await offer(`${String(count)}.bin`);
      await settle();
      await bob.act({ act: 'accept', transferId: theirs().id, saveTo: null });
      await settle();
      await bob.act({ act: 'kept', transferId: theirs().id });
    }
    await offer('waits.bin');
    await settle();
    await bob.command('removeFiles', { conversationId: bob.conversation(alice.self) });
    expect(all(bob, alice).map(({ name }) => name)).toEqual(['waits.bin']);
  });

  it('end for who accepts what was taken back meanwhile', async () => {
    await offer();
    await settle();
    const { id } = theirs();
    await pair.alice.command('cancelFile', { transferId: mine().id });
    await pair.bob.act({ act: 'accept', transferId: id, saveTo: null });
    await settle();
    expect(theirs().state).toMatchObject({ stage: 'ended', end: { reason: 'cancelled', by: 'peer' } });
  });

  it('that are over can be forgotten, and then who still speaks of them hears that they are gone', async () => {
    const { uploadId } = await offer();
    await settle();
    const { id } = theirs();
    await pair.bob.act({ act: 'accept', transferId: id, saveTo: null });
    await settle();
    await expect(pair.bob.command('deleteFile', { transferId: id })).rejects.toMatchObject({
      code: 'TRANSFER_NOT_POSSIBLE',
      params: { stage: 'running' },
    });
    await pair.bob.act({ act: 'kept', transferId: id });
    await pair.bob.command('deleteFile', { transferId: id });
    expect(pair.bob.outgoing).toContainEqual({ kind: 'transferGone', id });
    await settle();
    expect(all(pair.bob, pair.alice)).toEqual([]);
    expect(mine().state.stage).toBe('done');
    // Whoever asks about it now was restored from before it was over.
    pair.alice.store.transfers.put({ ...mine(), state: { ...mine().state, stage: 'running' }, uploadId });
    await pair.alice.command('pauseFile', { transferId: mine().id });
    await settle();
    expect(mine().state).toMatchObject({ stage: 'ended', end: { reason: 'gone', by: 'peer' } });
  });

  it('that are over at their sender end for who still asks for their bytes', async () => {
    await offer();
    await settle();
    await pair.bob.act({ act: 'accept', transferId: theirs().id, saveTo: null });
    await settle();
    const running = theirs();
    const asked = { act: 'wantedLate', nodeId: pair.bob.self, offer: running.offer } as const;
    await pair.alice.act(asked);
    await settle();
    expect(theirs().state.stage).toBe('running');
    await pair.alice.command('cancelFile', { transferId: mine().id });
    await settle();
    // That word is lost on him, as with an older copy of his store.
    pair.bob.store.transfers.put(running);
    await pair.alice.act(asked);
    await settle();
    expect(theirs().state).toMatchObject({ stage: 'ended', end: { reason: 'cancelled', by: 'peer' } });
  });

  it('go with the message that offered them, and are given up if they were on their way', async () => {
    const { uploadId } = await offer();
    await settle();
    await pair.bob.act({ act: 'accept', transferId: theirs().id, saveTo: null });
    await settle();
    const { id, offer: message } = theirs();
    await pair.bob.command('deleteMessages', {
      id: pair.bob.id(),
      conversationId: pair.bob.conversation(pair.alice.self),
      messageIds: [`${pair.alice.self}-${message}`],
    });
    expect(theirs().state.stage).toBe('running');
    pair.clock.now += 10_000;
    pair.bob.lane.push({ kind: 'carryOutDeletions' });
    await pair.bob.lane.idle();
    expect(pair.bob.outgoing).toContainEqual({ kind: 'transferGone', id });
    await settle();
    expect(all(pair.bob, pair.alice)).toEqual([]);
    expect(mine().state).toMatchObject({ stage: 'ended', end: { reason: 'cancelled', by: 'peer' } });
    expect(pair.alice.store.transfers.upload(uploadId)).toBeUndefined();
  });

  it('end with the contact, keys and all', async () => {
    const { uploadId } = await offer();
    await settle();
    await pair.bob.act({ act: 'accept', transferId: theirs().id, saveTo: null });
    await settle();
    for (const [node, peer] of [
      [pair.alice, pair.bob],
      [pair.bob, pair.alice],
    ] as const) {
      await node.command('removeContact', { contactId: contactId(node, peer), history: 'keep' });
    }
    expect([mine().state.stage, theirs().state.stage]).toEqual(['ended', 'ended']);
    expect([theirs().key, pair.alice.store.transfers.upload(uploadId)]).toEqual([null, undefined]);
  });
});
