// SECURITY A-05: what was said, signed or used in one handshake opens no other one.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { idFromHex } from '../../src/base/ids.js';
import type { HostileContact } from '../../src/testing/hostile/hostile-contact.js';
import { linkCrypto } from '../../src/testing/hostile/bent-handshake.js';
import { newIncarnation } from '../../src/testing/hostile/hostile-peer.js';
import { HostileSocket } from '../../src/testing/hostile/hostile-socket.js';
import { Scene } from './scene.js';

describe('A-05: values stolen from one session', () => {
  let scene: Scene;
  /** Alice's contact, whose session Eve recorded and whose credentials Eve read. */
  let bob: HostileContact;

  beforeAll(async () => {
    scene = await Scene.open();
    bob = await scene.contact();
  });
  beforeEach(async () => {
    await bob.reopen();
  });
  afterAll(() => scene.close());

  const eve = () => scene.stranger();

  it('are worth nothing as a recording', async () => {
    const [hello, proof] = bob.link.handshake.sent;
    const socket = await HostileSocket.open(scene.alice.address, eve().host);
    socket.send(hello);
    await socket.next('message 2');
    socket.send(proof);
    expect(await socket.ended).toBe(1006);
  });

  it('are worth nothing as a recording, even with the ephemeral key', async () => {
    const { keys, sent } = bob.link.handshake;
    const link = await eve().dial(scene.alice.address, {
      ephemeral: keys.ephemeral,
      message: (message, index) => (index === 3 ? sent[1] : message),
    });
    expect(await link.fate()).toBe('cut');
  });

  it('do not vouch for another static key', async () => {
    const link = await eve().dial(scene.alice.address, { credentials: bob.peer.credentials() });
    expect(await link.fate()).toBe('cut');
  });

  it('do not vouch for the static key of an earlier run after its signature was made for this one', async () => {
    const earlier = linkCrypto.generateKeyPair();
    const link = await bob.peer.dial(scene.alice.address, { staticKey: earlier });
    expect(await link.fate()).toBe('cut');
  });

  it('do not vouch for another life of the store', async () => {
    const credentials = bob.peer.credentials({ incarnation: newIncarnation() });
    const link = await bob.peer.dial(scene.alice.address, { credentials });
    expect(await link.fate()).toBe('cut');
  });

  it('do not make Alice believe herself', async () => {
    const { nodeId, incarnation, signature, record } = bob.link.handshake.proved;
    const credentials = bob.peer.credentials({ nodeId, incarnation, signature, record });
    const link = await eve().dial(scene.alice.address, { credentials });
    expect(await link.fate()).toBe('cut');
    expect(nodeId).toBe(idFromHex('node', scene.alice.home.self.nodeId));
  });

  it('prove nothing about Alice either: she uses another ephemeral key each time and another static key each run', async () => {
    const first = bob.link.handshake;
    await bob.reopen();
    const second = bob.link.handshake;
    expect(second.remote.ephemeral).not.toEqual(first.remote.ephemeral);
    expect(second.remote.staticKey).toEqual(first.remote.staticKey);
    await scene.alice.stop();
    await scene.alice.start();
    await bob.reopen();
    expect(bob.link.handshake.remote.staticKey).not.toEqual(first.remote.staticKey);
    expect(bob.link.handshake.proved.signature).not.toEqual(first.proved.signature);
  });

  it('leave the honest link alone', async () => {
    await eve().dial(scene.alice.address, { credentials: bob.peer.credentials() });
    expect(await bob.link.isServed()).toBe(true);
  });
});
