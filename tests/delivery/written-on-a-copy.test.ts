// What an owner writes on an older copy of the home, before anybody notices that it is one, arrives whole and in its order.

import { afterEach, describe, expect, it } from 'vitest';
import { friends, named, removeAndReturn, said, states, talk } from '../../src/testing/lanes/copied-homes.js';
import { say } from '../../src/testing/lanes/friends.js';
import { meet, Person } from '../../src/testing/lanes/person.js';

afterEach(() => {
  Person.closeAll();
});

describe('what was written on an older copy', () => {
  it.each([
    { before: 1, lost: 1, written: 3 },
    { before: 1, lost: 2, written: 3 },
    { before: 1, lost: 3, written: 2 },
    { before: 0, lost: 1, written: 3 },
  ])(
    'keeps the order of what was written in the old copy: $lost lost after $before, $written written',
    async ({ before, lost, written }) => {
      const { alice, bob } = await friends();
      const kept = named('a-kept', before);
      if (before > 0) await talk(alice, bob, kept);
      alice.backUp();
      const came = [...kept, ...named('b-lost', 2), ...named('a-lost', lost)];
      await talk(alice, bob, came.slice(before));
      alice.restore();
      for (const text of named('a-copy', written)) await say(alice.node, bob.node, text);
      await meet(alice, bob);
      await talk(alice, bob, ['b-after', 'a-after']);
      expect(said(bob, alice)).toEqual([...came, ...named('a-copy', written), 'b-after', 'a-after']);
      expect(said(alice, bob)).toEqual(said(bob, alice));
      expect(states(alice, bob)).toEqual(new Set(['delivered', 'received']));
    },
  );

  it('that wrote into a place which the contact has emptied moves it: nothing is taken for a repetition', async () => {
    const { alice, bob } = await friends();
    await talk(alice, bob, ['a1']);
    alice.backUp();
    await talk(alice, bob, ['a2', 'a3']);
    await removeAndReturn(alice, bob);
    await talk(alice, bob, ['a4', 'b5']);
    alice.restore();
    await say(alice.node, bob.node, 'a-on-the-copy');
    await say(alice.node, bob.node, 'a-on-the-copy too');
    await meet(alice, bob);
    await talk(alice, bob, ['a6']);
    expect(said(alice, bob)).toEqual(['a1', 'a4', 'b5', 'a-on-the-copy', 'a-on-the-copy too', 'a6']);
    expect(said(bob, alice)).toEqual(said(alice, bob).slice(1));
  });

  it.each([
    { before: 1, lost: 2, written: 1 },
    { before: 1, lost: 2, written: 2 },
    { before: 1, lost: 2, written: 3 },
    { before: 2, lost: 1, written: 1 },
    { before: 2, lost: 1, written: 2 },
    { before: 0, lost: 1, written: 1 },
    { before: 0, lost: 1, written: 3 },
    { before: 0, lost: 2, written: 2 },
  ])(
    'that wrote into the highest places, which the contact has emptied, loses and turns round nothing: $before, $lost, $written',
    async ({ before, lost, written }) => {
      const { alice, bob } = await friends();
      if (before > 0) await talk(alice, bob, named('a-before', before));
      alice.backUp();
      await talk(alice, bob, named('a-lost', lost));
      await removeAndReturn(alice, bob);
      alice.restore();
      for (const text of named('a-copy', written)) await say(alice.node, bob.node, text);
      await meet(alice, bob);
      await talk(alice, bob, ['b-after', 'a-after']);
      const expected = [...named('a-copy', written), 'b-after', 'a-after'];
      expect(said(bob, alice)).toEqual(expected);
      expect(said(alice, bob)).toEqual([...named('a-before', before), ...expected]);
      expect(states(alice, bob)).toEqual(new Set(['delivered', 'received']));
    },
  );
});
