// SECURITY A-41: messages in one-byte fragments are cut at the seventeenth, and cost no memory.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProcessHealth } from '../../src/testing/hostile/process-health.js';
import { rawTls, UPGRADE_REQUEST, webSocketFrame } from '../../src/testing/hostile/raw-client.js';
import { within } from '../../src/testing/node/deadline.js';
import { Scene } from './scene.js';

const BINARY = 0x02;
const CONTINUATION = 0x00;
const FRAGMENTS = 2_000;
const CONNECTIONS = 200;

describe('A-41: connections that send one-byte fragments', () => {
  let scene: Scene;
  const health = new ProcessHealth();

  beforeAll(async () => {
    scene = await Scene.open();
  });
  afterAll(async () => {
    health.close();
    await scene.close();
  });

  const fragments = Buffer.concat([
    webSocketFrame(BINARY, Uint8Array.of(1)),
    ...Array.from({ length: FRAGMENTS }, () => webSocketFrame(CONTINUATION, Uint8Array.of(1))),
  ]);
  const attack = async (from: string) => {
    const client = await rawTls({ address: scene.alice.address, from });
    client.socket.write(UPGRADE_REQUEST);
    client.socket.write(fragments);
    await within('the cut', client.ended);
  };

  it('are all cut before they are authenticated, and memory stays flat', async () => {
    const hosts = Array.from({ length: 8 }, () => scene.yard.nextHost());
    const everybody = () => Promise.all(hosts.map(attack));
    await everybody();
    health.mark();
    for (let count = 0; count < CONNECTIONS; count += hosts.length) await everybody();
    expect(health.grownMiB()).toBeLessThan(64);
    expect(health.errors).toEqual([]);
  });

  it('are cut when they are contacts, too, and the next link works', async () => {
    const mallory = await scene.contact();
    const { raw } = mallory.link.socket;
    raw.send(Uint8Array.of(1), { fin: false });
    for (let count = 0; count < FRAGMENTS; count++) raw.send(Uint8Array.of(1), { fin: false });
    expect(await mallory.link.ended).toBe('cut');
    await mallory.reopen();
    await mallory.write('in one piece');
    await scene.untilShown(mallory, 'in one piece');
  });
});
