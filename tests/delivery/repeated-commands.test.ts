// A face that lost its session asks again: the deed is done once, and the answer is the first one.

import { beforeEach, describe, expect, it } from 'vitest';
import type { CommandName, CommandParams } from '../../src/contract/commands.js';
import type { LaneCommand } from '../../src/node/handlers/index.js';
import {
  approve,
  ask,
  contactId,
  type Friends,
  friends,
  say,
  states,
  strangers,
  texts,
} from '../../src/testing/lanes/friends.js';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { newKey } from '../../src/testing/lanes/new-key.js';
import { memoryStore } from '../../src/testing/memory-store/memory-store.js';

let pair: Friends;
let alice: LaneNode;
let bob: LaneNode;

async function asFriends(): Promise<void> {
  pair = await friends();
  ({ alice, bob } = pair);
}

/** The answer of the first time; the second, after a restart, must be the same. */
async function twice<Name extends LaneCommand & CommandName>(
  node: LaneNode,
  name: Name,
  params: CommandParams<Name>,
): Promise<unknown> {
  const first = await node.command(name, params);
  node.restart();
  expect(await node.command(name, params)).toEqual(first);
  return first;
}

const requestAt = (node: LaneNode, asker: LaneNode) => node.store.requests.byNode(asker.self)?.id ?? '';
const reused = { code: 'COMMAND_REUSED_ID' };

function asking(id: string, peer: LaneNode): CommandParams<'addContact'> {
  return { id, nodeId: peer.self, address: null, name: '', note: '', trust: 'link' };
}

