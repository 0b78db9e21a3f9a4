// SECURITY A-41: messages in one-byte fragments are cut at the seventeenth, on as many connections as hosts may have, and cost no memory.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLACES_PER_IPV4 } from '../../src/node/network/pre-auth-gate.js';
import { encodeFrame } from '../../src/protocol/frame-codec.js';
import { ProcessHealth } from '../../src/testing/hostile/process-health.js';
import { rawTls, UPGRADE_REQUEST, webSocketFrame } from '../../src/testing/hostile/raw-client.js';
import { within } from '../../src/testing/node/deadline.js';
import { Scene } from './scene.js';

const BINARY = 0x02;
const CONTINUATION = 0x00;
const FRAGMENTS = 16;
/** Each with every place one host can have; as many as a busy machine serves within the time of a handshake. */
const HOSTS = 4;
const CUT_MS = 4_000;

const fragment = (opcode: number) => webSocketFrame(opcode, Uint8Array.of(1));
const unfinished = [fragment(BINARY), ...Array.from({ length: FRAGMENTS - 1 }, () => fragment(CONTINUATION))];

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

  /** Connections that hold everything a message of one-byte fragments may have, but its end. */
  const opened = (from: string) =>
    Promise.all(
      Array.from({ length: PLACES_PER_IPV4 }, async () => {
        const client = await rawTls({ address: scene.alice.address, from });
        client.socket.write(Buffer.concat([Buffer.from(UPGRADE_REQUEST), ...unfinished]));
        return client;
      }),
    );

  it('are all cut at the seventeenth, before they are authenticated, and memory stays flat', async () => {
    const once = async () => {
      const hosts = Array.from({ length: HOSTS }, () => scene.yard.nextHost());
      const clients = (await Promise.all(hosts.map(opened))).flat();
      const grownMiB = health.grownMiB();
      for (const { socket } of clients) socket.write(fragment(CONTINUATION));
      // Sooner than the time a handshake may take would cut them.
      await within('the cut', Promise.all(clients.map(({ ended }) => ended)), CUT_MS);
      return grownMiB;
    };
    health.mark();
    await once();
    health.mark();
    expect(await once()).toBeLessThan(16);
    expect(health.grownMiB()).toBeLessThan(16);
    expect(health.errors).toEqual([]);
  });

  it('are a message up to sixteen, for a contact', async () => {
    const mallory = await scene.contact();
    const { raw } = mallory.link.socket;
    const message = mallory.link.seal(encodeFrame({ kind: 'ping', nonce: 77 }));
    for (let at = 0; at < FRAGMENTS; at++) {
      const isLast = at === FRAGMENTS - 1;
      raw.send(isLast ? message.subarray(at) : message.subarray(at, at + 1), { fin: isLast });
    }
    expect(await mallory.link.frame('pong')).toEqual({ kind: 'pong', nonce: 77 });
    for (let count = 0; count < FRAGMENTS; count++) raw.send(Uint8Array.of(1), { fin: false });
    raw.send(Uint8Array.of(1), { fin: true });
    expect(await mallory.link.ended).toBe('cut');
    await mallory.reopen();
    await mallory.write('in one piece');
    await scene.untilShown(mallory, 'in one piece');
  });
});
