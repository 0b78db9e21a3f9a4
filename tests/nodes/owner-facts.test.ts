// What a node tells its owner about itself for the settings.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { befriend, contactOf, received, send } from '../../src/testing/node/person.js';
import { Stage } from './stage.js';

describe('a node', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

  it('tells its certificate, what conversations take, and a log that names nobody', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    await befriend(alice, bob);
    await send(alice, bob, 'The secret meeting is at eight');
    await received(bob, alice, ['The secret meeting is at eight']);
    const { conversationId, nodeId } = await contactOf(bob, alice);
    const certificate = await bob.client.call('certificate', {});
    expect(certificate.keyHash).toMatch(/^[0-9a-f]{64}$/u);
    expect(certificate.expiresAt).toBeGreaterThan(Date.now());
    const { conversations } = await bob.client.call('storage', {});
    expect(conversations).toMatchObject([{ conversationId, name: 'Alice' }]);
    const { text } = await bob.client.call('logReport', {});
    expect(text).toMatch(/^Kith .*\n[\d-]{10}T\S+ info listening\n\S+ info opened/u);
    for (const secret of ['secret meeting', 'Alice', nodeId.slice(0, 8), alice.home.host, bob.home.dir])
      expect(text).not.toContain(secret);
  });
});
