// Contacts that are removed or blocked and come back: numbering goes on, without gaps that nobody made and false alarms.

import { describe, expect, it } from 'vitest';
import {
  approve,
  ask,
  contactId,
  type Friends,
  friends,
  say,
  states,
  systemLines,
  texts,
} from '../../src/testing/lanes/friends.js';
import type { LaneNode } from '../../src/testing/lanes/lane-node.js';

type History = 'keep' | 'delete';

const remove = (node: LaneNode, peer: LaneNode, history: History) =>
  node.command('removeContact', { contactId: contactId(node, peer), history });

/** Numbers of the author that this node misses below the highest one it has. */
function gaps(node: LaneNode, author: LaneNode, peer: LaneNode): number[] {
  const have = node.store.messages
    .authoredAbove(node.conversation(peer.self), author.self, 0, 1_000)
    .map((message) => message.authorSeq);
  const first = have[0] ?? 1;
  return Array.from({ length: Math.max(0, ...have) - first + 1 }, (_, index) => first + index).filter(
    (seq) => !have.includes(seq),
  );
}

function expectSound({ alice, bob }: Friends): void {
  expect(gaps(alice, bob, bob)).toEqual([]);
  expect(gaps(bob, alice, alice)).toEqual([]);
  expect(gaps(alice, alice, bob)).toEqual([]);
  const alarms = [...systemLines(alice, bob), ...systemLines(bob, alice)].filter((code) =>
    code.includes('STORE'),
  );
  expect(alarms).toEqual([]);
}

async function talk(pair: Friends, ...lines: string[]): Promise<void> {
  const { alice, bob, wire } = pair;
  for (const line of lines) {
    await (line.startsWith('a') ? say(alice, bob, line) : say(bob, alice, line));
    await wire.settle();
  }
}

/** Alice asks again; Bob, for whom she never was away, agrees by himself. */
async function comeBack(pair: Friends): Promise<void> {
  const { alice, bob, wire } = pair;
  await ask(alice, bob);
  await wire.settle();
  if (bob.store.requests.byNode(alice.self)) await approve(bob, alice);
  await wire.settle();
}

describe.each<History>(['keep', 'delete'])('a contact that was removed with "%s"', (history) => {
  const before = history === 'keep' ? ['a1', 'b1', 'a2'] : [];

  it('comes back and both go on where they were', async () => {
    const pair = await friends();
    const { alice, bob } = pair;
    await talk(pair, 'a1', 'b1', 'a2');
    await remove(alice, bob, history);
    await pair.wire.settle();
    await comeBack(pair);
    await talk(pair, 'a3', 'b2');
    expect(texts(alice, bob)).toEqual([...before, 'a3', 'b2']);
    expect(texts(bob, alice)).toEqual(['a1', 'b1', 'a2', 'a3', 'b2']);
    expectSound(pair);
  });

  it('comes back after both removed each other', async () => {
    const pair = await friends();
    const { alice, bob } = pair;
    await talk(pair, 'a1', 'b1', 'a2');
    await remove(alice, bob, history);
    await remove(bob, alice, history);
    await pair.wire.settle();
    await comeBack(pair);
    await talk(pair, 'b2', 'a3');
    expect(texts(alice, bob)).toEqual([...before, 'b2', 'a3']);
    expect(texts(bob, alice)).toEqual([...before, 'b2', 'a3']);
    expectSound(pair);
  });

  it('gets what was said to us meanwhile', async () => {
    const pair = await friends();
    const { alice, bob } = pair;
    await talk(pair, 'a1', 'b1', 'a2');
    await remove(alice, bob, history);
    await pair.wire.settle();
    await talk(pair, 'b2', 'b3');
    expect(states(bob, alice).slice(-2)).toEqual(['queued', 'queued']);
    await comeBack(pair);
    expect(texts(alice, bob)).toEqual([...before, 'b2', 'b3']);
    expectSound(pair);
  });

  it('comes back although messages were on their way or had not left', async () => {
    for (const arrived of [0, 1, 2]) {
      const pair = await friends();
      const { alice, bob, wire } = pair;
      await talk(pair, 'a1', 'b1', 'a2');
      // Two leave, and only `arrived` of them arrive; no acknowledgement comes back.
      for (const text of ['lost 1', 'lost 2']) await say(alice, bob, text);
      wire.framesUntilCut = arrived;
      await wire.settle();
      wire.framesUntilCut = undefined;
      wire.cut();
      await wire.settle();
      for (const text of ['unsent 1', 'unsent 2']) await say(alice, bob, text);
      await remove(alice, bob, history);
      const kept = alice.store.outbox.all(alice.contactOf(bob.self) ?? ('' as never));
      const texted = kept.filter((row) => new TextDecoder().decode(row.payload).includes('unsent'));
      expect(texted).toEqual([]);
      wire.connect();
      await comeBack(pair);
      await talk(pair, 'a3', 'b2');
      expect(texts(bob, alice).filter((text) => text !== '(withdrawn)')).toEqual([
        'a1',
        'b1',
        'a2',
        'lost 1',
        'lost 2',
        'a3',
        'b2',
      ]);
      expect(texts(alice, bob).slice(-2)).toEqual(['a3', 'b2']);
      expectSound(pair);
    }
  });

  it('leaves no text of ours behind when the history was deleted', async () => {
    const pair = await friends();
    const { alice, bob, wire } = pair;
    await say(alice, bob, 'sealed secret');
    wire.cut();
    await say(alice, bob, 'unsealed secret');
    await remove(alice, bob, history);
    const owed = alice.store.outbox.all(alice.contactOf(bob.self) ?? ('' as never));
    const secrets = owed.filter((row) => new TextDecoder().decode(row.payload).includes('secret'));
    expect(secrets).toHaveLength(history === 'delete' ? 0 : 1);
  });
});

