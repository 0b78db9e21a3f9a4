// SECURITY A-40: clients that dribble fill every place a stranger can have, for a while, and hold no contact out.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLACES, PLACES_PER_IPV4, RESERVED_PLACES } from '../../src/node/network/pre-auth-gate.js';
import { isTaken } from '../../src/testing/hostile/raw-client.js';
import { SLOW_WAYS, type SlowClient } from '../../src/testing/hostile/slow-client.js';
import { within } from '../../src/testing/node/deadline.js';
import type { LocalNode } from '../../src/testing/node/local-node.js';
import { befriend, received, send, untilLinkUp } from '../../src/testing/node/person.js';
import { Scene } from './scene.js';

/** Together every place that is not kept free for contacts. */
const HOSTS = (PLACES - RESERVED_PLACES) / PLACES_PER_IPV4;
/** A place that is refused is refused at once; the patience with a slow client ends after 5 s at the earliest. */
const AT_ONCE_MS = 3_000;
/** Longest patience of the node: 10 s for the TLS handshake, looked at every 2 s. */
const LONGEST_MS = 20_000;

describe('A-40: as many clients that dribble as there are places', () => {
  let scene: Scene;
  let bob: LocalNode;

  beforeAll(async () => {
    scene = await Scene.open();
    bob = await scene.start('Bob');
    await befriend(scene.alice, bob);
  });
  afterAll(() => scene.close());

  it('are refused beyond them, and cut one by one while Bob connects and writes', async () => {
    const slow = await Promise.all(Array.from({ length: HOSTS }, () => fillHost(scene.yard.nextHost())));
    expect(await isTaken(target(scene.yard.nextHost()), AT_ONCE_MS)).toBe(false);
    await bob.stop();
    await bob.start();
    await untilLinkUp(bob, scene.alice);
    await send(bob, scene.alice, 'between the slow ones');
    await received(scene.alice, bob, ['between the slow ones']);
    const ends = slow.flat();
    expect(ends).toHaveLength(PLACES - RESERVED_PLACES);
    await within('the end of all slow clients', Promise.all(ends.map(({ ended }) => ended)), LONGEST_MS);
    await send(bob, scene.alice, 'after the slow ones');
    await received(scene.alice, bob, ['between the slow ones', 'after the slow ones']);
  });

  /** Every place one host can have, and one more. */
  const fillHost = async (from: string) => {
    const clients: SlowClient[] = [];
    for (let count = 0; count < PLACES_PER_IPV4; count++) {
      const begin = SLOW_WAYS[count % SLOW_WAYS.length];
      if (begin) clients.push(await begin(target(from)));
    }
    expect(await isTaken(target(from), AT_ONCE_MS)).toBe(false);
    return clients;
  };

  const target = (from: string) => ({ address: scene.alice.address, from });
});
