// Two people whose homes are copied and come back, and what they say to each other.

import { befriend } from './befriend.js';
import { ask, say, texts as textsOf } from './friends.js';
import { LaneWire } from './lane-wire.js';
import { meet, Person } from './person.js';

/** Who know each other, each with a home that can be copied. */
export async function friends() {
  const alice = new Person('alice');
  const bob = new Person('bob');
  const wire = new LaneWire(alice.node, bob.node);
  await befriend(wire);
  return { alice, bob, wire };
}

/** Lines of Alice begin with an a; each arrives before the next is written. */
export async function talk(alice: Person, bob: Person, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    if (line.startsWith('a')) await say(alice.node, bob.node, line);
    else await say(bob.node, alice.node, line);
    await meet(alice, bob);
  }
}

export const texts = (person: Person, peer: Person) => textsOf(person.node, peer.node);
export const states = (person: Person, peer: Person) =>
  new Set(person.node.messages(peer.node.self).map((message) => message.state));

/** Without the empty places, which nobody is shown. */
export function said(person: Person, peer: Person): string[] {
  return texts(person, peer).filter((text) => text !== '(withdrawn)');
}

/** So many texts. */
export function named(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, number) => `${name}${String(number + 1)}`);
}

/** Bob removes Alice with the history, and asks her again. */
export async function removeAndReturn(alice: Person, bob: Person): Promise<void> {
  const contactId = bob.node.contactOf(alice.node.self) ?? '';
  await bob.node.command('removeContact', { contactId, history: 'delete' });
  await ask(bob.node, alice.node);
  await meet(alice, bob);
}
