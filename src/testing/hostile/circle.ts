// Many contacts of one node, all approved by its owner and all played in this process.

import { HostileContact, type Victim } from './hostile-contact.js';
import { HostilePeer } from './hostile-peer.js';

/** Set up at once: what the places of those who are not yet known allow, with room. */
const AT_ONCE = 32;

export class Circle {
  private constructor(readonly contacts: readonly HostileContact[]) {}

  /** Through the whole approval flow, each from its own address. */
  static async approvedBy(victim: Victim, hosts: readonly string[]): Promise<Circle> {
    const contacts: HostileContact[] = [];
    await inTurns(hosts, async (host) => {
      contacts.push(await HostileContact.approvedBy(victim, new HostilePeer(host)));
    });
    return new Circle(contacts);
  }

  /** Each has a fresh link on which both sides agree, and nothing to say. */
  async connect(contacts: readonly HostileContact[] = this.contacts): Promise<void> {
    await inTurns(contacts, async (contact) => {
      await contact.reopen();
    });
  }

  async disconnect(): Promise<void> {
    await Promise.all(this.contacts.map(({ link }) => link.end()));
  }
}

async function inTurns<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const line = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, line));
}
