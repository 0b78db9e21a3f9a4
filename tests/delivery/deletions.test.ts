// Alice deletes messages for herself: gone at once, back for ten seconds, then for good, and Bob keeps his.

import { beforeEach, describe, expect, it } from 'vitest';
import { MOST_DELETIONS } from '../../src/node/handlers/deletions.js';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { memoryStore } from '../../src/testing/memory-store/memory-store.js';

describe('deleting messages for oneself', () => {
  let clock: { now: number };
  let alice: LaneNode;
  let bob: LaneNode;
  let wire: LaneWire;
  beforeEach(async () => {
    clock = { now: 1_700_000_000_000 };
    alice = new LaneNode('alice', memoryStore().connection, clock);
    bob = new LaneNode('bob', memoryStore().connection, clock);
    wire = new LaneWire(alice, bob);
    await befriend(wire);
  });

  const say = async (from: LaneNode, to: LaneNode, text: string) => {
    const id = from.id();
    await from.command('sendMessage', { id, contactId: from.contactOf(to.self) ?? '', text });
    return id;
  };
  const shown = () => alice.messages(bob.self).filter(({ kind }) => kind === 1).length;
  const remove = (id: string, ...messageIds: string[]) =>
    alice.command('deleteMessages', { id, conversationId: alice.conversation(bob.self), messageIds });
  const carryOut = async () => {
    alice.lane.push({ kind: 'carryOutDeletions' });
    await alice.lane.idle();
  };

  it('hides them at once, asks to be woken in ten seconds, and leaves the other side alone', async () => {
    const mine = await say(alice, bob, 'mine');
    const his = await say(bob, alice, 'his');
    await wire.settle();
    expect(shown()).toBe(2);
    expect(await remove(alice.id(), mine, `${bob.self}-${his}`)).toEqual({ dueAt: clock.now + 10_000 });
    expect(shown()).toBe(0);
    expect(alice.outgoing).toContainEqual({ kind: 'deletionsLater', delayMs: 10_000 });
    await wire.settle();
    expect(bob.history(alice.self).sort()).toEqual(['me: his', 'peer: mine']);
  });

  it('gives them back when asked in time, also after a restart', async () => {
    await say(bob, alice, 'his');
    await wire.settle();
    const [message] = alice.messages(bob.self);
    const deletionId = alice.id();
    await remove(deletionId, `${bob.self}-${message?.id ?? ''}`);
    alice.restart();
    clock.now += 9_999;
    await carryOut();
    await alice.command('undoDeletion', { deletionId });
    expect(alice.messages(bob.self)).toEqual([message]);
  });

  it('empties them when the time is over, and says that it is too late', async () => {
    const mine = await say(alice, bob, 'mine');
    await wire.settle();
    const deletionId = alice.id();
    await remove(deletionId, mine);
    clock.now += 10_000;
    await carryOut();
    expect(alice.messages(bob.self)).toEqual([]);
    await expect(alice.command('undoDeletion', { deletionId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await say(alice, bob, 'next');
    await wire.settle();
    expect(bob.history(alice.self)).toEqual(['peer: mine', 'peer: next']);
  });

  it('does not keep what was deleted when the clock is set back', async () => {
    const mine = await say(alice, bob, 'mine');
    await wire.settle();
    await remove(alice.id(), mine);
    clock.now -= 86_400_000;
    await carryOut();
    expect(alice.messages(bob.self)).toEqual([]);
  });

  it('asks to be woken again for what is not due yet', async () => {
    const [one, two] = [await say(alice, bob, 'one'), await say(alice, bob, 'two')];
    await wire.settle();
    await remove(alice.id(), one);
    clock.now += 4_000;
    await remove(alice.id(), two);
    clock.now += 6_000;
    alice.outgoing = [];
    await carryOut();
    expect(alice.messages(bob.self).map(({ id }) => id)).toEqual([two]);
    expect(alice.outgoing).toEqual([{ kind: 'deletionsLater', delayMs: 4_000 }]);
  });

  it('answers a repetition with the same result', async () => {
    const mine = await say(alice, bob, 'mine');
    await wire.settle();
    const id = alice.id();
    const first = await remove(id, mine);
    clock.now += 3_000;
    expect(await remove(id, mine)).toEqual(first);
    expect(alice.store.deletions.all()).toHaveLength(1);
  });

  it('refuses what has not reached the other side, and passes over what is not there', async () => {
    const delivered = await say(alice, bob, 'delivered');
    await wire.settle();
    wire.cut();
    const waiting = await say(alice, bob, 'waiting');
    await expect(remove(alice.id(), delivered, waiting)).rejects.toMatchObject({
      code: 'MESSAGE_NOT_DELIVERED',
    });
    expect(shown()).toBe(2);
    await remove(alice.id(), alice.id(), `${bob.self}-${delivered}`, 'nonsense', '');
    expect([shown(), alice.store.deletions.all()]).toEqual([2, []]);
    wire.connect();
    await wire.settle();
    expect(bob.history(alice.self)).toEqual(['peer: delivered', 'peer: waiting']);
  });

  it('holds at most a hundred at once', async () => {
    const ids: string[] = [];
    for (let number = 0; number <= MOST_DELETIONS; number++) ids.push(await say(alice, bob, String(number)));
    await wire.settle();
    for (const id of ids.slice(1)) await remove(alice.id(), id);
    await expect(remove(alice.id(), ids[0] ?? '')).rejects.toMatchObject({ code: 'DELETIONS_FULL' });
  });

  it('does not send again what it hides', async () => {
    const mine = await say(alice, bob, 'mine');
    await wire.settle();
    await remove(alice.id(), mine);
    const conversationId = alice.conversation(bob.self);
    const again = alice.command('retryMessage', { conversationId, messageId: mine });
    await expect(again).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('what Alice sets for a conversation', () => {
  it('is kept, and reading takes the mark of the unread back, also looking where nothing new is', async () => {
    const clock = { now: 1_700_000_000_000 };
    const fixture = memoryStore();
    const alice = new LaneNode('alice', fixture.connection, clock);
    const bob = new LaneNode('bob', memoryStore().connection, clock);
    await befriend(new LaneWire(alice, bob));
    const conversationId = alice.conversation(bob.self);
    await alice.command('setConversation', { conversationId, pinned: true, mutedUntil: 5 });
    await alice.command('markUnread', { conversationId });
    await alice.command('setConversation', { conversationId, archived: true });
    const settings = { pinned: true, mutedUntil: 5, archived: true, hidden: false };
    expect(fixture.inspect.settings(conversationId)).toEqual({ ...settings, markedUnread: true });
    await alice.command('markRead', { conversationId, upTo: '0'.repeat(41) });
    expect(fixture.inspect.settings(conversationId)).toEqual({ ...settings, markedUnread: false });
    await alice.command('markUnread', { conversationId });
    await alice.command('markSeen', { conversationId, positions: [] });
    expect(fixture.inspect.settings(conversationId)).toEqual({ ...settings, markedUnread: false });
    const unknown = { conversationId: 'ab'.repeat(32), pinned: true };
    await expect(alice.command('setConversation', unknown)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
