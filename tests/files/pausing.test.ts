// A file is paused by either side in the middle: both see how far it came.

import { afterEach, describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/protocol/limits.js';
import { accept, askAlways, fileBytes, makeFile, offer, transferOf } from '../../src/testing/node/files.js';
import { until } from '../../src/testing/node/observe.js';
import { contactOf } from '../../src/testing/node/person.js';
import { Stage } from '../nodes/stage.js';
import { befriendThroughRelay } from './relayed.js';

const SIZE = 12 * LIMITS.fileChunkBytes;

describe('a file that is paused in the middle', () => {
  let stage: Stage;
  afterEach(() => stage.clear());

  it.each(['sender', 'recipient'])('by its %s tells both how far it came', async (who) => {
    stage = await Stage.open();
    const [alice, bob] = await stage.people('Alice', 'Bob');
    const relay = await befriendThroughRelay(stage, alice, bob);
    await askAlways(bob, alice);
    await offer(alice, [bob], await makeFile(alice, 'a.bin', fileBytes(SIZE)));
    const held = relay.holdAfter(SIZE / 2);
    await accept(bob, 'a.bin', null);
    await held;
    await transferOf(bob, 'a.bin', (row) => row.doneBytes > 0);
    const pauses = who === 'sender' ? alice : bob;
    const { id: transferId } = await transferOf(pauses, 'a.bin');
    await pauses.client.call('pauseFile', { transferId });
    relay.drop(true);
    await until(bob.client, ['links', {}], (links) => links.every(({ state }) => state !== 'up'));
    await bob.client.call('retryNow', { contactId: (await contactOf(bob, alice)).id });
    for (const node of [alice, bob]) {
      const row = await transferOf(
        node,
        'a.bin',
        (now) => (node === pauses ? now.pausedByMe : now.pausedByPeer) && now.activity === 'idle',
      );
      expect(row.doneBytes).toBeGreaterThan(0);
      // The sender counts what left, wherever it got.
      if (node === bob) expect(row.doneBytes).toBeLessThan(SIZE);
    }
  });
});
