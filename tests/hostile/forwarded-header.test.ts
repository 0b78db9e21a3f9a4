// SECURITY A-52: what a client says of where it comes from counts for nothing.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLACES_PER_IPV4 } from '../../src/node/network/pre-auth-gate.js';
import { isTaken, rawTls, UPGRADE_REQUEST } from '../../src/testing/hostile/raw-client.js';
import { Scene } from './scene.js';

/** Sooner than the time a handshake may take would cut them. */
const AT_ONCE_MS = 3_000;

describe('A-52: connections of one host that name another one each', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open();
  });
  afterAll(() => scene.close());

  it.each<[header: string, value: (ip: string) => string]>([
    ['X-Forwarded-For', (ip) => `${ip}, 192.0.2.1`],
    ['Forwarded', (ip) => `for=${ip};proto=https`],
    ['X-Real-IP', (ip) => ip],
    ['CF-Connecting-IP', (ip) => ip],
    ['True-Client-IP', (ip) => ip],
  ])('share the places of one host, whatever %s says in its own form', async (header, value) => {
    const where = { address: scene.alice.address, from: scene.yard.nextHost() };
    const claims = (count: number) =>
      UPGRADE_REQUEST.replace('\r\n\r\n', `\r\n${header}: ${value(`198.51.100.${count + 1}`)}\r\n\r\n`);
    const held = await Promise.all(
      Array.from({ length: PLACES_PER_IPV4 }, async (_, count) => {
        const client = await rawTls(where);
        client.socket.write(claims(count));
        return client;
      }),
    );
    expect(await isTaken(where, AT_ONCE_MS)).toBe(false);
    for (const { socket } of held) socket.destroy();
    expect(held).toHaveLength(PLACES_PER_IPV4);
  });
});
