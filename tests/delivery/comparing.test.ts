// Alice compares the digits of a contact, and may find out that she did not.

import { describe, expect, it } from 'vitest';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { ask, contactId, type Friends, friends, strangers } from '../../src/testing/lanes/friends.js';

async function askedByLink(): Promise<Friends> {
  const pair = strangers();
  await ask(pair.alice, pair.bob);
  return pair;
}

describe.each([
  ['added by a link', askedByLink, 'link'],
  ['added by an address', friends, 'address'],
] as const)('a contact %s', (_, made, before) => {
  it('is trusted as before once it is not compared any more', async () => {
    const { alice, bob } = await made();
    const trust = () => alice.store.contacts.byNode(bob.self)?.trust;
    const mark = (compared: boolean) =>
      alice.command('markCompared', { contactId: contactId(alice, bob), compared });
    await mark(false);
    expect(trust()).toBe(before);
    await mark(true);
    await mark(true);
    alice.restart();
    expect(trust()).toBe('compared');
    await mark(false);
    expect(trust()).toBe(before);
  });
});

describe('a contact that was compared and removed', () => {
  it('is trusted as it is added the next time', async () => {
    const pair = strangers();
    const { alice, bob, wire } = pair;
    await ask(alice, bob);
    await alice.command('markCompared', { contactId: contactId(alice, bob), compared: true });
    await alice.command('removeContact', { contactId: contactId(alice, bob), history: 'keep' });
    await befriend(wire);
    await alice.command('markCompared', { contactId: contactId(alice, bob), compared: true });
    await alice.command('markCompared', { contactId: contactId(alice, bob), compared: false });
    expect(alice.store.contacts.byNode(bob.self)?.trust).toBe('address');
  });
});
