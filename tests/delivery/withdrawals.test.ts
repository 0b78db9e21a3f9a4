// A request that is taken back: the other side hears of it however long that takes, and whoever was first is believed.

import { beforeEach, describe, expect, it } from 'vitest';
import { policyOf, untoldWithdrawal } from '../../src/core/trust/index.js';
import { dialList } from '../../src/node/lane/dial-list.js';
import {
  approve,
  ask,
  contactId,
  type Friends,
  friends,
  say,
  states,
  strangers,
  systemLines,
  texts,
} from '../../src/testing/lanes/friends.js';
import { HostileNode, kinds } from '../../src/testing/lanes/hostile-node.js';
import type { LaneNode } from '../../src/testing/lanes/lane-node.js';

let pair: Friends;
let alice: LaneNode;
let bob: LaneNode;

beforeEach(() => {
  pair = strangers();
  ({ alice, bob } = pair);
});

const withdraw = () => alice.command('withdrawRequest', { contactId: contactId(alice, bob) });
const waitsAtBob = () => bob.store.requests.byNode(alice.self) !== undefined;
const isDialled = () => dialList(alice.store).some(({ nodeId }) => nodeId === bob.self);

async function meet(): Promise<void> {
  pair.wire.cut();
  pair.wire.connect();
  await pair.wire.settle();
}

async function part(): Promise<void> {
  pair.wire.cut();
  await pair.wire.settle();
}

it('a request is unanswered, for who dials, until the acceptance has come', async () => {
  const isUnanswered = () => dialList(alice.store).map((dialled) => dialled.isUnanswered);
  await ask(alice, bob);
  await meet();
  expect(isUnanswered()).toEqual([true]);
  await approve(bob, alice);
  expect(isUnanswered()).toEqual([true]);
  await pair.wire.settle();
  expect(isUnanswered()).toEqual([false]);
});

describe('a request that is withdrawn', () => {
  it('is gone at the other side at once when both are linked', async () => {
    await ask(alice, bob);
    await meet();
    await withdraw();
    await pair.wire.settle();
    expect(waitsAtBob()).toBe(false);
    expect(isDialled()).toBe(false);
  });

  it('fails what waited for the answer, with the reason', async () => {
    await ask(alice, bob);
    await say(alice, bob, 'Are you there?');
    await withdraw();
    await pair.wire.settle();
    expect(alice.messages(bob.self)).toMatchObject([
      { state: 'failed', failure: { code: 'REQUEST_TAKEN_BACK' } },
    ]);
  });

  it('is gone at the next link, across restarts of both sides', async () => {
    await ask(alice, bob);
    await meet();
    await part();
    await withdraw();
    expect(dialList(alice.store)).toMatchObject([{ nodeId: bob.self, isGone: true, isUnanswered: true }]);
    alice.restart();
    bob.restart();
    expect(waitsAtBob()).toBe(true);
    await meet();
    expect(waitsAtBob()).toBe(false);
    expect(isDialled()).toBe(false);
    expect(alice.store.contacts.byNode(bob.self)).toMatchObject({ requestId: null, typedAddress: null });
  });

  it('takes along an earlier one that still waits because the last change came too soon', async () => {
    await ask(alice, bob);
    await meet();
    await part();
    // Alice changed it while Bob took no change: he knows her latest one as little as its withdrawal.
    const contact = alice.store.contacts.byNode(bob.self);
    if (!contact) throw new Error('Alice did not ask');
    alice.store.contacts.put({ ...contact, requestId: alice.id() as NonNullable<typeof contact.requestId> });
    await withdraw();
    expect(waitsAtBob()).toBe(true);
    await meet();
    expect(waitsAtBob()).toBe(false);
    expect(isDialled()).toBe(false);
  });

  it('is told again until the answer arrives', async () => {
    await ask(alice, bob);
    await meet();
    await part();
    await withdraw();
    // The link breaks after the withdrawal and before its answer.
    pair.wire.framesUntilCut = 1;
    await meet();
    expect(waitsAtBob()).toBe(false);
    expect(isDialled()).toBe(true);
    await meet();
    expect(isDialled()).toBe(false);
  });

  it('before it ever left reaches the other side as nothing', async () => {
    await ask(alice, bob);
    await withdraw();
    await meet();
    expect(waitsAtBob()).toBe(false);
    expect(isDialled()).toBe(false);
  });

  it('while it is on its way is gone when both arrived', async () => {
    await ask(alice, bob);
    pair.wire.connect();
    await alice.lane.idle();
    await withdraw();
    await pair.wire.settle();
    expect(waitsAtBob()).toBe(false);
    expect(isDialled()).toBe(false);
  });

  it('goes the same way when the contact is removed', async () => {
    await ask(alice, bob);
    await meet();
    await part();
    await alice.command('removeContact', { contactId: contactId(alice, bob), history: 'delete' });
    await meet();
    expect(waitsAtBob()).toBe(false);
    expect(isDialled()).toBe(false);
  });

  it('may be made anew before the other side heard', async () => {
    await ask(alice, bob);
    await meet();
    await part();
    await withdraw();
    await ask(alice, bob);
    await meet();
    await approve(bob, alice);
    await pair.wire.settle();
    await say(alice, bob, 'now');
    await pair.wire.settle();
    expect(texts(bob, alice)).toEqual(['now']);
  });
});

