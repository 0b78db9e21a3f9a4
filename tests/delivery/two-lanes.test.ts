// Alice and Bob as two commit lanes with real ciphers: what the network may do to them, and what must hold regardless.

import { describe, expect, it } from 'vitest';
import { ask, contactId, friends, say, states, strangers } from '../../src/testing/lanes/friends.js';

describe('a contact request', () => {
  it('makes both sides approved contacts once it is accepted', async () => {
    const { alice, bob } = await friends();
    expect(alice.store.contacts.byNode(bob.self)).toMatchObject({ state: 'approved', profileName: 'bob' });
    expect(bob.store.contacts.byNode(alice.self)).toMatchObject({ state: 'approved', profileName: 'alice' });
  });

  it('delivers what was written while it waited', async () => {
    const { alice, bob, wire } = strangers();
    await ask(alice, bob);
    await say(alice, bob, 'already here');
    wire.connect();
    await wire.settle();
    expect(states(alice, bob)).toEqual(['queued']);
    const request = bob.store.requests.byNode(alice.self);
    await bob.command('approveRequest', { requestId: request?.id ?? '', contactId: bob.id(), name: 'Al' });
    await wire.settle();
    expect(bob.history(alice.self)).toEqual(['peer: already here']);
    expect(states(alice, bob)).toEqual(['delivered']);
  });

  it('survives a restart of both sides at every step', async () => {
    for (let step = 0; step < 4; step++) {
      const { alice, bob, wire } = strangers();
      const restart = async (at: number) => {
        if (at !== step) return;
        wire.cut();
        await wire.settle();
        alice.restart();
        bob.restart();
        wire.connect();
        await wire.settle();
      };
      await ask(alice, bob);
      await restart(0);
      if (step !== 0) wire.connect();
      await wire.settle();
      await restart(1);
      const request = bob.store.requests.byNode(alice.self);
      const accepted = bob.command('approveRequest', {
        requestId: request?.id ?? '',
        contactId: bob.id(),
        name: '',
      });
      if (step === 2) {
        await accepted;
        bob.outgoing = [];
      }
      await restart(2);
      await accepted;
      await wire.settle();
      await restart(3);
      await say(alice, bob, 'hi');
      await say(bob, alice, 'ho');
      await wire.settle();
      expect([step, ...bob.history(alice.self)].sort()).toEqual([step, 'me: ho', 'peer: hi'].sort());
      expect(alice.history(bob.self).sort()).toEqual(['me: hi', 'peer: ho']);
    }
  });

  it('counts as acceptance on both sides when requests cross', async () => {
    const { alice, bob, wire } = strangers();
    await ask(alice, bob);
    await ask(bob, alice);
    wire.connect();
    await wire.settle();
    expect(alice.store.contacts.byNode(bob.self)?.state).toBe('approved');
    expect(bob.store.contacts.byNode(alice.self)?.state).toBe('approved');
    await say(alice, bob, 'one');
    await say(bob, alice, 'two');
    await wire.settle();
    expect(states(alice, bob)).toEqual(expect.arrayContaining(['delivered', 'received']));
    expect(states(bob, alice)).toEqual(expect.arrayContaining(['delivered', 'received']));
  });

  it('is taken back when the asker withdraws', async () => {
    const { alice, bob, wire } = strangers();
    await ask(alice, bob);
    wire.connect();
    await wire.settle();
    await alice.command('withdrawRequest', { contactId: contactId(alice, bob) });
    await wire.settle();
    expect(bob.store.requests.count()).toBe(0);
  });

  it('shows nothing to the asker when it is declined, and is not asked again', async () => {
    const { alice, bob, wire } = strangers();
    await ask(alice, bob);
    wire.connect();
    await wire.settle();
    await bob.command('declineRequest', { requestId: bob.store.requests.byNode(alice.self)?.id ?? '' });
    await wire.settle();
    expect(alice.outgoing).toEqual([]);
    wire.cut();
    wire.connect();
    await wire.settle();
    expect(bob.store.requests.count()).toBe(0);
    expect(alice.store.contacts.byNode(bob.self)?.state).toBe('requested');
  });
});

