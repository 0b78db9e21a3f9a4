// What was to be said about a file outlives a block and a removal: nobody waits for it for ever.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Transfer } from '../../src/core/ports/transfer-store.js';
import { ask, contactId, type Friends, friends } from '../../src/testing/lanes/friends.js';
import type { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { offerFile } from '../../src/testing/lanes/offer-file.js';

type Deed = 'accept' | 'kept' | 'pause' | 'resume' | 'cancel';

describe('what is owed about a file', () => {
  let pair: Friends;
  let alice: LaneNode;
  let bob: LaneNode;
  beforeEach(async () => {
    pair = await friends();
    ({ alice, bob } = pair);
    await offerFile(alice, bob);
    await pair.wire.settle();
  });

  const peerOf = (node: LaneNode) => (node === alice ? bob : alice);
  const transferOf = (node: LaneNode): Transfer => {
    const contact = node.contactOf(peerOf(node).self);
    const found = contact && node.store.transfers.ofContact(contact).at(-1);
    if (!found) throw new Error(`${node.name} has no file`);
    return found;
  };
  const stages = () => [alice, bob].map((node) => transferOf(node).state.stage);
  const does = async (node: LaneNode, deed: Deed) => {
    const transferId = transferOf(node).id;
    if (deed === 'accept') await node.act({ act: 'accept', transferId, saveTo: null });
    else if (deed === 'kept') await node.act({ act: 'kept', transferId });
    else await node.command(`${deed}File`, { transferId });
  };
  const reconnect = async () => {
    pair.wire.cut();
    await pair.wire.settle();
    pair.wire.connect();
    await pair.wire.settle();
  };
  const block = async (node: LaneNode) => {
    await node.command('blockContact', { contactId: contactId(node, peerOf(node)) });
    await node.command('unblockContact', { contactId: contactId(node, peerOf(node)) });
  };
  const run = async () => {
    await does(bob, 'accept');
    await pair.wire.settle();
    expect(stages()).toEqual(['running', 'running']);
  };
  const away = async () => {
    pair.wire.cut();
    await pair.wire.settle();
  };

  it('is said after a block: Bob accepted', async () => {
    await away();
    await does(bob, 'accept');
    await block(bob);
    await reconnect();
    expect(stages()).toEqual(['running', 'running']);
    expect(transferOf(bob).key).not.toBeNull();
  });

  it('is said after a block: everything was encrypted', async () => {
    await run();
    await away();
    const uploadId = transferOf(alice).uploadId ?? ('' as never);
    const root = new Uint8Array(32).fill(7);
    await alice.act({ act: 'complete', uploadId, root });
    await block(alice);
    await reconnect();
    expect(transferOf(bob).root).toEqual(root);
  });

  it.each<[string, Deed, Transfer['state']['stage']]>([
    ['Bob has it', 'kept', 'done'],
    ['Bob gives it up', 'cancel', 'ended'],
  ])('is said after a block: %s', async (_what, deed, stage) => {
    await run();
    await away();
    await does(bob, deed);
    await block(bob);
    await reconnect();
    expect(stages()).toEqual([stage, stage]);
  });

  it('is said after a block: Bob paused it', async () => {
    await run();
    await away();
    await does(bob, 'pause');
    await block(bob);
    await reconnect();
    expect(transferOf(alice).state.pausedByPeer).toBe(true);
  });

  describe.each(['keep', 'delete'] as const)('after a removal that does "%s" the history', (history) => {
    const remove = (node: LaneNode) =>
      node.command('removeContact', { contactId: contactId(node, peerOf(node)), history });
    const comeBack = async (node: LaneNode) => {
      await ask(node, peerOf(node));
      await reconnect();
    };
    const waiting = (node: LaneNode) => {
      const contact = node.contactOf(peerOf(node).self);
      return node.store.transfers
        .ofContact(contact ?? ('' as never))
        .filter(({ state: { stage } }) => stage !== 'done' && stage !== 'ended');
    };

    it.each(['alice', 'bob'] as const)('of %s ends the file for both', async (name) => {
      await run();
      await remove(pair[name]);
      await pair.wire.settle();
      await comeBack(pair[name]);
      expect([waiting(alice), waiting(bob)]).toEqual([[], []]);
    });

    it('ends an offer that Bob did not answer', async () => {
      await remove(bob);
      await pair.wire.settle();
      await comeBack(bob);
      expect([waiting(alice), waiting(bob)]).toEqual([[], []]);
    });

    it('is said: Bob had it already', async () => {
      await run();
      await away();
      await does(bob, 'kept');
      await remove(bob);
      pair.wire.connect();
      await comeBack(bob);
      expect(transferOf(alice).state.stage).toBe('done');
    });
  });
});
