import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHistory, until } from '../../src/testing/node/observe.js';
import {
  addByAddress,
  approve,
  approved,
  befriend,
  contactOf,
  newId,
  received,
  requestFrom,
  send,
  type TestNode,
  untilLinkUp,
} from '../../src/testing/node/person.js';
import { Stage } from './stage.js';

describe('adding somebody', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

  it('by address shows the digits to one and name, digits, note and address to the other', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    const found = await alice.client.call('lookUp', { target: bob.address });
    expect(found).toEqual({
      nodeId: bob.home.self.nodeId,
      nodeIdText: bob.home.self.nodeIdText,
      fingerprint: bob.home.self.fingerprint,
      address: bob.address,
      fromLink: false,
      reached: true,
      contactId: null,
    });
    await addByAddress(alice, bob, 'we met at the lake');
    expect(await requestFrom(bob, alice)).toMatchObject({
      name: 'Alice',
      note: 'we met at the lake',
      fingerprint: alice.home.self.fingerprint,
      addresses: [alice.address],
    });
    expect(await contactOf(alice, bob)).toMatchObject({ state: 'requested', trust: 'address' });
    await approve(bob, alice);
    expect(await approved(alice, bob)).toMatchObject({ name: 'Bob' });
    expect(await approved(bob, alice)).toMatchObject({ name: 'Alice' });
    await send(bob, alice, 'hello');
    await received(alice, bob, ['hello']);
  });

  it('by link needs no comparing', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    const { link } = await bob.client.call('self', {});
    const target = `Here I am: ${link}, see you`;
    const found = await alice.client.call('lookUp', { target });
    expect(found).toMatchObject({ nodeId: bob.home.self.nodeId, fromLink: true, reached: true });
    const { nodeId, address } = found;
    const asked = { id: newId(), nodeId, address, name: 'Bobby', note: '', trust: 'link' as const };
    await alice.client.call('addContact', asked);
    await approve(bob, alice);
    expect(await approved(alice, bob)).toMatchObject({ name: 'Bobby', profileName: 'Bob', trust: 'link' });
  });

  it('by link works while the other is away', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    const { link } = await bob.client.call('self', {});
    await bob.stop();
    const found = await alice.client.call('lookUp', { target: link });
    expect(found).toMatchObject({ nodeId: bob.home.self.nodeId, reached: false });
    const { nodeId, address } = found;
    const { contactId } = await alice.client.call('addContact', {
      ...{ id: newId(), nodeId, address, name: '', note: '', trust: 'link' },
    });
    await until(alice.client, ['links', {}], (rows) => rows.some((row) => row.state === 'waiting'));
    await bob.start();
    await alice.client.call('retryNow', { contactId });
    await approve(bob, alice);
    await approved(alice, bob);
  });

  it('tells the asker nothing of a refusal, and the refused may ask again', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    const contactId = await addByAddress(alice, bob);
    const { id: requestId } = await requestFrom(bob, alice);
    await bob.client.call('declineRequest', { requestId });
    await until(bob.client, ['requests', {}], (rows) => rows.length === 0);
    expect(await contactOf(alice, bob)).toMatchObject({ state: 'requested' });
    await alice.client.call('withdrawRequest', { contactId });
    await addByAddress(alice, bob, 'please');
    expect(await requestFrom(bob, alice)).toMatchObject({ note: 'please' });
  });

  it('lets nobody who was blocked ask again', async () => {
    const [alice, bob, carol] = await stage.people('Alice', 'Bob', 'Carol');
    const contactId = await addByAddress(alice, bob);
    const { id: requestId } = await requestFrom(bob, alice);
    await bob.client.call('blockRequest', { requestId });
    await alice.client.call('withdrawRequest', { contactId });
    await addByAddress(alice, bob, 'again').catch(() => undefined);
    // Carol's request, made later, is the proof that Alice's would have arrived.
    await addByAddress(carol, bob);
    await requestFrom(bob, carol);
    const rows = await until(bob.client, ['requests', {}], (found) => found);
    expect(rows.map((row) => row.name)).toEqual(['Carol']);
  });

  it('may be taken back before the answer', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    const contactId = await addByAddress(alice, bob);
    await requestFrom(bob, alice);
    await alice.client.call('withdrawRequest', { contactId });
    await until(bob.client, ['requests', {}], (rows) => rows.length === 0);
  });

  it('at the same time from both sides needs no answer', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    await Promise.all([addByAddress(alice, bob), addByAddress(bob, alice)]);
    await Promise.all([approved(alice, bob), approved(bob, alice)]);
    await Promise.all([send(alice, bob, 'from Alice'), send(bob, alice, 'from Bob')]);
    await Promise.all([received(bob, alice, ['from Alice']), received(alice, bob, ['from Bob'])]);
    for (const node of [alice, bob]) {
      expect(await until(node.client, ['requests', {}], (rows) => rows)).toEqual([]);
    }
  });

  it('at the same time while both were away needs no answer either', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    const links = {
      alice: (await alice.client.call('self', {})).link,
      bob: (await bob.client.call('self', {})).link,
    };
    const ask = async (node: TestNode, target: string) => {
      const { nodeId, address } = await node.client.call('lookUp', { target });
      const asked = { id: newId(), nodeId, address, name: '', note: '', trust: 'link' as const };
      await node.client.call('addContact', asked);
    };
    await bob.stop();
    await ask(alice, links.bob);
    await alice.stop();
    await bob.start();
    await ask(bob, links.alice);
    await alice.start();
    await Promise.all([approved(alice, bob), approved(bob, alice)]);
    await send(alice, bob, 'there you are');
    await received(bob, alice, ['there you are']);
  });
});

