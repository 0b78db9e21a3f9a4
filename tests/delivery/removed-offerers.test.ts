// Whoever is removed while many of their offers wait here: nothing is told them of it, and all of them end.

import { beforeEach, describe, expect, it } from 'vitest';
import { MOST_OPEN_OFFERS } from '../../src/node/lane/incoming-offers.js';
import { approve, ask, contactId, type Friends, friends } from '../../src/testing/lanes/friends.js';
import { offerFile } from '../../src/testing/lanes/offer-file.js';

const WAITING = 305;
const OFFERED = MOST_OPEN_OFFERS + WAITING;

describe('Alice, whom Bob removes while hundreds of her offers wait', () => {
  let pair: Friends;
  let gone: { readonly contactId: string };
  beforeEach(async () => {
    pair = await friends();
    const { alice, bob, wire } = pair;
    for (let at = 0; at < OFFERED; at++) await offerFile(alice, bob, { name: `${String(at)}.bin` });
    await wire.settle();
    gone = { contactId: contactId(bob, alice) };
    expect(bobs()).toEqual({ offered: MOST_OPEN_OFFERS, waiting: WAITING });
  });

  const counted = (node: Friends['bob'], peer: Friends['bob']) => {
    const id = node.contactOf(peer.self);
    const all = id ? node.store.transfers.ofContact(id) : [];
    const counts: Record<string, number> = {};
    for (const { state } of all) counts[state.stage] = (counts[state.stage] ?? 0) + 1;
    return counts;
  };
  const bobs = () => counted(pair.bob, pair.alice);
  const alices = () => counted(pair.alice, pair.bob);
  const isNobodys = () =>
    pair.bob.store.conversations.get(pair.bob.conversation(pair.alice.self))?.contactId === null;

  it('hears nothing of it over the link that is still up, and all of them end in several commits', async () => {
    const { bob, wire } = pair;
    const before = bob.releases.length;
    await bob.command('removeContact', { ...gone, history: 'keep' });
    await wire.settle();
    expect(alices()).toEqual({ offered: OFFERED });
    expect([bobs(), isNobodys()]).toEqual([{ ended: OFFERED }, true]);
    expect(bob.releases.length - before).toBeGreaterThan(3);
  });

  it('is gone in the first commit, and after a kill behind it the rest end by themselves', async () => {
    const { bob, wire } = pair;
    await bob.command('removeContact', { ...gone, history: 'keep' });
    await bob.lane.stop();
    expect(bob.store.contacts.byNode(pair.alice.self)?.state).toBe('removed');
    expect(bobs()['waiting'] ?? 0).toBeGreaterThan(0);
    bob.restart();
    bob.lane.push({ kind: 'giveUp' });
    wire.connect();
    await wire.settle();
    expect(alices()).toEqual({ offered: OFFERED });
    expect([bobs(), isNobodys()]).toEqual([{ ended: OFFERED }, true]);
  });

  it('is gone with her files when the removal with its history is answered', async () => {
    await pair.bob.command('removeContact', { ...gone, history: 'delete' });
    expect(bobs()).toEqual({});
  });

  it('hears how each of them ended when they are contacts again', async () => {
    const { alice, bob, wire } = pair;
    await bob.command('removeContact', { ...gone, history: 'keep' });
    await wire.settle();
    await ask(bob, alice);
    wire.cut();
    wire.connect();
    await wire.settle();
    if (alice.store.requests.byNode(bob.self)) await approve(alice, bob);
    await wire.settle();
    expect(alices()).toEqual({ ended: OFFERED });
  });
});
