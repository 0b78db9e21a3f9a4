// Pre-keys live as long as somebody may use them, and no longer.

import { beforeEach, describe, expect, it } from 'vitest';
import {
  approve,
  ask,
  contactId,
  type Friends,
  say,
  strangers,
  texts,
} from '../../src/testing/lanes/friends.js';
import { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { memoryStore } from '../../src/testing/memory-store/memory-store.js';

const WEEK_MS = 7 * 24 * 60 * 60 * 1_000;
/** More ids than any of these tests gives. */
const IDS = Array.from({ length: 200 }, (_, id) => id);

let pair: Friends;
let alice: LaneNode;
let bob: LaneNode;

beforeEach(() => {
  pair = strangers();
  ({ alice, bob } = pair);
});

function keysOf({ store: { signal } }: LaneNode) {
  return {
    oneTime: IDS.filter((id) => signal.preKey(id)).length,
    kyber: IDS.filter((id) => signal.kyberPreKey(id)).length,
    signed: IDS.filter((id) => signal.signedPreKey(id)),
  };
}

async function meet(): Promise<void> {
  pair.wire.cut();
  pair.wire.connect();
  await pair.wire.settle();
}

async function askSomebodyElse(): Promise<void> {
  await ask(alice, new LaneNode(`peer ${alice.id()}`, memoryStore().connection, pair.clock));
}

describe('pre-keys', () => {
  it('are deleted when they are used', async () => {
    await ask(alice, bob);
    expect(keysOf(alice)).toMatchObject({ oneTime: 1, kyber: 1 });
    await meet();
    await approve(bob, alice);
    await pair.wire.settle();
    expect(keysOf(alice)).toMatchObject({ oneTime: 0, kyber: 0 });
  });

  it.each(['withdrawRequest', 'removeContact'] as const)('are deleted by %s', async (name) => {
    await ask(alice, bob);
    const params = { contactId: contactId(alice, bob), history: 'keep' as const };
    if (name === 'withdrawRequest') await alice.command(name, { contactId: params.contactId });
    else await alice.command(name, params);
    expect(keysOf(alice)).toMatchObject({ oneTime: 0, kyber: 0 });
  });

  it('are kept for the four newest bundles of a peer', async () => {
    for (let count = 0; count < 9; count++) {
      await alice.context.cipher.makeBundle(bob.self, pair.clock.now);
    }
    await askSomebodyElse();
    expect(keysOf(alice)).toMatchObject({ oneTime: 4 + 1, kyber: 4 + 1 });
  });
});

describe('a signed pre-key', () => {
  it('goes when another one took its place and its last bundle was used', async () => {
    await ask(alice, bob);
    const [first] = keysOf(alice).signed;
    pair.clock.now += WEEK_MS;
    await askSomebodyElse();
    const rotated = keysOf(alice).signed;
    expect(rotated).toHaveLength(2);
    expect(rotated).toContain(first);
    await meet();
    await approve(bob, alice);
    await pair.wire.settle();
    expect(keysOf(alice).signed).toEqual(rotated.slice(1));
  });

  it('waits for an answer that takes half a year', async () => {
    await ask(alice, bob);
    await meet();
    for (let week = 0; week < 26; week++) {
      pair.clock.now += WEEK_MS;
      await askSomebodyElse();
    }
    alice.restart();
    await approve(bob, alice);
    await say(bob, alice, 'at last');
    await meet();
    expect(texts(alice, bob)).toEqual(['at last']);
  });
});
