// What waited for one key of Bob and went on to another stands in two conversations: it is sent once, and taken back in both.

import { beforeEach, describe, expect, it } from 'vitest';
import { fromUtf8 } from '../../src/base/bytes.js';
import type { ContactId } from '../../src/base/ids.js';
import { approve, say, texts } from '../../src/testing/lanes/friends.js';
import type { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { type NewKey, newKey } from '../../src/testing/lanes/new-key.js';
import { offerFile } from '../../src/testing/lanes/offer-file.js';

let stage: NewKey;
let alice: LaneNode;
let bob: LaneNode;
let newBob: LaneNode;

beforeEach(async () => {
  stage = await newKey();
  ({ alice, bob, newBob } = stage);
});

const owedTo = (peer: LaneNode) => {
  const contact = alice.store.contacts.byNode(peer.self)?.id as ContactId;
  return alice.store.outbox.all(contact).map(({ payload }) => textIn(payload));
};
const textIn = (payload: Uint8Array) => fromUtf8(payload.filter((byte) => byte >= 32 && byte < 127)) ?? '';

describe('a message that went on to a new key', () => {
  it('is owed to nobody else, where the new key had been a contact before', async () => {
    await stage.meetAndPart();
    await stage.claim();
    await say(alice, bob, 'pin 4711');
    await approve(alice, newBob);
    await stage.settle();
    expect(texts(newBob, alice)).toContain('pin 4711');
    expect(owedTo(bob).filter((text) => text.includes('4711'))).toEqual([]);
  });

  it('takes the file it offers along, where the new key had been a contact before', async () => {
    await stage.meetAndPart();
    await stage.claim();
    await offerFile(alice, bob);
    await approve(alice, newBob);
    await stage.settle();
    const ofAlice = () => newBob.store.transfers.ofContact(newBob.contactOf(alice.self) as ContactId);
    const toBob = () => alice.store.transfers.ofContact(alice.contactOf(newBob.self) as ContactId);
    expect([ofAlice(), toBob()]).toMatchObject([[{ state: { stage: 'offered' } }], [{ name: 'a.bin' }]]);
    await newBob.act({ act: 'accept', transferId: ofAlice()[0]?.id ?? '', saveTo: null });
    await stage.settle();
    expect(toBob()).toMatchObject([{ state: { stage: 'running', end: null } }]);
  });

  const waiting = async () => {
    await stage.claim();
    stage.newWire.cut();
    await stage.settle();
    const id = await say(alice, bob, 'pin 4711');
    await approve(alice, newBob);
    return { id, conversationId: alice.conversation(newBob.self) };
  };
  const kept = () =>
    [bob, newBob]
      .flatMap((peer) => alice.messages(peer.self))
      .filter(({ payload }) => textIn(payload).includes('4711'));

  it('is taken back everywhere', async () => {
    const { id, conversationId } = await waiting();
    expect(kept()).toHaveLength(2);
    await alice.command('withdrawMessage', { conversationId, messageId: id });
    expect(kept()).toEqual([]);
  });

  it('is deleted everywhere', async () => {
    const { id, conversationId } = await waiting();
    stage.newWire.connect();
    await stage.settle();
    expect(texts(newBob, alice)).toEqual(['pin 4711']);
    await alice.command('deleteMessages', { id: alice.id(), conversationId, messageIds: [id] });
    stage.clock.now += 10_000;
    alice.lane.push({ kind: 'carryOutDeletions' });
    await alice.lane.idle();
    expect(kept()).toEqual([]);
  });
});