describe('a contact', () => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  beforeEach(async () => {
    stage = await Stage.open();
    [alice, bob] = await stage.people('Alice', 'Bob');
    await befriend(alice, bob);
  });
  afterEach(() => stage.clear());

  it('shows the same safety number on both sides', async () => {
    const [a, b] = [await contactOf(alice, bob), await contactOf(bob, alice)];
    const mine = await alice.client.call('safetyNumber', { contactId: a.id });
    const theirs = await bob.client.call('safetyNumber', { contactId: b.id });
    expect(mine.number).toBe(theirs.number);
    await alice.client.call('markCompared', { contactId: a.id, compared: true });
    expect(await contactOf(alice, bob)).toMatchObject({ trust: 'compared' });
  });

  it('has the name the owner gives it', async () => {
    const { id: contactId } = await contactOf(alice, bob);
    await alice.client.call('renameContact', { contactId, name: 'Robert' });
    expect(await contactOf(alice, bob, (row) => row.name === 'Robert')).toMatchObject({ profileName: 'Bob' });
  });

  it('reaches nobody who blocked it, until they unblock it', async () => {
    const { id: contactId } = await contactOf(bob, alice);
    await bob.client.call('blockContact', { contactId });
    await send(alice, bob, 'do you hear me?');
    await contactOf(alice, bob, (row) => row.queued === 1);
    expect(await contactOf(bob, alice)).toMatchObject({ state: 'blocked' });
    await alice.client.call('retryNow', { contactId: (await contactOf(alice, bob)).id });
    await untilRefused(alice, true);
    await bob.client.call('unblockContact', { contactId });
    await bob.client.call('retryNow', { contactId });
    await received(bob, alice, ['do you hear me?']);
    await untilRefused(alice, false);
  });

  it('that was removed is told by its own node that nothing is taken there', async () => {
    const { id: contactId } = await contactOf(bob, alice);
    await bob.client.call('removeContact', { contactId, history: 'keep' });
    await alice.client.call('retryNow', { contactId: (await contactOf(alice, bob)).id });
    await untilRefused(alice, true);
  });

  it('can be removed with the history, and added again', async () => {
    await send(bob, alice, 'remember this');
    await received(alice, bob, ['remember this']);
    const { id: contactId, conversationId } = await contactOf(alice, bob);
    await alice.client.call('removeContact', { contactId, history: 'delete' });
    await until(alice.client, ['contacts', {}], (rows) => rows.length === 0);
    expect(await readHistory(alice.client, conversationId)).toEqual([]);
    await addByAddress(alice, bob);
    await approved(alice, bob);
    await untilLinkUp(alice, bob);
    await send(alice, bob, 'sorry');
    await received(bob, alice, ['sorry']);
    await send(bob, alice, 'never mind');
    await received(alice, bob, ['never mind']);
  });
});

/** The only contact's node answers and takes nothing, or takes it again. */
function untilRefused(node: TestNode, isRefused: boolean): Promise<boolean> {
  return until(node.client, ['links', {}], ([row]) => row?.refused === isRefused);
}
