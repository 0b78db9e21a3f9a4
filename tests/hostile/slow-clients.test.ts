// SECURITY A-40: clients that dribble fill every place a stranger can have, for a while, and hold no contact out.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLACES, PLACES_PER_IPV4, RESERVED_PLACES } from '../../src/node/network/pre-auth-gate.js';
import { rawTcp, rawTls, type RawClient, UPGRADE_REQUEST } from '../../src/testing/hostile/raw-client.js';
import { HostileSocket } from '../../src/testing/hostile/hostile-socket.js';
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
    const drips: NodeJS.Timeout[] = [];
    try {
      const slow = await Promise.all(
        Array.from({ length: HOSTS }, () => fillHost(scene.yard.nextHost(), drips)),
      );
      const beyond = await rawTcp(target(scene.yard.nextHost()));
      await within('the refusal of another host', beyond.ended, AT_ONCE_MS);
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
    } finally {
      for (const drip of drips) clearInterval(drip);
    }
  });

  /** Every place one host can have, and one more. */
  const fillHost = async (from: string, drips: NodeJS.Timeout[]) => {
    const clients: { ended: Promise<unknown> }[] = [];
    for (let count = 0; count < PLACES_PER_IPV4; count += 4) {
      clients.push(
        await dribbleTls(from),
        await dribbleHeaders(from, drips),
        await silentAfterUpgrade(from),
        await dribbleFrame(from, drips),
      );
    }
    const beyond = await rawTcp(target(from));
    await within('the refusal of the next of one host', beyond.ended, AT_ONCE_MS);
    return clients;
  };

  const target = (from: string) => ({ address: scene.alice.address, from });

  /** The first bytes of a TLS record that promises more than ever comes. */
  const dribbleTls = async (from: string): Promise<RawClient> => {
    const client = await rawTcp(target(from));
    client.socket.write(Uint8Array.of(0x16, 0x03, 0x01, 0x02, 0x00));
    return client;
  };

  const dribbleHeaders = async (from: string, drips: NodeJS.Timeout[]): Promise<RawClient> => {
    const client = await rawTls(target(from));
    client.socket.write('GET /health HTTP/1.1\r\n');
    drips.push(setInterval(() => client.socket.write('x'), 200));
    return client;
  };

  const silentAfterUpgrade = async (from: string): Promise<{ ended: Promise<unknown> }> =>
    HostileSocket.open(scene.alice.address, from);

  /** One message, a byte at a time: the handshake's own time runs on. */
  const dribbleFrame = async (from: string, drips: NodeJS.Timeout[]): Promise<RawClient> => {
    const client = await rawTls(target(from));
    client.socket.write(UPGRADE_REQUEST);
    client.socket.write(Uint8Array.of(0x82, 0xfe, 0x04, 0x00, 0, 0, 0, 0));
    drips.push(setInterval(() => client.socket.write('x'), 200));
    return client;
  };
});
