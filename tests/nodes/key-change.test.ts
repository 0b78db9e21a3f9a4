// Bob lost his home and comes back under a new key: Alice chooses, and until then nothing is sent to either.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accept, askAlways, fileBytes, makeFile, offer, transferOf } from '../../src/testing/node/files.js';
import { pngImage } from '../../src/testing/media-samples.js';
import {
  approve,
  approved,
  befriend,
  claim,
  contactOf,
  history,
  newId,
  received,
  requestFrom,
  send,
  systemCodes,
} from '../../src/testing/node/person.js';
import type { LocalNode } from '../../src/testing/node/local-node.js';
import { Stage } from './stage.js';

describe('a contact that comes back under a new key', () => {
  let stage: Stage;
  let alice: LocalNode;
  let bob: LocalNode;
  let newBob: LocalNode;
  beforeEach(async () => {
    stage = await Stage.open();
    [alice, bob, newBob] = await stage.people('Alice', 'Bob', 'Bob again');
    await befriend(alice, bob);
    await send(alice, bob, 'before');
    await received(bob, alice, ['before']);
    // Three people are founded.
  }, 60_000);
  afterEach(() => stage.clear());

  const claimBobs = (by: LocalNode) => claim(by, alice, bob.home.self.nodeIdText);

  it('is not written to under either key until the owner approves, and then under the new one', async () => {
    const { id } = await contactOf(alice, bob);
    await claimBobs(newBob);
    expect(await contactOf(alice, bob, ({ state }) => state === 'frozen')).toMatchObject({ id });
    await send(alice, bob, 'who are you?');
    expect((await contactOf(alice, bob)).queued).toBe(1);
    await approve(alice, newBob);
    expect(await approved(alice, newBob)).toMatchObject({ id, trust: 'address' });
    await received(newBob, alice, ['who are you?']);
    await send(newBob, alice, 'Bob, with a new key');
    await received(alice, newBob, ['Bob, with a new key']);
    expect((await history(bob, alice)).map(({ text }) => text)).toEqual(['before']);
    expect(await systemCodes(alice, newBob)).toContain('CONTACT_KEY_CHANGED');
  });

  it('has its offers wait, which cannot be accepted before the owner chose, and can afterwards', async () => {
    await askAlways(alice, bob);
    const bytes = fileBytes(1_000);
    await offer(bob, [alice], await makeFile(bob, 'a.bin', bytes));
    await transferOf(alice, 'a.bin', ({ stage: at }) => at === 'offered');
    await claimBobs(newBob);
    await contactOf(alice, bob, ({ state }) => state === 'frozen');
    await expect(accept(alice, 'a.bin', null)).rejects.toMatchObject({ code: 'CONTACT_FROZEN' });
    expect(await transferOf(alice, 'a.bin')).toMatchObject({ stage: 'offered', end: null });
    const { id: requestId } = await requestFrom(alice, newBob);
    await alice.client.call('declineRequest', { requestId });
    await contactOf(alice, bob, ({ state }) => state === 'approved');
    await accept(alice, 'a.bin', null);
    await transferOf(alice, 'a.bin', ({ stage: at }) => at === 'done');
  });

  it('leaves the files of the time before where they came, to be opened there', async () => {
    const { conversationId } = await contactOf(alice, bob);
    await askAlways(alice, bob);
    const bytes = pngImage();
    await offer(bob, [alice], await makeFile(bob, 'a.png', bytes));
    const transferId = await accept(alice, 'a.png', null);
    await transferOf(alice, 'a.png', ({ stage: at }) => at === 'done');
    await claimBobs(newBob);
    await approve(alice, newBob);
    await approved(alice, newBob);
    const { messages } = await alice.client.call('messagePage', { conversationId, limit: 10 });
    const [offered] = messages.filter(({ kind }) => kind === 'file');
    expect(offered?.file).toMatchObject({ id: transferId, stage: 'done', name: 'a.png' });
    const piece = await alice.client.call('readMedia', { transferId, offset: 0, length: 100_000 });
    expect(Buffer.from(piece.bytes, 'base64url').equals(bytes)).toBe(true);
  });

  it('ends offers that were not answered, which says why and may be made again; what did not leave goes along', async () => {
    await askAlways(bob, alice);
    const { conversationId, id: contactId } = await contactOf(alice, bob);
    const [transferId = ''] = await offer(alice, [bob], await makeFile(alice, 'plan.bin', fileBytes(1_000)));
    await transferOf(bob, 'plan.bin', ({ stage: at }) => at === 'offered');
    await claimBobs(newBob);
    await contactOf(alice, bob, ({ state }) => state === 'frozen');
    const [later] = await offer(alice, [bob], await makeFile(alice, 'later.bin', fileBytes(2_000)));
    await approve(alice, newBob);
    await approved(alice, newBob);
    const { messages } = await alice.client.call('messagePage', { conversationId, limit: 10 });
    expect(messages.find(({ id }) => id === transferId)?.file).toMatchObject({
      stage: 'ended',
      end: { reason: 'keyChanged', by: 'me' },
    });
    await transferOf(newBob, 'later.bin', ({ stage: at }) => at === 'offered');
    expect(await transferOf(alice, 'later.bin')).toMatchObject({ id: later, stage: 'offered' });
    const again = { transferId, to: [{ id: newId(), contactId }], isNewVersion: true };
    await alice.client.call('offerFile', again);
    await accept(newBob, 'plan.bin', null);
    await transferOf(newBob, 'plan.bin', ({ stage: at }) => at === 'done');
  });

  it('goes on under the old key when the owner refuses, and the next claim stops nothing', async () => {
    await claimBobs(newBob);
    await contactOf(alice, bob, ({ state }) => state === 'frozen');
    await send(alice, bob, 'waits');
    const { id: requestId } = await requestFrom(alice, newBob);
    await alice.client.call('declineRequest', { requestId });
    await received(bob, alice, ['before', 'waits']);
    expect(await contactOf(alice, bob)).toMatchObject({ state: 'approved' });

    const stranger = await stage.local(await stage.home('Somebody'));
    await claimBobs(stranger);
    expect(await requestFrom(alice, stranger)).toMatchObject({ replaces: expect.anything() as unknown });
    await send(alice, bob, 'goes through');
    await received(bob, alice, ['before', 'waits', 'goes through']);
    expect(await contactOf(alice, bob)).toMatchObject({ state: 'approved' });
    expect(await systemCodes(alice, bob)).toContain('CONTACT_KEY_CLAIMED');
  });

  it('is not announced by naming no key, or that of either side', async () => {
    for (const { self } of [newBob.home, alice.home])
      await expect(claim(newBob, alice, self.link)).rejects.toMatchObject({ code: 'FORMER_KEY_INVALID' });
    await expect(claim(newBob, alice, 'kith1bob')).rejects.toMatchObject({ code: 'FORMER_KEY_INVALID' });
    const invitation = `Add me with this: ${bob.home.self.link}`;
    await claim(newBob, alice, invitation);
    await contactOf(alice, bob, ({ state }) => state === 'frozen');
  });

  it('may be taken back while Alice is away', async () => {
    await claimBobs(newBob);
    await contactOf(alice, bob, ({ state }) => state === 'frozen');
    await alice.stop();
    const { id: contactId } = await contactOf(newBob, alice);
    await newBob.client.call('withdrawRequest', { contactId });
    await newBob.stop();
    await newBob.start();
    await alice.start();
    await send(alice, bob, 'still you');
    await received(bob, alice, ['before', 'still you']);
  });
});
