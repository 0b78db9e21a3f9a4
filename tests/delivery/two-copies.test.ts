// Two people restore older copies, and the life one of them began is all that could tell the other.

import { afterEach, describe, expect, it } from 'vitest';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { say, texts as textsOf } from '../../src/testing/lanes/friends.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { meet, Person } from '../../src/testing/lanes/person.js';

afterEach(() => {
  Person.closeAll();
});

/** Alice and Bob are friends, and who of them is `noticed` has Carol as another one. */
async function threePeople(noticed: 'alice' | 'bob') {
  const people = { alice: new Person('alice'), bob: new Person('bob'), carol: new Person('carol') };
  await befriend(new LaneWire(people.alice.node, people.bob.node));
  await befriend(new LaneWire(people[noticed].node, people.carol.node));
  return people;
}

async function talk(alice: Person, bob: Person, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    if (line.startsWith('a')) await say(alice.node, bob.node, line);
    else await say(bob.node, alice.node, line);
    await meet(alice, bob);
  }
}

const texts = (person: Person, peer: Person) => textsOf(person.node, peer.node);

describe('a restored older copy of a home', () => {
  it('is noticed by what a friend holds who was restored, too, and remembers nothing else', async () => {
    const { alice, bob, carol } = await threePeople('bob');
    alice.backUp();
    await talk(alice, bob, ['a1']);
    bob.backUp();
    await say(bob.node, carol.node, 'b-to-carol');
    await meet(bob, carol);
    bob.restore();
    // Carol shows Bob that he is an older copy, so Alice meets him in a new life.
    await meet(bob, carol);
    alice.restore();
    await meet(alice, bob);
    expect(texts(alice, bob)).toEqual(['a1']);
    await talk(alice, bob, ['a2', 'b1']);
    expect(texts(alice, bob)).toEqual(['a1', 'a2', 'b1']);
    expect(texts(bob, alice)).toEqual(texts(alice, bob));
  });

  it('sends again what a friend has lost who was restored, too, and cannot know it', async () => {
    const { alice, bob, carol } = await threePeople('alice');
    bob.backUp();
    await talk(alice, bob, ['a1']);
    alice.backUp();
    await say(alice.node, carol.node, 'a-to-carol');
    await meet(alice, carol);
    alice.restore();
    await meet(alice, carol);
    bob.restore();
    await meet(alice, bob);
    expect(texts(bob, alice)).toEqual(['a1']);
    await talk(alice, bob, ['a2', 'b1']);
    expect(texts(bob, alice)).toEqual(['a1', 'a2', 'b1']);
    expect(texts(alice, bob)).toEqual(texts(bob, alice));
  });
});
