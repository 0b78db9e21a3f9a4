// Whatever owners and wires do while an older copy of a home comes back: both sides end up with the same conversation.

import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { ask, contactId, say, texts } from '../../src/testing/lanes/friends.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { meet, Person } from '../../src/testing/lanes/person.js';

/** What stands in the place of a message that failed. */
const WITHDRAWN = '(withdrawn)';

type Who = 'alice' | 'bob';
type Step =
  | { readonly do: 'say' | 'restart' | 'block' | 'remove' | 'retry'; readonly who: Who }
  | { readonly do: 'meet'; readonly frames: number }
  | { readonly do: 'restore' };

const who = fc.constantFrom<Who>('alice', 'bob');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('say' as const), who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('meet' as const), frames: fc.nat({ max: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('block', 'remove', 'retry'), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const) }) },
);

afterEach(() => {
  Person.closeAll();
});

describe('any schedule around an older copy of a home', () => {
  it('gives everything back although its owner wrote, removed the other and wrote again before that', async () => {
    const pair = await friendsWithCopy();
    const { alice, bob } = pair;
    alice.restore();
    await say(alice.node, bob.node, 'a-given-up');
    await removeAndAsk(alice, bob);
    await say(alice.node, bob.node, 'a-new');
    await meet(alice, bob, 3);
    await removeAndAsk(alice, bob);
    await expectOneTruth(pair);
    expect(texts(alice.node, bob.node)).toEqual(expect.arrayContaining(['a-lost 1', 'b-lost', 'a-lost 2']));
  });

  it('ends with both sides showing the same, and with both heard again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (schedule) => {
        const pair = await friendsWithCopy();
        for (const [index, next] of schedule.entries()) await perform(pair, next, index);
        await expectOneTruth(pair);
        Person.closeAll();
      }),
      { numRuns: 20, endOnFailure: true },
    );
  }, 120_000);
});

interface Pair {
  readonly alice: Person;
  readonly bob: Person;
}

/** Alice has a copy of her home from before most of what was said. */
async function friendsWithCopy(): Promise<Pair> {
  const pair = { alice: new Person('alice'), bob: new Person('bob') };
  await befriend(new LaneWire(pair.alice.node, pair.bob.node));
  await talk(pair, ['a-first', 'b-first']);
  pair.alice.backUp();
  await talk(pair, ['a-lost 1', 'b-lost', 'a-lost 2']);
  return pair;
}

async function talk(pair: Pair, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const [from, to] = line.startsWith('a') ? [pair.alice, pair.bob] : [pair.bob, pair.alice];
    await say(from.node, to.node, line);
    await meet(pair.alice, pair.bob);
  }
}

/** Alice puts her copy back; both block and remove each other, and think better of it. */
async function perform(pair: Pair, next: Step, index: number): Promise<void> {
  const { alice, bob } = pair;
  switch (next.do) {
    case 'say': {
      const [from, to] = sidesOf(pair, next.who);
      await say(from.node, to.node, `${next.who} ${String(index)}`);
      return;
    }
    case 'meet':
      return meet(alice, bob, next.frames);
    case 'restart':
      pair[next.who].node.restart();
      return;
    case 'restore':
      alice.restore();
      return;
    case 'block': {
      const [owner, peer] = sidesOf(pair, next.who);
      const of = { contactId: contactId(owner.node, peer.node) };
      await owner.node.command('blockContact', of);
      await owner.node.command('unblockContact', of);
      return;
    }
    case 'remove': {
      const [owner, peer] = sidesOf(pair, next.who);
      await removeAndAsk(owner, peer);
      return;
    }
    case 'retry': {
      const [owner, peer] = sidesOf(pair, next.who);
      const message = owner.node.messages(peer.node.self).find(({ state }) => state === 'failed');
      const conversationId = owner.node.conversation(peer.node.self);
      if (message) await owner.node.command('retryMessage', { conversationId, messageId: message.id });
      return;
    }
  }
}

function sidesOf({ alice, bob }: Pair, who: Who): [owner: Person, peer: Person] {
  return who === 'alice' ? [alice, bob] : [bob, alice];
}

async function removeAndAsk(owner: Person, peer: Person): Promise<void> {
  await owner.node.command('removeContact', {
    contactId: contactId(owner.node, peer.node),
    history: 'keep',
  });
  await ask(owner.node, peer.node);
}

/** What did not fail is on both sides, in one order; and what is said from now on arrives. */
async function expectOneTruth({ alice, bob }: Pair): Promise<void> {
  for (let round = 0; round < 6; round++) {
    // What is done at most once a minute may be done again.
    Person.clock.now += 61_000;
    await meet(alice, bob);
  }
  await talk({ alice, bob }, ['a-last', 'b-last']);
  const failures = [...failed(alice, bob), ...failed(bob, alice)];
  const shown = (owner: Person, peer: Person) =>
    texts(owner.node, peer.node).filter((text) => text !== WITHDRAWN && !failures.includes(text));
  expect(shown(alice, bob)).toEqual(shown(bob, alice));
  expect(shown(alice, bob)).toEqual(expect.arrayContaining(['a-last', 'b-last']));
  expect(new Set(shown(alice, bob)).size).toBe(shown(alice, bob).length);
}

function failed(author: Person, reader: Person): string[] {
  const all = texts(author.node, reader.node);
  return author.node
    .messages(reader.node.self)
    .flatMap(({ state }, index) => (state === 'failed' ? [all[index] ?? ''] : []));
}
