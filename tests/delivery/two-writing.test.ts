// Alice has two faces open, and writes to Bob in both.

import { beforeEach, describe, expect, it } from 'vitest';
import type { ConversationId } from '../../src/base/ids.js';
import { MOST_DRAFT } from '../../src/contract/bounds.js';
import { contactId, friends, texts } from '../../src/testing/lanes/friends.js';
import type { LaneNode } from '../../src/testing/lanes/lane-node.js';

describe('a draft', () => {
  let alice: LaneNode;
  let conversationId: ConversationId;
  beforeEach(async () => {
    const pair = await friends();
    ({ alice } = pair);
    conversationId = alice.conversation(pair.bob.self);
    await alice.command('setDraft', { conversationId, text: 'A long letter' });
  });

  const kept = () => alice.store.conversations.draft(conversationId);
  const write = (text: string, from?: string) =>
    alice.command('setDraft', { conversationId, text, ...(from !== undefined && { from }) });

  it('that began from what is there takes its place', async () => {
    expect(await write('A long letter to Bob', 'A long letter')).toEqual({});
    expect(kept()).toBe('A long letter to Bob');
    expect(await write('', 'A long letter to Bob')).toEqual({});
    expect(kept()).toBe('');
  });

  it('that did not know what another face wrote since stands below it', async () => {
    expect(await write('h', '')).toEqual({ above: 'A long letter' });
    expect(kept()).toBe('A long letter\nh');
  });

  it('told a second time, as its answer was lost, is what it was', async () => {
    await write('A long letter to Bob', 'A long letter');
    expect(await write('A long letter to Bob', 'A long letter')).toEqual({});
    expect(kept()).toBe('A long letter to Bob');
  });

  it('for which there is no room below the other is refused, and the other stays', async () => {
    await expect(write('h'.repeat(MOST_DRAFT), '')).rejects.toMatchObject({ code: 'TEXT_TOO_LONG' });
    expect(kept()).toBe('A long letter');
  });

  it('of a face that does not say what it began from takes the place of any', async () => {
    await write('h');
    expect(kept()).toBe('h');
  });
});

describe('a caption', () => {
  const TEXT = 'Below all of them';
  let alice: LaneNode;
  let bob: LaneNode;
  let conversationId: ConversationId;
  let to: { id: string; contactId: string }[];
  beforeEach(async () => {
    ({ alice, bob } = await friends());
    conversationId = alice.conversation(bob.self);
    to = [{ id: alice.id(), contactId: contactId(alice, bob) }];
    await write(TEXT);
  });

  const write = (text: string) => alice.command('setCaption', { conversationId, text });
  const send = (text: string, again: Partial<(typeof to)[0]> = {}) =>
    alice.command('sendCaption', { conversationId, to: to.map((one) => ({ ...one, ...again })), text });
  const kept = () => alice.store.conversations.caption(conversationId);
  const said = () => texts(alice, bob);

  it('sent in two faces at once is sent by one of them, and the other finds nothing to send', async () => {
    await send(TEXT);
    await expect(send(TEXT, { id: alice.id() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      params: { what: 'caption' },
    });
    expect(said()).toEqual([TEXT]);
  });

  it('that another face went on with is not sent as it was before', async () => {
    await write(`${TEXT}, and more`);
    await expect(send(TEXT)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect([said(), kept()]).toEqual([[], `${TEXT}, and more`]);
  });

  it('whose answer was lost is answered the same, and leaves the next one, of the same words, to be sent', async () => {
    await send(TEXT);
    await write(TEXT);
    expect(await send(TEXT)).toEqual({});
    expect([said(), kept()]).toEqual([[TEXT], TEXT]);
    await send(TEXT, { id: alice.id() });
    expect([said(), kept()]).toEqual([[TEXT, TEXT], '']);
  });
});
