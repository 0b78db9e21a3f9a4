// Alice has two faces open, and writes to Bob in both.

import { beforeEach, describe, expect, it } from 'vitest';
import type { ConversationId } from '../../src/base/ids.js';
import { MOST_DRAFT } from '../../src/contract/bounds.js';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { memoryStore } from '../../src/testing/memory-store/memory-store.js';

describe('a draft', () => {
  const clock = { now: 1_700_000_000_000 };
  let alice: LaneNode;
  let conversationId: ConversationId;
  beforeEach(async () => {
    alice = new LaneNode('alice', memoryStore().connection, clock);
    const bob = new LaneNode('bob', memoryStore().connection, clock);
    await befriend(new LaneWire(alice, bob));
    conversationId = alice.conversation(bob.self);
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
