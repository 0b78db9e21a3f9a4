// Somebody claims to be Bob with a new key: nothing is sent to either key until Alice has decided.

import { beforeEach, describe, expect, it } from 'vitest';
import { unfinishedJobs } from '../../src/node/lane/transfers.js';
import { approve, ask, contactId, say, states, systemLines, texts } from '../../src/testing/lanes/friends.js';
import { HostileNode } from '../../src/testing/lanes/hostile-node.js';
import { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { type NewKey, newKey } from '../../src/testing/lanes/new-key.js';
import { offerFile } from '../../src/testing/lanes/offer-file.js';
import { memoryStore } from '../../src/testing/memory-store/memory-store.js';

let stage: NewKey;
let alice: LaneNode;
let bob: LaneNode;
let newBob: LaneNode;

beforeEach(async () => {
  stage = await newKey();
  ({ alice, bob, newBob } = stage);
  await say(alice, bob, 'before');
  await stage.wire.settle();
});

async function refuseClaim(
  by: LaneNode,
  refuse: 'declineRequest' | 'blockRequest' = 'declineRequest',
): Promise<void> {
  await alice.command(refuse, { requestId: alice.store.requests.byNode(by.self)?.id ?? '' });
}

function sentBy(node: LaneNode): string[] {
  return node.outgoing.flatMap((effect) => (effect.kind === 'send' ? [effect.frame.kind] : []));
}

describe('a claim to be a contact under a new key', () => {
  it('freezes sending at once and says why', async () => {
    await stage.claim();
    expect(alice.store.contacts.byNode(bob.self)).toMatchObject({ state: 'frozen', stateBefore: 'approved' });
    expect(systemLines(alice, bob).at(-1)).toBe('CONTACT_KEY_CLAIMED');
    await say(alice, bob, 'queued');
    expect(sentBy(alice)).toEqual([]);
    await stage.settle();
    stage.wire.cut();
    stage.wire.connect();
    await stage.settle();
    expect(states(alice, bob)).toEqual(['delivered', 'queued']);
    expect(texts(bob, alice)).toEqual(['before']);
    expect(texts(newBob, alice)).toEqual([]);
    expect(newBob.store.contacts.byNode(alice.self)?.state).toBe('requested');
  });

  it('still lets the old key speak', async () => {
    await stage.claim();
    await say(bob, alice, 'it is not me');
    await stage.settle();
    expect(texts(alice, bob)).toEqual(['before', 'it is not me']);
  });

  it('holds the files on their way too, until the owner decided', async () => {
    await offerFile(alice, bob);
    await stage.wire.settle();
    const [theirs] = bob.store.transfers.ofContact(bob.contactOf(alice.self) as never);
    await bob.act({ act: 'accept', transferId: theirs?.id ?? '', saveTo: null });
    await stage.settle();
    const told = () =>
      alice.outgoing.flatMap((effect) => (effect.kind === 'transfer' ? [effect.job] : [])).at(-1);
    expect(unfinishedJobs(alice)).toMatchObject([{ isHeld: false, state: { stage: 'running' } }]);
    const third = new HostileNode(new LaneNode('third bob', memoryStore().connection, stage.clock), alice);
    await third.connect();
    await third.send(await third.request({ oldNodeId: bob.self, signedBy: newBob }));
    expect(told()).toMatchObject({ isHeld: true, state: { stage: 'running' } });
    expect(unfinishedJobs(alice)).toMatchObject([{ isHeld: true }]);
    await refuseClaim(third.self);
    expect(told()).toMatchObject({ isHeld: false, state: { stage: 'running' } });
  });

  it('survives a restart', async () => {
    await stage.claim();
    await say(alice, bob, 'queued');
    alice.restart();
    stage.wire.cut();
    stage.wire.connect();
    await stage.wire.settle();
    expect(texts(bob, alice)).toEqual(['before']);
  });

  it('once approved moves the contact to the new key, with everything not delivered', async () => {
    await stage.claim();
    await say(alice, bob, 'one');
    await say(alice, bob, 'two');
    const id = contactId(alice, bob);
    await approve(alice, newBob);
    await stage.settle();
    expect(contactId(alice, newBob)).toBe(id);
    expect(alice.store.contacts.byNode(bob.self)).toBeUndefined();
    expect(texts(newBob, alice)).toEqual(['one', 'two']);
    expect(states(alice, newBob)).toEqual(['delivered', 'delivered']);
    expect(texts(bob, alice)).toEqual(['before']);
    await say(alice, newBob, 'three');
    await say(newBob, alice, 'four');
    await stage.settle();
    expect(texts(newBob, alice)).toEqual(expect.arrayContaining(['one', 'two', 'three', 'four']));
    expect(states(alice, newBob).sort()).toEqual(['delivered', 'delivered', 'delivered', 'received']);
  });

  it('once approved begins without what was believed of the old key', async () => {
    const id = alice.contactOf(bob.self);
    if (!id) throw new Error('Bob is no contact');
    alice.store.streams.setLifeClaims(id, 3);
    await stage.claim();
    await approve(alice, newBob);
    expect(alice.contactOf(newBob.self)).toBe(id);
    expect(alice.store.streams.lifeClaims(id)).toBe(0);
  });

  it('once approved leaves the old key with nothing to hear', async () => {
    await stage.claim();
    await approve(alice, newBob);
    await stage.settle();
    await say(bob, alice, 'and me?');
    stage.wire.cut();
    stage.wire.connect();
    await stage.settle();
    expect(texts(alice, bob)).toEqual(['before']);
    expect(states(bob, alice)).toEqual(['received', 'queued']);
  });

  it('once declined changes nothing, and what waited leaves', async () => {
    await stage.claim();
    await say(alice, bob, 'waited');
    await alice.command('declineRequest', { requestId: alice.store.requests.byNode(newBob.self)?.id ?? '' });
    await stage.settle();
    expect(alice.store.contacts.byNode(bob.self)).toMatchObject({ state: 'approved', stateBefore: null });
    expect(texts(bob, alice)).toEqual(['before', 'waited']);
    expect(newBob.store.contacts.byNode(alice.self)?.state).toBe('requested');
  });

  it.each(['blocked', 'withdrawn'] as const)('once %s changes nothing either', async (end) => {
    await stage.claim();
    await say(alice, bob, 'waited');
    const requestId = alice.store.requests.byNode(newBob.self)?.id ?? '';
    if (end === 'blocked') await alice.command('blockRequest', { requestId });
    else await newBob.command('withdrawRequest', { contactId: contactId(newBob, alice) });
    await stage.settle();
    expect(texts(bob, alice)).toEqual(['before', 'waited']);
  });

  it('goes on freezing while another claim waits', async () => {
    await stage.claim();
    const { node: third } = await stage.alsoClaim('third bob');
    await newBob.command('withdrawRequest', { contactId: contactId(newBob, alice) });
    await stage.settle();
    expect(alice.store.requests.byNode(newBob.self)).toBeUndefined();
    expect(alice.store.contacts.byNode(bob.self)?.state).toBe('frozen');
    await refuseClaim(third);
    expect(alice.store.contacts.byNode(bob.self)?.state).toBe('approved');
  });

  it.each(['declineRequest', 'blockRequest'] as const)(
    'freezes no more after the owner kept the key (%s)',
    async (refuse) => {
      await stage.claim();
      await refuseClaim(newBob, refuse);
      alice.restart();
      for (const name of ['third bob', 'fourth bob']) {
        const { node: stranger } = await stage.alsoClaim(name);
        const shown = { replaces: bob.self, countersigned: false };
        expect(alice.store.requests.byNode(stranger.self)).toMatchObject(shown);
        expect(alice.store.contacts.byNode(bob.self)?.state).toBe('approved');
      }
      await say(alice, bob, 'as if nothing happened');
      stage.wire.cut();
      stage.wire.connect();
      await stage.settle();
      expect(texts(bob, alice)).toEqual(['before', 'as if nothing happened']);
      expect(systemLines(alice, bob).filter((code) => code === 'CONTACT_KEY_CLAIMED')).toHaveLength(1);
    },
  );

  it('can still be approved after another one was refused', async () => {
    await stage.claim();
    const { node: third } = await stage.alsoClaim('third bob');
    await refuseClaim(third);
    const id = contactId(alice, bob);
    await approve(alice, newBob);
    await stage.settle();
    expect(contactId(alice, newBob)).toBe(id);
    expect(systemLines(alice, newBob)).toContain('CONTACT_KEY_CHANGED');
  });

  it('with the signature of the old key freezes also then', async () => {
    await stage.claim();
    await refuseClaim(newBob);
    const third = new HostileNode(new LaneNode('third bob', memoryStore().connection, stage.clock), alice);
    await third.connect();
    for (let count = 0; count < 2; count++) {
      await third.send(await third.request({ oldNodeId: bob.self, signedBy: bob }));
      expect(alice.store.contacts.byNode(bob.self)).toMatchObject({
        state: 'frozen',
        stateBefore: 'approved',
      });
      await refuseClaim(third.self);
      expect(alice.store.contacts.byNode(bob.self)?.state).toBe('approved');
    }
  });

  it('with the signature of anybody else counts as one without', async () => {
    await stage.claim();
    await refuseClaim(newBob);
    const third = new HostileNode(new LaneNode('third bob', memoryStore().connection, stage.clock), alice);
    await third.connect();
    await third.send(await third.request({ oldNodeId: bob.self, signedBy: newBob }));
    expect(alice.store.requests.byNode(third.self.self)?.countersigned).toBe(false);
    expect(alice.store.contacts.byNode(bob.self)?.state).toBe('approved');
  });

  it('does not outlive a block: what was claimed meanwhile still freezes, what was declined does not', async () => {
    await stage.claim();
    const id = contactId(alice, bob);
    await alice.command('blockContact', { contactId: id });
    await alice.command('unblockContact', { contactId: id });
    expect(alice.store.contacts.byNode(bob.self)).toMatchObject({ state: 'frozen', stateBefore: 'approved' });
    await alice.command('blockContact', { contactId: id });
    await alice.command('declineRequest', { requestId: alice.store.requests.byNode(newBob.self)?.id ?? '' });
    await alice.command('unblockContact', { contactId: id });
    expect(alice.store.contacts.byNode(bob.self)).toMatchObject({ state: 'approved', stateBefore: null });
  });

  it('of somebody who was a contact once becomes that contact again', async () => {
    await stage.meetAndPart(async () => {
      await say(newBob, alice, 'my other home');
      await stage.newWire.settle();
    });
    await stage.claim();
    await say(alice, bob, 'waited');
    await approve(alice, newBob);
    await stage.settle();
    expect(alice.store.contacts.byNode(newBob.self)?.state).toBe('approved');
    expect(alice.store.contacts.byNode(bob.self)?.state).toBe('removed');
    expect(texts(newBob, alice)).toEqual(['my other home', 'waited']);
  });

  it('that reaches a contact whose answer is awaited does not lose the answer', async () => {
    const carol = new LaneNode('carol', memoryStore().connection, stage.clock);
    const carolWire = new LaneWire(alice, carol);
    await ask(alice, carol);
    carolWire.connect();
    await carolWire.settle();
    await ask(newBob, alice, carol);
    stage.newWire.connect();
    await stage.newWire.settle();
    expect(alice.store.contacts.byNode(carol.self)).toMatchObject({
      state: 'frozen',
      stateBefore: 'requested',
    });
    await approve(carol, alice);
    await carolWire.settle();
    await alice.command('declineRequest', { requestId: alice.store.requests.byNode(newBob.self)?.id ?? '' });
    await say(alice, carol, 'hello');
    await carolWire.settle();
    expect(texts(carol, alice)).toEqual(['hello']);
  });
});