describe('delivery', () => {
  it('brings messages both ways and shows them as delivered, then read', async () => {
    const { alice, bob, wire } = await friends();
    await say(alice, bob, 'hello');
    await wire.settle();
    await say(bob, alice, 'hello yourself');
    await wire.settle();
    expect(bob.history(alice.self)).toEqual(['peer: hello', 'me: hello yourself']);
    expect(alice.history(bob.self)).toEqual(['me: hello', 'peer: hello yourself']);
    const upTo = 'f'.repeat(41);
    await alice.command('markRead', { conversationId: alice.conversation(bob.self), upTo });
    await wire.settle();
    expect(states(bob, alice)).toEqual(['received', 'read']);
  });

  it('keeps messages for somebody who is offline, in turn', async () => {
    const { alice, bob, wire } = await friends();
    wire.cut();
    await wire.settle();
    await say(alice, bob, 'a1');
    await say(bob, alice, 'b1');
    alice.restart();
    wire.connect();
    await wire.settle();
    wire.cut();
    bob.restart();
    await say(alice, bob, 'a2');
    wire.connect();
    await wire.settle();
    expect(alice.history(bob.self)).toEqual(bob.history(alice.self).map(swap));
    expect(bob.history(alice.self)).toHaveLength(3);
  });

  it('lets simultaneous first messages through', async () => {
    const { alice, bob, wire } = await friends();
    await Promise.all([say(alice, bob, 'x'), say(bob, alice, 'y')]);
    await wire.settle();
    expect(states(alice, bob).sort()).toEqual(['delivered', 'received']);
    expect(states(bob, alice).sort()).toEqual(['delivered', 'received']);
  });

  it('delivers each message once and in order wherever the link breaks', async () => {
    const { alice, bob, wire } = await friends();
    const expected: string[] = [];
    for (let cut = 0; cut < 40; cut++) {
      wire.framesUntilCut = cut % 8;
      await say(alice, bob, `m${String(cut)}`);
      expected.push(`peer: m${String(cut)}`);
      await wire.settle();
      wire.framesUntilCut = undefined;
      wire.cut();
      wire.connect();
      await wire.settle();
    }
    expect(bob.history(alice.self)).toEqual(expected);
    expect(states(alice, bob).every((state) => state === 'delivered')).toBe(true);
  });

  it('sends more than a window holds', async () => {
    const { alice, bob, wire } = await friends();
    wire.cut();
    await wire.settle();
    for (let count = 0; count < 600; count++) void say(alice, bob, `n${String(count)}`);
    await alice.lane.idle();
    wire.connect();
    await wire.settle();
    expect(bob.history(alice.self)).toEqual(
      Array.from({ length: 600 }, (_, index) => `peer: n${String(index)}`),
    );
  });

  it('answers a repeated command without sending twice', async () => {
    const { alice, bob, wire } = await friends();
    const command = { id: alice.id(), contactId: alice.contactOf(bob.self) ?? '', text: 'once' };
    await alice.command('sendMessage', command);
    await alice.command('sendMessage', command);
    await expect(alice.command('sendMessage', { ...command, text: 'other' })).rejects.toMatchObject({
      code: 'COMMAND_REUSED_ID',
    });
    await wire.settle();
    expect(bob.history(alice.self)).toEqual(['peer: once']);
  });

  it('refuses a text that is too long and says so', async () => {
    const { alice, bob } = await friends();
    await expect(say(alice, bob, 'x'.repeat(32_769))).rejects.toMatchObject({ code: 'TEXT_TOO_LONG' });
    await say(alice, bob, 'x'.repeat(32_768));
  });

  it('leaves no gap where a queued message was taken back', async () => {
    const { alice, bob, wire } = await friends();
    wire.cut();
    await wire.settle();
    await say(alice, bob, 'stays');
    const messageId = await say(alice, bob, 'goes');
    await say(alice, bob, 'stays too');
    await alice.command('withdrawMessage', { conversationId: alice.conversation(bob.self), messageId });
    wire.connect();
    await wire.settle();
    expect(bob.history(alice.self)).toEqual(['peer: stays', 'peer: (withdrawn)', 'peer: stays too']);
    expect(states(alice, bob)).toEqual(['delivered', 'withdrawn', 'delivered']);
  });
});

const swap = (line: string) =>
  line.startsWith('me') ? line.replace('me', 'peer') : line.replace('peer', 'me');
