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
  | { readonly do: 'say' | 'restart'; readonly who: Who }
  | { readonly do: 'meet'; readonly frames: number }
  | { readonly do: 'block' | 'remove' | 'restore' };

const who = fc.constantFrom<Who>('alice', 'bob');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('say' as const), who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('meet' as const), frames: fc.nat({ max: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('block', 'remove', 'restore') }) },
);

afterEach(() => {
  Person.closeAll();
});

describe('any schedule around an older copy of a home', () => {
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

/** Alice puts her copy back; it is Bob who blocks and removes her, and thinks better of it. */
async function perform(pair: Pair, next: Step, index: number): Promise<void> {
  const { alice, bob } = pair;
  switch (next.do) {
    case 'say': {
      const [from, to] = next.who === 'alice' ? [alice, bob] : [bob, alice];
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
      const of = { contactId: contactId(bob.node, alice.node) };
      await bob.node.command('blockContact', of);
      await bob.node.command('unblockContact', of);
      return;
    }
    case 'remove':
      await bob.node.command('removeContact', {
        contactId: contactId(bob.node, alice.node),
        history: 'keep',
      });
      await ask(bob.node, alice.node);
      return;
  }
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