describe('asked twice', () => {
  beforeEach(() => {
    pair = strangers();
    ({ alice, bob } = pair);
  });

  async function bobAsks(): Promise<string> {
    await ask(bob, alice);
    pair.wire.connect();
    await pair.wire.settle();
    return requestAt(alice, bob);
  }

  it('to add somebody asks them once', async () => {
    await twice(alice, 'addContact', asking(alice.id(), bob));
    expect(alice.store.contacts.all()).toHaveLength(1);
  });

  it('to add a contact that had been removed gives the id it came back under', async () => {
    await asFriends();
    const id = contactId(alice, bob);
    await alice.command('removeContact', { contactId: id, history: 'keep' });
    expect(await twice(alice, 'addContact', asking(alice.id(), bob))).toEqual({ contactId: id });
  });

  it('to accept a request accepts it once', async () => {
    const requestId = await bobAsks();
    const params = { requestId, contactId: alice.id(), name: 'Robert' };
    expect(await twice(alice, 'approveRequest', params)).toEqual({ contactId: params.contactId });
    expect(alice.store.contacts.all()).toHaveLength(1);
  });

  it('to accept one of a removed contact gives the id it came back under', async () => {
    await asFriends();
    const id = contactId(alice, bob);
    await alice.command('removeContact', { contactId: id, history: 'keep' });
    await bob.command('removeContact', { contactId: contactId(bob, alice), history: 'keep' });
    await pair.wire.settle();
    const requestId = await bobAsks();
    const params = { requestId, contactId: alice.id(), name: '' };
    expect(await twice(alice, 'approveRequest', params)).toEqual({ contactId: id });
  });

  it.each(['declineRequest', 'blockRequest'] as const)('to refuse a request: %s', async (name) => {
    const requestId = await bobAsks();
    expect(await twice(alice, name, { requestId })).toEqual({});
    const other = name === 'blockRequest' ? 'declineRequest' : 'blockRequest';
    await expect(alice.command(other, { requestId })).rejects.toMatchObject(reused);
  });

  it('to refuse a request that never came is an error', async () => {
    const unknown = alice.command('declineRequest', { requestId: alice.id() });
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('to withdraw a request withdraws it once', async () => {
    await ask(alice, bob);
    const id = contactId(alice, bob);
    expect(await twice(alice, 'withdrawRequest', { contactId: id })).toEqual({});
  });

  it('to remove a contact removes it once, and deletes a history that was kept', async () => {
    await asFriends();
    await say(alice, bob, 'gone');
    const id = contactId(alice, bob);
    expect(await twice(alice, 'removeContact', { contactId: id, history: 'keep' })).toEqual({});
    expect(texts(alice, bob)).toEqual(['gone']);
    expect(await twice(alice, 'removeContact', { contactId: id, history: 'delete' })).toEqual({});
    expect(texts(alice, bob)).toEqual([]);
  });

  it('to send a message that was withdrawn since sends nothing', async () => {
    await asFriends();
    pair.wire.cut();
    await pair.wire.settle();
    const params = { id: alice.id(), contactId: contactId(alice, bob), text: 'no, wait' };
    const { conversationId } = await alice.command('sendMessage', params);
    await twice(alice, 'withdrawMessage', { conversationId, messageId: params.id });
    await twice(alice, 'sendMessage', params);
    pair.wire.connect();
    await pair.wire.settle();
    expect(states(alice, bob)).toEqual(['withdrawn']);
    expect(texts(bob, alice)).toEqual(['(withdrawn)']);
  });

  describe('after who got it was removed', () => {
    beforeEach(asFriends);
    const removeBob = async () => {
      await pair.wire.settle();
      await alice.command('removeContact', { contactId: contactId(alice, bob), history: 'keep' });
    };
    const gone = { code: 'NOT_FOUND', params: { what: 'contact' } };

    it('to send a message answers as the first time, and sends no other', async () => {
      const params = { id: alice.id(), contactId: contactId(alice, bob), text: 'one' };
      const first = await alice.command('sendMessage', params);
      await removeBob();
      expect(await twice(alice, 'sendMessage', params)).toEqual(first);
      await expect(alice.command('sendMessage', { ...params, text: 'two' })).rejects.toMatchObject(reused);
      await expect(alice.command('sendMessage', { ...params, id: alice.id() })).rejects.toMatchObject(gone);
      expect(texts(alice, bob)).toEqual(['one']);
    });

    it('to send a caption answers as the first time, and sends no other', async () => {
      const conversationId = alice.conversation(bob.self);
      const text = 'below the picture';
      const to = [{ id: alice.id(), contactId: contactId(alice, bob) }];
      await alice.command('setCaption', { conversationId, text });
      await alice.command('sendCaption', { conversationId, to, text });
      await removeBob();
      expect(await twice(alice, 'sendCaption', { conversationId, to, text })).toEqual({});
      await alice.command('setCaption', { conversationId, text });
      const others = [{ id: alice.id(), contactId: contactId(alice, bob) }];
      const another = alice.command('sendCaption', { conversationId, to: others, text });
      await expect(another).rejects.toMatchObject(gone);
      expect(texts(alice, bob)).toEqual([text]);
    });
  });

  it('to send a message to a contact that has another key since answers as the first time', async () => {
    const { alice: owner, bob: old, newBob, claim, settle } = await newKey();
    const params = { id: owner.id(), contactId: contactId(owner, old), text: 'one' };
    const first = await owner.command('sendMessage', params);
    await settle();
    await claim();
    await approve(owner, newBob);
    expect(await twice(owner, 'sendMessage', params)).toEqual(first);
  });
});

describe('an id that served for something else is refused', () => {
  beforeEach(asFriends);

  async function anotherFriend(name: string): Promise<LaneNode> {
    const friend = new LaneNode(name, memoryStore().connection, pair.clock);
    const wire = new LaneWire(alice, friend);
    await befriend(wire);
    wire.cut();
    await wire.settle();
    return friend;
  }

  it('by a message with another text', async () => {
    const params = { id: alice.id(), contactId: contactId(alice, bob), text: 'one' };
    await alice.command('sendMessage', params);
    await expect(alice.command('sendMessage', { ...params, text: 'two' })).rejects.toMatchObject(reused);
  });

  it('by a message to somebody else, also after it was taken back', async () => {
    const carol = await anotherFriend('carol');
    pair.wire.cut();
    await pair.wire.settle();
    const params = { id: alice.id(), contactId: contactId(alice, bob), text: 'for Bob' };
    const { conversationId } = await alice.command('sendMessage', params);
    const toCarol = { ...params, contactId: contactId(alice, carol) };
    await expect(alice.command('sendMessage', toCarol)).rejects.toMatchObject(reused);
    await alice.command('withdrawMessage', { conversationId, messageId: params.id });
    await expect(alice.command('sendMessage', toCarol)).rejects.toMatchObject(reused);
    expect(texts(alice, carol)).toEqual([]);
  });

  it('by a message with another text while the deleted one can still be brought back', async () => {
    const params = { id: alice.id(), contactId: contactId(alice, bob), text: 'one' };
    const { conversationId } = await alice.command('sendMessage', params);
    await pair.wire.settle();
    await alice.command('deleteMessages', { id: alice.id(), conversationId, messageIds: [params.id] });
    await expect(alice.command('sendMessage', { ...params, text: 'two' })).rejects.toMatchObject(reused);
    expect(await alice.command('sendMessage', params)).toEqual({ conversationId, messageId: params.id });
  });

  it('by a message after the contact it went to took another key', async () => {
    const params = { id: alice.id(), contactId: contactId(alice, bob), text: 'to the old key' };
    await alice.command('sendMessage', params);
    await pair.wire.settle();
    const conversation = alice.store.conversations.get(alice.conversation(bob.self));
    if (!conversation) throw new Error('they never spoke');
    alice.store.conversations.put({ ...conversation, contactId: null });
    const carol = await anotherFriend('carol');
    const toCarol = { ...params, contactId: contactId(alice, carol) };
    await expect(alice.command('sendMessage', toCarol)).rejects.toMatchObject(reused);
  });

  it('by a contact that is added or accepted', async () => {
    const { alice: carol, bob: dave } = strangers(['carol', 'dave']);
    const asked = asking(alice.id(), carol);
    await alice.command('addContact', asked);
    const others = [
      { ...asked, nodeId: dave.self },
      { ...asked, note: 'another note' },
      { ...asked, id: contactId(alice, bob) },
    ];
    for (const params of others) {
      await expect(alice.command('addContact', params)).rejects.toMatchObject(reused);
    }
    expect(alice.store.contacts.byNode(dave.self)).toBeUndefined();
    expect(alice.store.contacts.get(contactId(alice, bob) as never)?.nodeId).toBe(bob.self);
    const accepted = { requestId: alice.id(), contactId: asked.id, name: '' };
    await expect(alice.command('approveRequest', accepted)).rejects.toMatchObject(reused);
  });

  it('by a contact that is older than what is remembered of commands', async () => {
    const { alice: carol, bob: dave } = strangers(['carol', 'dave']);
    const known = alice.store.contacts.byNode(bob.self);
    const id = alice.id();
    if (!known) throw new Error('no contact');
    alice.store.contacts.put({ ...known, id: id as typeof known.id, nodeId: dave.self });
    await expect(alice.command('addContact', asking(id, carol))).rejects.toMatchObject(reused);
    expect(alice.store.contacts.byNode(dave.self)?.id).toBe(id);
  });
});
