// SECURITY A-12: the first message of a session, which nothing but the used-up pre-keys guards, opens nothing twice.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SealedMessage } from '../../src/core/ports/session-cipher.js';
import type { HostileContact } from '../../src/testing/hostile/hostile-contact.js';
import { newIncarnation } from '../../src/testing/hostile/hostile-peer.js';
import { Scene, textsOf } from './scene.js';

describe('A-12: the first message of a session, replayed', () => {
  let scene: Scene;
  let mallory: HostileContact;
  let first: SealedMessage;

  beforeAll(async () => {
    scene = await Scene.open();
  });
  beforeEach(async () => {
    mallory = await scene.contact();
    // What Alice cannot read makes her give out pre-keys: the next message is the first of a session on them.
    mallory.deliver({ type: 'whisper', ciphertext: new Uint8Array(100).fill(0x33) });
    await mallory.link.frame('sessionRenewal');
    await mallory.link.settled();
    mallory.numbers.sent = 0;
    first = await mallory.write('first');
    await scene.untilShown(mallory, 'first');
    expect(first.type).toBe('preKey');
  });
  afterAll(() => scene.close());

  const shown = async () => textsOf(await scene.shown(mallory));

  it('under its own number', async () => {
    mallory.deliver(first, 1);
    await mallory.link.settled();
    expect(await shown()).toEqual(['in: first']);
  });

  it('under the next number', async () => {
    mallory.deliver(first);
    expect(await mallory.link.ended).toBe('stream');
    expect(await shown()).toEqual(['in: first']);
  });

  it('after Alice started anew', async () => {
    await scene.alice.stop();
    await scene.alice.start();
    await mallory.reopen();
    mallory.deliver(first);
    expect(await mallory.link.ended).toBe('stream');
    expect(await shown()).toEqual(['in: first']);
  });

  it('in another life of Mallory’s store, where every number is free again', async () => {
    mallory.peer.incarnation = newIncarnation();
    mallory.numbers = { sent: 0, acked: 0, received: 0, authored: 1, lamport: 9 };
    await mallory.reopen();
    mallory.deliver(first);
    await mallory.link.settled();
    expect(await shown()).toEqual(['in: first']);
  });
});
