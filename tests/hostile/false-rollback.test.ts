// Contacts that say again and again that this node was restored from an older copy: all of them together renew everybody's
// sessions once a minute at most, and each of them three times in all.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newIncarnation } from '../../src/testing/hostile/hostile-peer.js';
import type { HostileContact } from '../../src/testing/hostile/hostile-contact.js';
import type { LocalNode } from '../../src/testing/node/local-node.js';
import { befriend, received, send } from '../../src/testing/node/person.js';
import { Scene } from './scene.js';

const LIES = 12;

describe('a contact that lies about the life of this node', () => {
  let scene: Scene;
  let bob: LocalNode;
  /** Two that conspire. */
  let mallories: HostileContact[];

  beforeAll(async () => {
    scene = await Scene.open();
    bob = await scene.start('Bob');
    await befriend(scene.alice, bob);
    mallories = [await scene.contact(), await scene.contact()];
  });
  afterAll(() => scene.close());

  it('begins one new one, and everybody else is heard all the while', async () => {
    for (const { link } of mallories) await link.end();
    const lives = new Set<string>();
    const said: string[] = [];
    for (let count = 0; count < LIES; count++) {
      const mallory = mallories[count % 2] ?? mallories[0];
      if (!mallory) throw new Error('nobody lies');
      const link = await mallory.peer.dial(scene.alice.address);
      lives.add(link.handshake.proved.incarnation);
      await link.frame('marks');
      link.send({ kind: 'marks', ...mallory.marks(), peerIncarnation: newIncarnation() });
      // A believed one ends the link; of any other the lane goes on to the next frame.
      await Promise.race([link.ended, link.settled()]);
      said.push(`number ${String(count)}`);
      await send(bob, scene.alice, said.at(-1) ?? '');
      await received(scene.alice, bob, said);
      await link.end();
    }
    expect(lives.size).toBe(2);
    const { notices } = await scene.alice.client.call('status', {});
    const codes = notices.map(({ code }) => code);
    expect(codes.filter((code) => code === 'STORE_ROLLED_BACK')).toHaveLength(1);
  }, 60_000);
});
