// Alice offers a file to Bob, who is away, and what she wrote to him will not be sent any more.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptedBytes, fileBytes, makeFile, offer, transferOf } from '../../src/testing/node/files.js';
import { contactOf } from '../../src/testing/node/person.js';
import { friendsWhoAreAsked, type Friends } from './friends.js';

describe('a file whose offer will not be sent any more', () => {
  let friends: Friends;
  beforeEach(async () => {
    friends = await friendsWhoAreAsked();
  });
  afterEach(() => friends.stage.clear());

  it('says so with the reason, and waits for Bob again once its message is sent after all', async () => {
    const { alice, bob } = friends;
    const bytes = fileBytes(1_000);
    await bob.stop();
    const [messageId = ''] = await offer(alice, [bob], await makeFile(alice, 'a.bin', bytes));
    const { conversationId, offerFailure } = await transferOf(alice, 'a.bin');
    expect(offerFailure).toBeNull();
    const failed = transferOf(alice, 'a.bin', (row) => row.offerFailure?.code === 'CONTACT_BLOCKED');
    const { id: contactId } = await contactOf(alice, bob);
    await alice.client.call('blockContact', { contactId });
    expect((await failed).stage).toBe('offered');
    await alice.client.call('unblockContact', { contactId });
    const revived = transferOf(alice, 'a.bin', (row) => row.offerFailure === null);
    await alice.client.call('retryMessage', { conversationId, messageId });
    await revived;
    await bob.start();
    expect((await acceptedBytes(bob, 'a.bin')).equals(bytes)).toBe(true);
  });
});