describe('a contact that was blocked', () => {
  it('stays blocked when it is removed, until the owner lets it ask again', async () => {
    const { alice, bob, wire } = await friends();
    await alice.command('blockContact', { contactId: contactId(alice, bob) });
    await remove(alice, bob, 'delete');
    await remove(bob, alice, 'keep');
    await wire.settle();
    await ask(bob, alice);
    wire.cut();
    wire.connect();
    await wire.settle();
    expect(alice.store.requests.byNode(bob.self)).toBeUndefined();
    await alice.command('unblockRequester', { nodeId: bob.self });
    wire.cut();
    wire.connect();
    await wire.settle();
    expect(alice.store.requests.byNode(bob.self)).toBeDefined();
  });

  it('fails what had not left, says why, and goes on without a gap when it is unblocked', async () => {
    const pair = await friends();
    const { alice, bob, wire } = pair;
    await talk(pair, 'a1');
    wire.cut();
    await wire.settle();
    const id = await say(alice, bob, 'held back');
    await alice.command('blockContact', { contactId: contactId(alice, bob) });
    expect(alice.messages(bob.self).at(-1)).toMatchObject({
      state: 'failed',
      failure: { code: 'CONTACT_BLOCKED' },
    });
    await expect(say(alice, bob, 'no')).rejects.toMatchObject({ code: 'CONTACT_BLOCKED' });
    wire.connect();
    await wire.settle();
    await say(bob, alice, 'b1');
    await wire.settle();
    expect(texts(alice, bob)).toEqual(['a1', 'held back']);
    await alice.command('unblockContact', { contactId: contactId(alice, bob) });
    await wire.settle();
    // Bob's newest of ours is now the empty place, and the marks say so.
    wire.cut();
    wire.connect();
    await wire.settle();
    expectSound(pair);
    await talk(pair, 'a2');
    expect(texts(bob, alice).filter((text) => text !== '(withdrawn)')).toEqual(['a1', 'b1', 'a2']);
    expect(states(alice, bob)).toEqual(expect.arrayContaining(['failed']));
    expectSound(pair);
    // Now that it may leave again, the owner sends it after all.
    await alice.command('retryMessage', { conversationId: alice.conversation(bob.self), messageId: id });
    await wire.settle();
    expect(texts(bob, alice).at(-1)).toBe('held back');
    expect(texts(alice, bob).at(-1)).toBe('held back');
    expect(states(alice, bob).at(-1)).toBe('delivered');
    expectSound(pair);
    wire.cut();
    wire.connect();
    await wire.settle();
    expectSound(pair);
  });

  it('hears nothing of it on its link', async () => {
    const { alice, bob, wire } = await friends();
    await alice.command('blockContact', { contactId: contactId(alice, bob) });
    await wire.settle();
    wire.cut();
    wire.connect();
    await wire.settle();
    await say(bob, alice, 'hello?');
    await alice.lane.idle();
    const sent = alice.outgoing.filter(({ kind }) => kind === 'send');
    await wire.settle();
    expect(sent).toEqual([]);
    expect(texts(alice, bob)).toEqual([]);
    expect(states(bob, alice)).toEqual(['queued']);
    await alice.command('unblockContact', { contactId: contactId(alice, bob) });
    await wire.settle();
    expect(texts(alice, bob)).toEqual(['hello?']);
  });

  it('shows a message as delivered that had left before', async () => {
    const pair = await friends();
    const { alice, bob, wire } = pair;
    await talk(pair, 'a1');
    await say(alice, bob, 'on its way');
    wire.framesUntilCut = 1;
    await wire.settle();
    wire.framesUntilCut = undefined;
    await alice.command('blockContact', { contactId: contactId(alice, bob) });
    expect(states(alice, bob)).toEqual(['delivered', 'failed']);
    await alice.command('unblockContact', { contactId: contactId(alice, bob) });
    wire.cut();
    wire.connect();
    await wire.settle();
    expect(states(alice, bob)).toEqual(['delivered', 'delivered']);
    expect(texts(bob, alice)).toEqual(['a1', 'on its way']);
  });
});

describe('a request that was withdrawn', () => {
  it('fails what was written for it, which may be sent when they agree later', async () => {
    const pair = await friends();
    const { alice, bob, wire } = pair;
    await remove(alice, bob, 'keep');
    await remove(bob, alice, 'keep');
    await wire.settle();
    await ask(alice, bob);
    const messageId = await say(alice, bob, 'already here');
    await alice.command('withdrawRequest', { contactId: contactId(alice, bob) });
    expect(states(alice, bob)).toEqual(['failed']);
    await wire.settle();
    await comeBack(pair);
    pair.clock.now += 3_600_000;
    await alice.command('retryMessage', { conversationId: alice.conversation(bob.self), messageId });
    await wire.settle();
    expect(texts(bob, alice).filter((text) => text !== '(withdrawn)')).toEqual(['already here']);
    expect(states(alice, bob)).toEqual(['delivered']);
    // It stands behind what was said meanwhile, so it is from now.
    const times = [alice.messages(bob.self), bob.messages(alice.self)].map((all) => all.at(-1)?.sentAt);
    expect(times).toEqual([pair.clock.now, pair.clock.now]);
    expectSound(pair);
  });
});