describe('a request that is withdrawn by one and accepted by the other', () => {
  it('first accepted is a friendship, and can only be removed', async () => {
    await ask(alice, bob);
    await meet();
    await approve(bob, alice);
    await pair.wire.settle();
    await expect(withdraw()).rejects.toMatchObject({ code: 'CONTACT_EXISTS' });
    expect(alice.store.contacts.byNode(bob.self)?.state).toBe('approved');
  });

  it('first withdrawn takes nothing from the other, whose owner is told why', async () => {
    await ask(alice, bob);
    await meet();
    await part();
    await withdraw();
    await approve(bob, alice);
    await say(bob, alice, 'are you there?');
    await meet();
    expect(texts(alice, bob)).toEqual([]);
    expect(states(bob, alice)).toEqual(['queued']);
    expect(systemLines(bob, alice)).toContain('REQUEST_TAKEN_BACK');
    expect(isDialled()).toBe(false);
    // What waits arrives when they find together again.
    await ask(alice, bob);
    await meet();
    expect(texts(alice, bob)).toEqual(['are you there?']);
    expect(states(bob, alice)).toEqual(['delivered']);
  });

  it('is told once, however often the withdrawal is repeated', async () => {
    await ask(alice, bob);
    await meet();
    await part();
    const requestId = alice.store.contacts.byNode(bob.self)?.requestId;
    if (!requestId) throw new Error('no request');
    await withdraw();
    await approve(bob, alice);
    const again = new HostileNode(alice, bob);
    await again.connect();
    for (let count = 0; count < 5; count++) await again.send({ kind: 'requestWithdrawn', requestId });
    expect(systemLines(bob, alice).filter((code) => code === 'REQUEST_TAKEN_BACK')).toHaveLength(1);
  });
});

it('a contact leaves behind that it was one, and who never answered a request does not', async () => {
  const traceOf = ({ alice: owner, bob: other }: Friends) => {
    const known = owner.store.contacts.byNode(other.self);
    const stream = known && owner.store.streams.get(known.id);
    expect(known).toBeDefined();
    return (stream?.sent ?? 0) > 0 || (stream?.peerIncarnation ?? null) !== null;
  };
  await ask(alice, bob);
  await meet();
  await withdraw();
  await pair.wire.settle();
  await ask(bob, alice);
  await meet();
  expect(traceOf(pair)).toBe(false);
  const close = await friends();
  const gone = { contactId: contactId(close.alice, close.bob), history: 'delete' } as const;
  await close.alice.command('removeContact', gone);
  expect(traceOf(close)).toBe(true);
});

describe('the answer to a withdrawal', () => {
  it.each(['waits', 'was declined', 'was blocked', 'never came'] as const)(
    'is the same for a request that %s',
    async (fate) => {
      await ask(alice, bob);
      const requestId = alice.store.contacts.byNode(bob.self)?.requestId;
      if (!requestId) throw new Error('no request');
      if (fate !== 'never came') await meet();
      if (fate === 'was declined') await bob.command('declineRequest', { requestId });
      if (fate === 'was blocked') await bob.command('blockRequest', { requestId });
      await part();
      const asker = new HostileNode(alice, bob);
      await asker.connect();
      const heard = await asker.send({ kind: 'requestWithdrawn', requestId });
      expect(heard).toEqual([{ kind: 'requestForgotten', requestId }]);
    },
  );

  it('is believed from nobody but the recipient, about nothing but that request', async () => {
    await ask(alice, bob);
    await withdraw();
    const asked = alice.store.contacts.byNode(bob.self);
    const other = new HostileNode(bob, alice);
    const greeting = await other.connect();
    expect(kinds(greeting)).toEqual(['requestWithdrawn']);
    await other.send({ kind: 'requestForgotten', requestId: alice.id() as never });
    const after = alice.store.contacts.byNode(bob.self);
    expect(after && untoldWithdrawal(after)).toBe(asked?.requestId);
    expect(policyOf('removed').receive).toBe(false);
  });

  it('says nothing about a contact', async () => {
    const { alice: one, bob: two } = await friends();
    const liar = new HostileNode(two, one);
    await liar.meet();
    await liar.send({ kind: 'requestForgotten', requestId: one.id() as never });
    expect(one.store.contacts.byNode(two.self)?.state).toBe('approved');
    expect(liar.closedFor).toBeUndefined();
  });
});
