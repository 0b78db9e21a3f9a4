// Contact requests of people with bad manners: bounded, bound to sender and recipient, and answered by nothing but yes.

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SEND_WINDOW } from '../../src/core/delivery/index.js';
import { PEER_BUDGETS } from '../../src/core/session/index.js';
import type { Frame } from '../../src/protocol/frame-codec.js';
import {
  approve,
  ask,
  type Friends,
  friends,
  say,
  states,
  strangers,
  texts,
} from '../../src/testing/lanes/friends.js';
import { requestOf } from '../../src/testing/lanes/contact-request.js';
import { HostileNode, kinds } from '../../src/testing/lanes/hostile-node.js';
import { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { memoryStore } from '../../src/testing/memory-store/memory-store.js';

let pair: Friends;
let alice: LaneNode;
/** A stranger who asks Alice. */
let bob: HostileNode;

beforeEach(() => {
  pair = strangers();
  alice = pair.alice;
  bob = new HostileNode(pair.bob, alice);
});

function node(name: string): LaneNode {
  return new LaneNode(name, memoryStore().connection, pair.clock);
}

describe('a contact request', () => {
  it('is put before the owner and not answered', async () => {
    await bob.connect();
    expect(await bob.send(await requestOf(pair.bob, alice))).toEqual([]);
    expect(alice.store.requests.byNode(pair.bob.self)).toMatchObject({
      name: 'bob',
      observedAddress: '192.0.2.66',
    });
    expect(alice.contactOf(pair.bob.self)).toBeUndefined();
  });

  it.each<[string, () => Promise<Frame>]>([
    ['names another sender', () => requestOf(pair.bob, alice, { sender: node('carol').self })],
    ['is signed by another', async () => requestOf(node('carol'), alice)],
    ['names another recipient', async () => requestOf(pair.bob, node('carol'))],
    ['names us as sender', () => requestOf(pair.bob, alice, { sender: alice.self })],
    [
      'has a wrong signature',
      async () => {
        const request = await requestOf(pair.bob, alice);
        if (request.kind !== 'contactRequest') throw new Error('no request');
        return { ...request, signed: { ...request.signed, signature: new Uint8Array(64) } };
      },
    ],
    [
      'is signed for another purpose',
      async () => {
        const request = await requestOf(pair.bob, alice);
        if (request.kind !== 'contactRequest') throw new Error('no request');
        const { body } = request.signed;
        return {
          kind: 'contactRequest',
          signed: { body, signature: pair.bob.context.identity.sign('record', body) },
        };
      },
    ],
  ])('is refused when it %s', async (_, make) => {
    await bob.connect();
    expect(kinds(await bob.send(await make()))).toEqual(['refused']);
    expect(alice.store.requests.count()).toBe(0);
  });

  it('takes the place of the same node, so that one waits per node', async () => {
    await bob.connect();
    for (let count = 0; count < 5; count++) await bob.send(await requestOf(pair.bob, alice));
    expect(alice.store.requests.count()).toBe(1);
  });

  it('keeps its turn when it is changed, and is changed once a minute', async () => {
    await bob.connect();
    await bob.send(await requestOf(pair.bob, alice));
    const waiting = () => alice.store.requests.byNode(pair.bob.self);
    const receivedAt = waiting()?.receivedAt;
    pair.clock.now += 1_000;
    await bob.send(await requestOf(pair.bob, alice, { note: 'second' }));
    await bob.send(await requestOf(pair.bob, alice, { note: 'third' }));
    await bob.connect();
    await bob.send(await requestOf(pair.bob, alice, { note: 'fourth' }));
    expect(waiting()).toMatchObject({ note: 'second', receivedAt });
    pair.clock.now += 60_000;
    await bob.send(await requestOf(pair.bob, alice, { note: 'fifth' }));
    expect(waiting()).toMatchObject({ note: 'fifth', receivedAt });
  });

  it('that is repeated with fresh ids costs neither signatures nor fingerprints', async () => {
    const verify = vi.spyOn(alice.context.identity, 'verify');
    const fingerprint = vi.spyOn(alice.context.identity, 'fingerprint');
    await bob.connect();
    for (let count = 0; count < 10; count++) await bob.send(await requestOf(pair.bob, alice));
    expect(verify).toHaveBeenCalledTimes(2);
    expect(fingerprint).toHaveBeenCalledTimes(1);
  });

  it('finds no room when a hundred wait, and is told nothing', async () => {
    const template = await requestOf(pair.bob, alice);
    await bob.connect();
    await bob.send(template);
    const first = alice.store.requests.byNode(pair.bob.self);
    if (!first) throw new Error('no request');
    for (let index = 2; index <= 100; index++) {
      const carol = node(`carol ${String(index)}`);
      const stranger = new HostileNode(carol, alice);
      await stranger.connect(carol.incarnation, `192.0.2.${String(100 + (index % 12))}`);
      expect(await stranger.send(await requestOf(carol, alice))).toEqual([]);
    }
    expect(alice.store.requests.count()).toBe(100);
    const dave = node('dave');
    const late = new HostileNode(dave, alice);
    await late.connect(dave.incarnation, '198.51.100.1');
    expect(await late.send(await requestOf(dave, alice))).toEqual([]);
    expect(alice.store.requests.byNode(dave.self)).toBeUndefined();
    // Those who wait may still change their mind, and one that leaves makes room.
    await bob.send(await requestOf(pair.bob, alice, { note: 'better' }));
    expect(alice.store.requests.byNode(pair.bob.self)?.note).toBe('better');
    await alice.command('declineRequest', {
      requestId: alice.store.requests.byNode(pair.bob.self)?.id ?? '',
    });
    await late.send(await requestOf(dave, alice));
    expect(alice.store.requests.byNode(dave.self)).toBeDefined();
  });
});

describe('a node that is not a contact', () => {
  it.each<[string, () => Promise<Frame>]>([
    ['marks', () => Promise.resolve(bob.marks())],
    ['an envelope', () => Promise.resolve(bob.garbage())],
    ['an acknowledgement', () => Promise.resolve({ kind: 'ack', streamSeq: 1 })],
    [
      'a renewal',
      async () => ({
        kind: 'sessionRenewal',
        bundle: await pair.bob.context.cipher.makeBundle(alice.self, 0),
      }),
    ],
    [
      'word of a withdrawal nobody made',
      () => Promise.resolve({ kind: 'requestForgotten', requestId: alice.id() as never }),
    ],
  ])('hears nothing when it sends %s', async (_, make) => {
    const greeting = await bob.connect();
    expect([...greeting, ...(await bob.send(await make()))]).toEqual([]);
    expect(bob.closedFor).toBeUndefined();
  });

  it('cannot withdraw the request of another', async () => {
    await bob.connect();
    await bob.send(await requestOf(pair.bob, alice));
    const requestId = alice.store.requests.byNode(pair.bob.self)?.id ?? ('' as never);
    const carol = new HostileNode(node('carol'), alice);
    await carol.connect();
    await carol.send({ kind: 'requestWithdrawn', requestId });
    expect(alice.store.requests.count()).toBe(1);
  });
});

describe('declined, blocked and waiting nodes', () => {
  async function answersTo(act: (requestId: string) => Promise<unknown>) {
    await bob.connect();
    const request = await requestOf(pair.bob, alice);
    const heard = await bob.send(request);
    await act(alice.store.requests.byNode(pair.bob.self)?.id ?? '');
    heard.push(...(await bob.hear()), ...(await bob.send(request, bob.marks(), bob.garbage())));
    heard.push(...(await bob.connect()), ...(await bob.send(request, bob.marks())));
    return { heard, closedFor: bob.closedFor };
  }

  it.each<[string, (requestId: string) => Promise<unknown>]>([
    ['waits', () => Promise.resolve()],
    ['was declined', (requestId) => alice.command('declineRequest', { requestId })],
    ['was blocked', (requestId) => alice.command('blockRequest', { requestId })],
  ])('look alike: one that %s hears nothing', async (_, act) => {
    expect(await answersTo(act)).toEqual({ heard: [], closedFor: undefined });
  });

  it('differ for the owner: a declined one may ask anew, a blocked one may not', async () => {
    await answersTo((requestId) => alice.command('declineRequest', { requestId }));
    expect(alice.store.requests.count()).toBe(0);
    await bob.send(await requestOf(pair.bob, alice));
    expect(alice.store.requests.count()).toBe(1);
    await answersTo((requestId) => alice.command('blockRequest', { requestId }));
    await bob.send(await requestOf(pair.bob, alice));
    expect(alice.store.requests.count()).toBe(0);
  });

  it('a blocked one may ask again once the owner lets it', async () => {
    await answersTo((requestId) => alice.command('blockRequest', { requestId }));
    await alice.command('unblockRequester', { nodeId: pair.bob.self });
    await bob.send(await requestOf(pair.bob, alice));
    expect(alice.store.requests.byNode(pair.bob.self)).toMatchObject({ name: 'bob' });
  });

  it('letting in who is not blocked forgets no answer', async () => {
    const { heard } = await answersTo((requestId) => alice.command('declineRequest', { requestId }));
    expect(heard).toEqual([]);
    const answered = alice.store.requests.settledOf(pair.bob.self);
    await alice.command('unblockRequester', { nodeId: pair.bob.self });
    expect(alice.store.requests.settledOf(pair.bob.self)).toEqual(answered);
  });
});

describe('requests that meet', () => {
  it('agree at once when one had arrived already', async () => {
    // Whoever has the higher NodeId must not wait for a session the other has no reason to open.
    for (const names of [
      ['alice', 'bob'],
      ['carol', 'dave'],
      ['erin', 'frank'],
      ['grace', 'heidi'],
    ] as const) {
      const { alice: one, bob: two, wire } = strangers(names);
      await ask(one, two);
      wire.connect();
      await wire.settle();
      await ask(two, one);
      await wire.settle();
      await say(two, one, 'at once');
      await wire.settle();
      expect(states(two, one)).toEqual(['delivered']);
    }
  });

  it('leave the session to the lower NodeId, and to the other one after ten seconds', async () => {
    const { alice: one, bob: two, clock } = strangers();
    const [lower, higher] = one.self < two.self ? [one, two] : [two, one];
    await ask(higher, lower);
    const silent = new HostileNode(lower, higher);
    await silent.connect();
    await silent.send(await requestOf(lower, higher));
    const due = higher.outgoing.find(({ kind }) => kind === 'goOnLater');
    expect(due).toMatchObject({ nodeId: lower.self, delayMs: 10_000 });
    const marks = { peerIncarnation: null, sent: 0, received: 0, acked: 0, authored: 0 };
    expect(kinds(await silent.send(silent.marks(marks)))).not.toContain('envelope');
    clock.now += 10_000;
    higher.lane.push({ kind: 'goOn', nodeId: lower.self });
    expect(kinds(await silent.hear())).toContain('envelope');
  });
});

describe('a request of somebody who is a contact', () => {
  it('leads to a session on its pre-keys, and to one introduction, however many come', async () => {
    const { alice: owner, bob: contact, wire } = await friends();
    wire.cut();
    await wire.settle();
    const again = new HostileNode(contact, owner);
    await again.meet();
    for (let count = 0; count < 280; count++) {
      await again.send(await requestOf(contact, owner));
    }
    const owed = owner.store.outbox.all(owner.contactOf(contact.self) ?? ('' as never));
    expect(owed.length).toBeLessThanOrEqual(SEND_WINDOW + 1);
  });

  it('costs no more than eight sessions, then one a minute', async () => {
    const { alice: owner, bob: contact, wire, clock } = await friends();
    wire.cut();
    await wire.settle();
    const again = new HostileNode(contact, owner);
    await again.meet();
    const verify = vi.spyOn(owner.context.identity, 'verify');
    const archive = vi.spyOn(owner.context.cipher, 'archiveSession');
    for (let count = 0; count < 12; count++) await again.send(await requestOf(contact, owner));
    expect(verify).toHaveBeenCalledTimes(PEER_BUDGETS.requests.burst);
    expect(archive).toHaveBeenCalledTimes(PEER_BUDGETS.requests.burst);
    expect(owner.outgoing.map(({ kind }) => kind)).toContain('goOnLater');
    clock.now += 60_000;
    await again.send(await requestOf(contact, owner));
    expect(archive).toHaveBeenCalledTimes(PEER_BUDGETS.requests.burst + 1);
  });

  it('is followed on the link on which its marks met deaf ears', async () => {
    const { alice: owner, bob: contact, wire } = await friends();
    await owner.command('removeContact', { contactId: owner.contactOf(contact.self) ?? '', history: 'keep' });
    await wire.settle();
    await say(contact, owner, 'are you there?');
    await wire.settle();
    expect(texts(owner, contact)).toEqual([]);
    await ask(owner, contact);
    await wire.settle();
    expect(texts(owner, contact)).toEqual(['are you there?']);
    await say(owner, contact, 'again');
    await wire.settle();
    expect(states(owner, contact)).toEqual(['received', 'delivered']);
  });

  it('is still answered when the answer waits and the store begins a new life', async () => {
    const { alice: owner, bob: asker, wire } = strangers();
    await ask(asker, owner);
    wire.connect();
    await wire.settle();
    wire.cut();
    await wire.settle();
    await approve(owner, asker);
    // Another contact shows that the store is an older copy.
    owner.store.identity.begin(owner.id() as never, 0);
    owner.restart();
    asker.restart();
    wire.connect();
    await wire.settle();
    await say(asker, owner, 'hello');
    await wire.settle();
    expect(texts(owner, asker)).toEqual(['hello']);
    expect(states(asker, owner)).toEqual(['delivered']);
  });
});
