// More files than may be open at once: the others wait at their recipient, and come up by themselves.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Contact } from '../../src/core/ports/contact-store.js';
import type { Transfer } from '../../src/core/ports/transfer-store.js';
import { MOST_OPEN_OFFERS, MOST_WAITING_OFFERS } from '../../src/node/lane/incoming-offers.js';
import { contactId, type Friends, friends } from '../../src/testing/lanes/friends.js';
import { offerFile } from '../../src/testing/lanes/offer-file.js';
import { sampleId } from '../../src/testing/contracts/samples.js';

describe('offers of a contact that come together', () => {
  let pair: Friends;
  beforeEach(async () => {
    pair = await friends();
  });

  /** As many as may be open, and `more`: 0.bin and so on. */
  async function offerMany(more: number): Promise<void> {
    const { alice, bob, wire } = pair;
    for (let at = 0; at < MOST_OPEN_OFFERS + more; at++) await offerFile(alice, bob, { name: nameOf(at) });
    await wire.settle();
  }
  /** So many more, like the first one. */
  const letWait = (count: number) => {
    const waiting = at(100);
    for (let more = 1; more <= count; more++)
      pair.bob.store.transfers.put({
        ...waiting,
        id: sampleId('transfer', more),
        offer: sampleId('message', more),
      });
  };
  const nameOf = (at: number) => `${String(at)}.bin`;
  const bobs = () => pair.bob.store.transfers.ofContact(contactOf());
  const contactOf = () => {
    const id = pair.bob.contactOf(pair.alice.self);
    if (!id) throw new Error('Alice is no contact of Bob');
    return id;
  };
  const at = (place: number): Transfer => {
    const found = bobs().find(({ name }) => name === nameOf(place));
    if (!found) throw new Error(`Bob has no ${nameOf(place)}`);
    return found;
  };
  const stages = (...places: number[]) => places.map((place) => at(place).state.stage);
  const setBobs = (to: Pick<Contact, 'state'>) => {
    const contact = pair.bob.store.contacts.get(contactOf());
    if (contact) pair.bob.store.contacts.put({ ...contact, ...to });
  };
  const open = () => pair.bob.store.transfers.openFrom(contactOf());
  const mine = (place: number) => {
    const contact = pair.alice.contactOf(pair.bob.self);
    const all = contact ? pair.alice.store.transfers.ofContact(contact) : [];
    return all.find(({ name }) => name === nameOf(place));
  };

  it('wait behind the first hundred, and are offered in their order as those are over', async () => {
    await offerMany(3);
    expect([open(), ...stages(99, 100, 101, 102)]).toEqual([100, 'offered', 'waiting', 'waiting', 'waiting']);
    expect(mine(102)?.state).toMatchObject({ stage: 'offered', end: null });
    await pair.bob.command('declineFile', { transferId: at(7).id });
    await pair.wire.settle();
    expect([open(), ...stages(100, 101, 102)]).toEqual([100, 'offered', 'waiting', 'waiting']);
    // Taken back by Alice, to which Bob says nothing.
    await pair.alice.command('cancelFile', { transferId: mine(8)?.id ?? '' });
    await pair.wire.settle();
    expect([open(), ...stages(101, 102)]).toEqual([100, 'offered', 'waiting']);
  });

  it('keep their order whatever comes in the commit that makes room', async () => {
    await offerMany(2);
    await pair.alice.command('cancelFile', { transferId: mine(0)?.id ?? '' });
    await offerFile(pair.alice, pair.bob, { name: 'later.bin' });
    await pair.wire.settle();
    expect([open(), ...stages(100, 101)]).toEqual([100, 'offered', 'waiting']);
    expect(bobs().find(({ name }) => name === 'later.bin')?.state.stage).toBe('waiting');
  });

  it('are taken without asking as they come up, where the rule of their contact says so', async () => {
    const rule = { accept: 'all', mostBytes: 1_000 } as const;
    await pair.bob.command('setFileRule', { contactId: contactId(pair.bob, pair.alice), rule });
    await offerMany(1);
    expect(stages(99, 100)).toEqual(['running', 'waiting']);
    await pair.bob.act({ act: 'kept', transferId: at(0).id });
    await pair.wire.settle();
    expect([open(), ...stages(0, 100)]).toEqual([100, 'done', 'running']);
  });

  it('may be answered while they wait', async () => {
    await offerMany(2);
    await pair.bob.act({ act: 'accept', transferId: at(101).id, saveTo: null });
    await pair.bob.command('declineFile', { transferId: at(100).id });
    await pair.wire.settle();
    expect([mine(101)?.state.stage, mine(100)?.state.end]).toEqual([
      'running',
      { reason: 'declined', by: 'peer' },
    ]);
  });

  it('end while they wait when they are taken back, and take nobody else’s place', async () => {
    await offerMany(2);
    await pair.alice.command('cancelFile', { transferId: mine(100)?.id ?? '' });
    await pair.wire.settle();
    expect([open(), ...stages(100, 101)]).toEqual([100, 'ended', 'waiting']);
  });

  it('are nothing to those who move bytes while they wait, also after a restart', async () => {
    const { alice, bob, wire } = pair;
    await offerMany(0);
    await offerFile(alice, bob, { name: nameOf(100) });
    await alice.lane.idle();
    for (const effect of alice.outgoing)
      if (effect.kind === 'send') bob.lane.push({ ...effect, kind: 'frame', nodeId: alice.self });
    await bob.lane.idle();
    expect(stages(100)).toEqual(['waiting']);
    expect(bob.outgoing.filter(({ kind }) => kind === 'transfer')).toEqual([]);
    bob.restart();
    expect(bob.store.transfers.unfinished()).toHaveLength(MOST_OPEN_OFFERS);
    wire.connect();
    await wire.settle();
    expect([open(), ...stages(100)]).toEqual([100, 'waiting']);
    await pair.bob.command('declineFile', { transferId: at(0).id });
    expect(stages(100)).toEqual(['offered']);
  });

  it('that wait behind a contact who was frozen come up before what is offered afterwards', async () => {
    await offerMany(2);
    setBobs({ state: 'frozen' });
    for (const ended of [0, 1, 2]) await pair.bob.command('declineFile', { transferId: at(ended).id });
    await pair.wire.settle();
    expect([open(), ...stages(100, 101)]).toEqual([97, 'waiting', 'waiting']);
    await offerFile(pair.alice, pair.bob, { name: nameOf(102) });
    await pair.wire.settle();
    expect(stages(102)).toEqual(['waiting']);
    setBobs({ state: 'approved' });
    pair.bob.lane.push({ kind: 'pump', nodeId: pair.alice.self });
    await pair.wire.settle();
    expect([open(), ...stages(100, 101, 102)]).toEqual([100, 'offered', 'offered', 'offered']);
  });

  it('come up when their contact is unblocked, with nobody there', async () => {
    await offerMany(2);
    const alice = { contactId: contactId(pair.bob, pair.alice) };
    await pair.bob.command('blockContact', alice);
    pair.wire.cut();
    await pair.wire.settle();
    for (const ended of [0, 1, 2]) await pair.bob.command('declineFile', { transferId: at(ended).id });
    await pair.bob.lane.idle();
    expect([open(), ...stages(100, 101)]).toEqual([97, 'waiting', 'waiting']);
    await pair.bob.command('unblockContact', alice);
    await pair.bob.lane.idle();
    expect([open(), ...stages(100, 101)]).toEqual([99, 'offered', 'offered']);
  });

  it('are refused when two thousand wait, and their sender is told', async () => {
    await offerMany(1);
    const { transfers } = pair.bob.store;
    letWait(MOST_WAITING_OFFERS - 1);
    await offerFile(pair.alice, pair.bob, { name: nameOf(101) });
    await pair.wire.settle();
    expect(mine(101)?.state.end).toEqual({ reason: 'tooMany', by: 'peer' });
    expect(transfers.waitingFrom(contactOf())).toBe(MOST_WAITING_OFFERS);
  });
});
