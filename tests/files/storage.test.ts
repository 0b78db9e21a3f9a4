// What files take in the home is shown for each conversation, and can be taken away: the messages stay.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  accept,
  fileBytes,
  makeFile,
  offer,
  receive,
  recipients,
  transferOf,
} from '../../src/testing/node/files.js';
import { until } from '../../src/testing/node/observe.js';
import { contactOf, newId, type TestNode } from '../../src/testing/node/person.js';
import type { Stage } from '../nodes/stage.js';
import { friendsWhoAreAsked } from './friends.js';

describe('the files of a conversation', () => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  beforeEach(async () => {
    ({ stage, alice, bob } = await friendsWhoAreAsked());
  });
  afterEach(() => stage.clear());

  const withAlice = async () => (await contactOf(bob, alice)).conversationId;
  const taken = async () => {
    const { conversations } = await bob.client.call('storage', {});
    const [row] = conversations;
    return [row?.files, row?.fileBytes];
  };
  const lying = () => readdir(join(bob.home.dir, 'files'));
  const sendBytes = async (name: string, bytes: Buffer) => {
    const id = newId();
    await bob.client.call('beginHandOver', { id, name, sizeBytes: bytes.length });
    await bob.client.call('handOverPiece', { id, offset: 0, bytes: bytes.toString('base64url') });
    await bob.client.call('endHandOver', { id });
    const to = await recipients(bob, alice);
    const conversationId = await withAlice();
    await bob.client.call('attachFile', { conversationId, attachmentId: id });
    await bob.client.call('offerFile', { attachmentId: id, to });
  };
  const messages = async (isSo: (files: (string | undefined)[]) => boolean) => {
    const conversationId = await withAlice();
    return until(bob.client, ['messages', { conversationId, limit: 50 }], (rows) => {
      const files = rows.filter(({ text }) => text.endsWith('.bin')).map(({ file }) => file?.name);
      return isSo(files) ? files : undefined;
    });
  };

  it('are counted and removed: those that arrived and those handed over, not those of the disk or on their way', async () => {
    expect(await taken()).toEqual([0, 0]);
    await receive(alice, bob, 'a.bin', fileBytes(300_000));
    await receive(alice, bob, 'b.bin', fileBytes(10));
    await sendBytes('c.bin', fileBytes(20));
    await accept(alice, 'c.bin', null);
    await transferOf(bob, 'c.bin', ({ stage: at }) => at === 'done');
    await offer(bob, [alice], await makeFile(bob, 'd.bin', fileBytes(30)));
    await sendBytes('e.bin', fileBytes(40));
    // Encrypted, two chunks and two small ones, each with its tag.
    expect(await taken()).toEqual([3, 300_000 + 2 * 16 + 10 + 16 + 20 + 16]);
    await bob.client.call('removeFiles', { conversationId: await withAlice() });
    expect(await taken()).toEqual([0, 0]);
    const files = await messages((names) => names.filter((name) => name === undefined).length === 3);
    expect(files).toEqual([undefined, undefined, undefined, 'd.bin', 'e.bin']);
    // The one that is still offered.
    await expect.poll(async () => (await lying()).filter((name) => name.endsWith('.kept'))).toHaveLength(1);
  });

  it('of no conversation are refused', async () => {
    const removed = bob.client.call('removeFiles', { conversationId: 'c'.repeat(64) });
    await expect(removed).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
