// SECURITY A-40: clients that dribble hold a place for a while, and nobody else out.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawTcp, rawTls, type RawClient, UPGRADE_REQUEST } from '../../src/testing/hostile/raw-client.js';
import { HostileSocket } from '../../src/testing/hostile/hostile-socket.js';
import { within } from '../../src/testing/node/deadline.js';
import type { LocalNode } from '../../src/testing/node/local-node.js';
import { befriend, received, send, untilLinkUp } from '../../src/testing/node/person.js';
import { Scene } from './scene.js';

const SLOW_CLIENTS = 60;
/** Longest patience of the node: 10 s for the TLS handshake, looked at every 2 s. */
const LONGEST_MS = 20_000;

describe('A-40: sixty clients that dribble', () => {
  let scene: Scene;
  let bob: LocalNode;

  beforeAll(async () => {
    scene = await Scene.open();
    bob = await scene.start('Bob');
    await befriend(scene.alice, bob);
  });
  afterAll(() => scene.close());

  it('are cut one by one while Bob connects and writes', async () => {
    const drips: NodeJS.Timeout[] = [];
    try {
      const slow = await Promise.all(
        Array.from({ length: SLOW_CLIENTS / 4 }, async () => {
          const from = scene.yard.nextHost();
          return Promise.all([
            dribbleTls(from),
            dribbleHeaders(from, drips),
            silentAfterUpgrade(from),
            dribbleFrame(from, drips),
          ]);
        }),
      );
      await bob.stop();
      await bob.start();
      await untilLinkUp(bob, scene.alice);
      await send(bob, scene.alice, 'between the slow ones');
      await received(scene.alice, bob, ['between the slow ones']);
      const ends = slow.flat();
      expect(ends).toHaveLength(SLOW_CLIENTS);
      await within('the end of all slow clients', Promise.all(ends.map(({ ended }) => ended)), LONGEST_MS);
      await send(bob, scene.alice, 'after the slow ones');
      await received(scene.alice, bob, ['between the slow ones', 'after the slow ones']);
    } finally {
      for (const drip of drips) clearInterval(drip);
    }
  });

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
