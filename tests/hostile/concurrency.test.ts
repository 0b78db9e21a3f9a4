// SECURITY A-20: a session that is used from both ends at once does not fork.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalNode } from '../../src/testing/node/local-node.js';
import { befriend, contactOf, history, newId, untilNothingQueued } from '../../src/testing/node/person.js';
import { Scene } from './scene.js';

const EACH = 1_000;
/** Commands under way at a time and per node; a contract session has no more than 256. */
const AT_ONCE = 250;

describe('A-20: a thousand messages each way, all at once', () => {
  let scene: Scene;
  let bob: LocalNode;

  beforeAll(async () => {
    scene = await Scene.open();
    bob = await scene.start('Bob');
    await befriend(scene.alice, bob);
  });
  afterAll(() => scene.close());

  it('all arrive, once and in order', async () => {
    const [toBob, toAlice] = [await contactOf(scene.alice, bob), await contactOf(bob, scene.alice)];
    const send = (index: number) => [
      scene.alice.client.call('sendMessage', { id: newId(), contactId: toBob.id, text: `alice ${index}` }),
      bob.client.call('sendMessage', { id: newId(), contactId: toAlice.id, text: `bob ${index}` }),
    ];
    for (let done = 0; done < EACH; done += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => send(done + index)).flat());
    }
    await Promise.all([untilNothingQueued(scene.alice, 60_000), untilNothingQueued(bob, 60_000)]);
    const [atAlice, atBob] = [await history(scene.alice, bob), await history(bob, scene.alice)];
    expect(atAlice.map(({ text }) => text)).toEqual(atBob.map(({ text }) => text));
    for (const rows of [atAlice, atBob]) {
      for (const name of ['alice', 'bob']) {
        const texts = rows.map(({ text }) => text).filter((text) => text.startsWith(name));
        expect(texts).toEqual(Array.from({ length: EACH }, (_, index) => `${name} ${index}`));
      }
    }
  }, 90_000);
});
