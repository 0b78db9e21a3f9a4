// Alice, her contact Bob, and whoever says to be Bob under another key.

import { memoryStore } from '../memory-store/memory-store.js';
import { befriend } from './befriend.js';
import { ask, contactId, type Friends, friends } from './friends.js';
import { LaneNode } from './lane-node.js';
import { LaneWire } from './lane-wire.js';

export interface NewKey extends Friends {
  /** Bob's new home, or somebody who says so. */
  readonly newBob: LaneNode;
  readonly newWire: LaneWire;
  /** The claim arrives while the old link is still up. */
  readonly claim: () => Promise<void>;
  /** Somebody else with a claim of their own, to be `before` under another key, which arrives. */
  readonly alsoClaim: (name: string, before?: LaneNode) => Promise<{ node: LaneNode; wire: LaneWire }>;
  /** The new key becomes a contact of Alice by itself; `meanwhile` they are friends, then each removes the other. */
  readonly meetAndPart: (meanwhile?: () => Promise<void>) => Promise<void>;
  /** Until nothing is on its way between Alice and either key. */
  readonly settle: () => Promise<void>;
}

export async function newKey(): Promise<NewKey> {
  const pair = await friends();
  const { alice, bob, clock } = pair;
  const newBob = new LaneNode('new bob', memoryStore().connection, clock);
  const newWire = new LaneWire(newBob, alice);
  const settle = async () => {
    // What one wire brings may leave by the other.
    for (let round = 0; round < 3; round++) {
      await pair.wire.settle();
      await newWire.settle();
    }
  };
  return {
    ...{ ...pair, newBob, newWire, settle },
    claim: async () => {
      await ask(newBob, alice, bob);
      newWire.connect();
      await newWire.settle();
    },
    alsoClaim: async (name, before = bob) => {
      const node = new LaneNode(name, memoryStore().connection, clock);
      const wire = new LaneWire(node, alice);
      await ask(node, alice, before);
      wire.connect();
      await wire.settle();
      return { node, wire };
    },
    meetAndPart: async (meanwhile) => {
      await befriend(newWire);
      await meanwhile?.();
      for (const [owner, other] of [
        [alice, newBob],
        [newBob, alice],
      ] as const) {
        await owner.command('removeContact', { contactId: contactId(owner, other), history: 'keep' });
        await settle();
      }
    },
  };
}
