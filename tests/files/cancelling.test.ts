// A file is given up by either side, at every stage it can be in: both say who did it, and nothing of it stays.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/protocol/limits.js';
import type { TcpRelay } from '../../src/testing/network/tcp-relay.js';
import { accept, askAlways, fileBytes, makeFile, offer, transferOf } from '../../src/testing/node/files.js';
import { contactOf, type TestNode } from '../../src/testing/node/person.js';
import { Stage } from '../nodes/stage.js';
import { befriendThroughRelay } from './relayed.js';

const SIZE = 12 * LIMITS.fileChunkBytes;

describe.each(['sender', 'recipient'] as const)('a file that is given up by its %s', (who) => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  let relay: TcpRelay;
  beforeEach(async () => {
    stage = await Stage.open();
    [alice, bob] = await stage.people('Alice', 'Bob');
    relay = await befriendThroughRelay(stage, alice, bob);
    await askAlways(bob, alice);
    await offer(alice, [bob], await makeFile(alice, 'a.bin', fileBytes(SIZE)));
    await transferOf(bob, 'a.bin');
  });
  afterEach(() => stage.clear());

  const sides = () => (who === 'sender' ? ([alice, bob] as const) : ([bob, alice] as const));
  const filesOf = (node: TestNode) => readdir(join(node.home.dir, 'files')).catch(() => []);
  const call = async (node: TestNode, command: 'cancelFile' | 'pauseFile') =>
    node.client.call(command, { transferId: (await transferOf(node, 'a.bin')).id });
  const cancel = () => call(sides()[0], 'cancelFile');
  const isRunning = (row: { readonly stage: string }) => row.stage === 'running';

  async function isOverAndGone(): Promise<void> {
    const [mine, theirs] = sides();
    for (const [node, by] of [
      [mine, 'me'],
      [theirs, 'peer'],
    ] as const) {
      const { end } = await transferOf(node, 'a.bin', ({ stage: at }) => at === 'ended' || at === 'done');
      expect(end).toEqual({ reason: 'cancelled', by });
    }
    for (const node of [alice, bob]) await expect.poll(() => filesOf(node)).toEqual([]);
  }

  it('while it waits for an answer', async () => {
    await cancel();
    await isOverAndGone();
  });

  it('while the other is away', async () => {
    const [, other] = sides();
    await other.stop();
    if (who === 'recipient') {
      await accept(bob, 'a.bin', null);
      await transferOf(bob, 'a.bin', ({ stage: at }) => at === 'accepted');
    }
    await cancel();
    await other.start();
    await bob.client.call('retryNow', { contactId: (await contactOf(bob, alice)).id });
    await isOverAndGone();
  });

  it('while it is paused', async () => {
    await call(alice, 'pauseFile');
    await accept(bob, 'a.bin', null);
    await transferOf(bob, 'a.bin', (row) => row.pausedByPeer && isRunning(row));
    await cancel();
    await isOverAndGone();
  });

  it('while chunks flow', async () => {
    const held = relay.holdAfter(SIZE / 2);
    await accept(bob, 'a.bin', null);
    await held;
    await transferOf(bob, 'a.bin', (row) => row.doneBytes > 0 && isRunning(row));
    expect(await filesOf(bob)).not.toEqual([]);
    await transferOf(alice, 'a.bin', isRunning);
    await cancel();
    relay.drop(true);
    await isOverAndGone();
  });

  it('is refused once it is there', async () => {
    await accept(bob, 'a.bin', null);
    for (const node of [alice, bob]) await transferOf(node, 'a.bin', ({ stage: at }) => at === 'done');
    await expect(cancel()).rejects.toMatchObject({
      code: 'TRANSFER_NOT_POSSIBLE',
      params: { stage: 'done' },
    });
    expect(await filesOf(bob)).toHaveLength(1);
  });
});
