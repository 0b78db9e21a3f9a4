// What was said to Bob under the key he had before is Bob's too: it is deleted with him, and he may come back to that key.

import { beforeEach, describe, expect, it } from 'vitest';
import { approve, ask, contactId, say, texts } from '../../src/testing/lanes/friends.js';
import type { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { type NewKey, newKey } from '../../src/testing/lanes/new-key.js';
import { offerFile } from '../../src/testing/lanes/offer-file.js';

describe('a contact under another key', () => {
  let stage: NewKey;
  let alice: LaneNode;
  let bob: LaneNode;
  let newBob: LaneNode;

  beforeEach(async () => {
    stage = await newKey();
    ({ alice, bob, newBob } = stage);
  });

  const replaceKey = async () => {
    await stage.claim();
    await approve(alice, newBob);
    await stage.settle();
  };

  /** Bob finds his old device and goes on with it. */
  const comeBack = async () => {
    stage.wire.cut();
    await stage.settle();
    await bob.command('removeContact', { contactId: contactId(bob, alice), history: 'keep' });
    await ask(bob, alice, newBob);
    stage.wire.connect();
    await stage.wire.settle();
    await approve(alice, bob);
    await stage.wire.settle();
  };

  const deleteForGood = async (conversationId: string, rowId: string) => {
    await alice.command('deleteMessages', { id: alice.id(), conversationId, messageIds: [rowId] });
    stage.clock.now += 10_000;
    alice.lane.push({ kind: 'carryOutDeletions' });
    await alice.command('setDraft', { conversationId, text: '' });
  };

  const remove = (history: 'keep' | 'delete') =>
    alice.command('removeContact', { contactId: contactId(alice, newBob), history });

  /** Bob offers Alice a file, which she keeps. */
  const keepFile = async () => {
    const uploadId = await offerFile(bob, alice);
    await stage.settle();
    const [transfer] = alice.store.transfers.ofContact(contactId(alice, bob) as never);
    if (!transfer) throw new Error('Alice has no offer');
    await alice.act({ act: 'accept', transferId: transfer.id, saveTo: null });
    await stage.settle();
    await bob.act({ act: 'complete', uploadId, root: new Uint8Array(32).fill(4) });
    await stage.settle();
    await alice.act({ act: 'kept', transferId: transfer.id });
    await stage.settle();
    return transfer;
  };

  it('is removed with every message, also of the time before', async () => {
    await say(alice, bob, 'before');
    await stage.settle();
    await alice.command('setDraft', { conversationId: alice.conversation(bob.self), text: 'half' });
    await replaceKey();
    await say(alice, newBob, 'after');
    await stage.settle();
    await remove('delete');
    expect([texts(alice, bob), texts(alice, newBob)]).toEqual([[], []]);
  });

  it('is removed with every message also when they were kept at first, and after two changes', async () => {
    await say(alice, bob, 'first');
    await stage.settle();
    await replaceKey();
    await say(alice, newBob, 'second');
    await stage.settle();
    const { node: third, wire: thirdWire } = await stage.alsoClaim('third bob', newBob);
    await approve(alice, third);
    await thirdWire.settle();
    await say(alice, third, 'third');
    await thirdWire.settle();
    const id = contactId(alice, third);
    await alice.command('removeContact', { contactId: id, history: 'keep' });
    expect([bob, newBob, third].map((peer) => texts(alice, peer))).toEqual([
      ['first'],
      ['second'],
      ['third'],
    ]);
    await alice.command('removeContact', { contactId: id, history: 'delete' });
    expect([bob, newBob, third].map((peer) => texts(alice, peer))).toEqual([[], [], []]);
  });

  it('takes the history of the contact it replaced along, with its files', async () => {
    await say(alice, bob, 'before');
    const { id } = await keepFile();
    await stage.meetAndPart();
    await replaceKey();
    expect(alice.store.contacts.byNode(bob.self)?.state).toBe('removed');
    expect(alice.store.transfers.get(id)?.state.stage).toBe('done');
    await remove('delete');
    expect(texts(alice, bob)).toEqual([]);
    expect(alice.store.transfers.get(id)).toBeUndefined();
    expect(alice.store.contacts.byNode(bob.self)).toMatchObject({ name: '', profileName: null });
  });

  it('is removed without what a contact of its own has said under the former key since', async () => {
    await say(alice, bob, 'before');
    await stage.settle();
    await replaceKey();
    await bob.command('removeContact', { contactId: contactId(bob, alice), history: 'keep' });
    await stage.settle();
    await ask(bob, alice);
    stage.wire.cut();
    stage.wire.connect();
    await stage.settle();
    await approve(alice, bob);
    await stage.settle();
    await remove('delete');
    expect(texts(alice, bob)).toEqual(['before']);
  });

  it('comes back to the key of before with everything not delivered, each under its id', async () => {
    await stage.claim();
    const waiting = [await say(alice, bob, 'one'), await say(alice, bob, 'two')];
    stage.newWire.cut();
    await approve(alice, newBob);
    await say(alice, newBob, 'three');
    await comeBack();
    expect(texts(bob, alice)).toEqual(['one', 'two', 'three']);
    expect(alice.messages(bob.self).map(({ id, state }) => [id, state])).toEqual([
      [waiting[0], 'delivered'],
      [waiting[1], 'delivered'],
      [expect.any(String), 'delivered'],
    ]);
  });

  it('comes back also when what waited was deleted in the conversation it had left', async () => {
    await stage.claim();
    const id = await say(alice, bob, 'waits');
    stage.newWire.cut();
    await approve(alice, newBob);
    await deleteForGood(alice.conversation(bob.self), id);
    await comeBack();
    // Where the deleted one stood nothing is missing.
    expect(texts(bob, alice)).toEqual(['(withdrawn)', 'waits']);
  });

  it('leaves no file behind when its old offer is deleted', async () => {
    const { id, offer } = await keepFile();
    await replaceKey();
    await deleteForGood(alice.conversation(bob.self), `${bob.self}-${offer}`);
    expect(alice.store.transfers.get(id)).toBeUndefined();
    expect(alice.outgoing).toContainEqual({ kind: 'transferGone', id });
  });

  it('loses the files of the time before where they were offered, and no others', async () => {
    const { id } = await keepFile();
    await replaceKey();
    await alice.command('removeFiles', { conversationId: alice.conversation(bob.self) });
    expect(alice.store.transfers.get(id)).toBeUndefined();
  });

  const deleteHistory = (peer: LaneNode) =>
    alice.command('deleteHistory', { conversationId: alice.conversation(peer.self) });

  it('keeps what was said since when only the time before is deleted, which goes with its files', async () => {
    await say(alice, bob, 'before');
    const { id } = await keepFile();
    await replaceKey();
    await say(alice, newBob, 'after');
    await stage.settle();
    await deleteHistory(bob);
    expect([texts(alice, bob), texts(alice, newBob)]).toEqual([[], ['after']]);
    expect(alice.store.transfers.get(id)).toBeUndefined();
    await deleteHistory(bob);
    await expect(deleteHistory(newBob)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(texts(alice, newBob)).toEqual(['after']);
  });

  it('can be deleted for good long after it was removed, with the time before', async () => {
    await say(alice, bob, 'before');
    await stage.settle();
    await replaceKey();
    await say(alice, newBob, 'after');
    await stage.settle();
    await remove('keep');
    alice.restart();
    await deleteHistory(newBob);
    expect([texts(alice, bob), texts(alice, newBob)]).toEqual([[], []]);
    expect(alice.store.contacts.byNode(newBob.self)).toMatchObject({ name: '', profileName: null });
  });
});
