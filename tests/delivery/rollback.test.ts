// An older copy of a home comes back: noticed at the first contact, nothing that exists anywhere is lost, talk goes on.

import { afterEach, describe, expect, it } from 'vitest';
import { friends, removeAndReturn, states, talk, texts } from '../../src/testing/lanes/copied-homes.js';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { approve, ask, say } from '../../src/testing/lanes/friends.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { meet, Person } from '../../src/testing/lanes/person.js';

afterEach(() => {
  Person.closeAll();
});

describe('a restored older copy of a home', () => {
  it('gets back what it had sent and what it had received', async () => {
    const { alice, bob } = await friends();
    await talk(alice, bob, ['a1', 'b1']);
    alice.backUp();
    await talk(alice, bob, ['a2', 'b2', 'a3']);
    const before = alice.node.incarnation;
    alice.restore();
    expect(texts(alice, bob)).toEqual(['a1', 'b1']);
    await meet(alice, bob);
    expect(texts(alice, bob)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
    expect(alice.node.incarnation).not.toBe(before);
    await talk(alice, bob, ['a4', 'b4']);
    expect(texts(alice, bob)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'a4', 'b4']);
    expect(texts(bob, alice)).toEqual(texts(alice, bob));
    expect(states(alice, bob)).toEqual(new Set(['delivered', 'received']));
  });

  it('is noticed when it had only received since', async () => {
    const { alice, bob } = await friends();
    await talk(alice, bob, ['a1', 'b1']);
    alice.backUp();
    await talk(alice, bob, ['b2', 'b3']);
    alice.restore();
    await talk(alice, bob, ['a4']);
    // Written before the copy knew of b2 and b3, so it stands where its author stood: anywhere before b3.
    expect([...texts(alice, bob)].sort()).toEqual(['a1', 'a4', 'b1', 'b2', 'b3']);
    expect(texts(bob, alice)).toEqual(texts(alice, bob));
  });

  it('keeps what was written in the old copy before anybody was met', async () => {
    const { alice, bob } = await friends();
    await talk(alice, bob, ['a1']);
    alice.backUp();
    await talk(alice, bob, ['a2', 'a3']);
    alice.restore();
    await say(alice.node, bob.node, 'a-new-1');
    await say(alice.node, bob.node, 'a-new-2');
    await meet(alice, bob);
    await talk(alice, bob, ['b9']);
    expect(texts(alice, bob)).toEqual(['a1', 'a2', 'a3', 'a-new-1', 'a-new-2', 'b9']);
    expect(texts(bob, alice)).toEqual(texts(alice, bob));
    expect(states(alice, bob)).toEqual(new Set(['delivered', 'received']));
  });

  it('sends a message that was still queued in the copy only once', async () => {
    const { alice, bob } = await friends();
    await talk(alice, bob, ['a1']);
    await say(alice.node, bob.node, 'a-queued');
    alice.backUp();
    await talk(alice, bob, ['a2']);
    alice.restore();
    await meet(alice, bob);
    expect(texts(bob, alice)).toEqual(['a1', 'a-queued', 'a2']);
    expect(texts(alice, bob)).toEqual(texts(bob, alice));
    expect(states(alice, bob)).toEqual(new Set(['delivered']));
  });

  it('is noticed when both copies wrote as many messages', async () => {
    const { alice, bob } = await friends();
    await talk(alice, bob, ['a1']);
    alice.backUp();
    await talk(alice, bob, ['a2']);
    alice.restore();
    await say(alice.node, bob.node, 'a2-other');
    await meet(alice, bob);
    await meet(alice, bob);
    expect(texts(alice, bob)).toEqual(['a1', 'a2', 'a2-other']);
    expect(texts(bob, alice)).toEqual(texts(alice, bob));
  });

  it('works on the side that accepted the request, and on both at once', async () => {
    const { alice, bob } = await friends();
    await talk(alice, bob, ['a1', 'b1']);
    alice.backUp();
    bob.backUp();
    await talk(alice, bob, ['a2', 'b2']);
    bob.restore();
    await meet(alice, bob);
    expect(texts(bob, alice)).toEqual(['a1', 'b1', 'a2', 'b2']);
    alice.restore();
    bob.restore();
    await talk(alice, bob, ['a3', 'b3']);
    expect(texts(alice, bob)).toEqual(texts(bob, alice));
    expect(texts(bob, alice).slice(-2)).toEqual(['a3', 'b3']);
  });

  it('can be restored again and again', async () => {
    const { alice, bob } = await friends();
    await talk(alice, bob, ['a1']);
    alice.backUp();
    for (const round of ['2', '3', '4']) {
      await talk(alice, bob, [`a${round}`, `b${round}`]);
      alice.restore();
      await meet(alice, bob);
    }
    await talk(alice, bob, ['a9', 'b9']);
    expect(texts(alice, bob)).toEqual(['a1', 'a2', 'b2', 'a3', 'b3', 'a4', 'b4', 'a9', 'b9']);
    expect(texts(bob, alice)).toEqual(texts(alice, bob));
  });

  it('gives back on both sides when a third person was the first to notice both', async () => {
    const { alice, bob } = await friends();
    const carol = new Person('carol');
    await befriend(new LaneWire(alice.node, carol.node));
    await befriend(new LaneWire(bob.node, carol.node));
    await talk(alice, bob, ['a1', 'b1']);
    alice.backUp();
    bob.backUp();
    await talk(alice, bob, ['a2', 'b2']);
    await talk(alice, carol, ['a-to-carol']);
    await say(bob.node, carol.node, 'b-to-carol');
    await meet(bob, carol);
    alice.restore();
    bob.restore();
    await meet(alice, carol);
    await meet(bob, carol);
    await talk(alice, bob, ['a3', 'b3']);
    expect(texts(alice, bob)).toEqual(texts(bob, alice));
    expect(texts(bob, alice).slice(-2)).toEqual(['a3', 'b3']);
    expect(states(alice, bob)).toEqual(new Set(['delivered', 'received']));
  });

  it('gets back what it had received although the other still owes something', async () => {
    const { alice, bob } = await friends();
    await talk(alice, bob, ['a1', 'b1']);
    bob.backUp();
    await talk(alice, bob, ['a2']);
    await say(alice.node, bob.node, 'a3');
    const { incarnation } = alice.node;
    const wire = new LaneWire(alice.node, bob.node);
    // Alice encrypts a3, and nothing of it arrives.
    wire.framesUntilCut = 2;
    wire.connect();
    await wire.settle();
    wire.cut();
    await wire.settle();
    bob.restore();
    await meet(alice, bob);
    await talk(alice, bob, ['b4']);
    // The older copy is Bob's: Alice has nothing to begin anew.
    expect(alice.node.incarnation).toBe(incarnation);
    expect(texts(bob, alice)).toEqual(['a1', 'b1', 'a2', 'a3', 'b4']);
    expect(texts(alice, bob)).toEqual(texts(bob, alice));
  });

  it('from before the first words gets them all back', async () => {
    const [alice, bob] = [new Person('alice'), new Person('bob')];
    await ask(alice.node, bob.node);
    alice.backUp();
    await meet(alice, bob);
    await approve(bob.node, alice.node);
    await meet(alice, bob);
    await talk(alice, bob, ['a1', 'b1', 'a2']);
    alice.restore();
    await meet(alice, bob);
    await talk(alice, bob, ['a3', 'b3']);
    expect(texts(alice, bob)).toEqual(['a1', 'b1', 'a2', 'a3', 'b3']);
    expect(texts(bob, alice)).toEqual(texts(alice, bob));
    expect(states(alice, bob)).toEqual(new Set(['delivered', 'received']));
  });

  it('that wrote after another friend had noticed it still gets back what it had written before', async () => {
    const { alice, bob } = await friends();
    const carol = new Person('carol');
    await befriend(new LaneWire(alice.node, carol.node));
    alice.backUp();
    await talk(alice, bob, ['a1']);
    await talk(alice, carol, ['a-to-carol']);
    alice.restore();
    await meet(alice, carol);
    await say(alice.node, bob.node, 'a-new');
    await meet(alice, bob);
    await meet(alice, bob);
    expect(texts(alice, bob)).toEqual(['a1', 'a-new']);
    expect(texts(bob, alice)).toEqual(texts(alice, bob));
  });

  it('that wrote after another friend had noticed it leaves no place empty when nothing was lost', async () => {
    const { alice, bob } = await friends();
    const carol = new Person('carol');
    await befriend(new LaneWire(alice.node, carol.node));
    alice.backUp();
    await talk(alice, carol, ['a-to-carol']);
    alice.restore();
    await meet(alice, carol);
    // The link breaks before Bob could say that he holds nothing of hers.
    await meet(alice, bob, 1);
    await say(alice.node, bob.node, 'a-new');
    await meet(alice, bob);
    await meet(alice, bob);
    const held = bob.node.messages(alice.node.self).filter(({ author }) => author === alice.node.self);
    expect(held.map(({ authorSeq }) => authorSeq)).toEqual([1]);
    expect(texts(bob, alice)).toEqual(['a-new']);
  });

  it('reaches a contact that had removed it with the history and asks again: what neither holds is a gap', async () => {
    const { alice, bob } = await friends();
    await talk(alice, bob, ['a1']);
    alice.backUp();
    await talk(alice, bob, ['b2', 'a3', 'b4']);
    alice.restore();
    await removeAndReturn(alice, bob);
    await talk(alice, bob, ['b5', 'a6']);
    expect(texts(alice, bob)).toEqual(['a1', 'b5', 'a6']);
    expect(texts(bob, alice)).toEqual(['b5', 'a6']);
    expect(states(alice, bob)).toEqual(new Set(['delivered', 'received']));
  });

  it.each(['block', 'remove'] as const)(
    'gets back what a contact holds that took its link away in the middle of giving it back: %s',
    async (how) => {
      const { alice, bob } = await friends();
      await talk(alice, bob, ['a1', 'b1']);
      alice.backUp();
      await talk(alice, bob, ['a2', 'b2', 'a3']);
      alice.restore();
      // Alice learns of her new life; on the link after that the marks arrive and nothing of what they ask for.
      for (const _ of ['the old life', 'the new one']) await meet(alice, bob, 2);
      expect(owesService(bob, alice)).toBe(true);
      await say(alice.node, bob.node, 'a-new');
      const contactId = bob.node.contactOf(alice.node.self) ?? '';
      if (how === 'block') {
        await bob.node.command('blockContact', { contactId });
        await bob.node.command('unblockContact', { contactId });
      } else {
        await bob.node.command('removeContact', { contactId, history: 'keep' });
        await ask(bob.node, alice.node);
      }
      expect(owesService(bob, alice)).toBe(false);
      await meet(alice, bob);
      await talk(alice, bob, ['b4']);
      expect(texts(alice, bob)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'a-new', 'b4']);
      expect(texts(bob, alice)).toEqual(texts(alice, bob));
      expect(states(alice, bob)).toEqual(new Set(['delivered', 'received']));
    },
  );
});

/** Whether something waits to be encrypted that is no message of the conversation. */
function owesService(from: Person, to: Person): boolean {
  const contactId = from.node.contactOf(to.node.self) ?? ('' as never);
  return from.node.store.outbox.nextUnsealed(contactId, 1, 'service').length > 0;
}
