// Who types and who is there, between whole nodes: what is told, to whom, and that both or neither see it.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import type { LocalNode } from '../../src/testing/node/local-node.js';
import { until } from '../../src/testing/node/observe.js';
import {
  addByAddress,
  befriend,
  contactOf,
  requestFrom,
  send,
  untilMessages,
} from '../../src/testing/node/person.js';
import { Stage } from './stage.js';

describe('who types and who is there', () => {
  let stage: Stage;
  let alice: LocalNode;
  let bob: LocalNode;
  beforeEach(async () => {
    stage = await Stage.open();
    [alice, bob] = await stage.people('Alice', 'Bob');
  });
  afterEach(() => stage.clear());

  async function types(who: LocalNode, to: LocalNode, typing = true): Promise<void> {
    const { id: contactId } = await contactOf(who, to);
    await who.client.call('setTyping', { contactId, typing });
  }

  const seenBy = (
    who: LocalNode,
    isSo: (row: { typing: boolean; presence: string | null } | undefined) => boolean,
  ) => until(who.client, ['activity', {}], ([row]) => isSo(row));

  it('shows that Alice types, until she stops', async () => {
    await befriend(alice, bob);
    // Looked for before, because it lasts for seconds only.
    const seen = seenBy(bob, (row) => row?.typing === true);
    await types(alice, bob);
    await seen;
    await types(alice, bob, false);
    await seenBy(bob, (row) => row === undefined);
  });

  it('shows who is there once both tell it, and nobody before', async () => {
    await befriend(alice, bob);
    await alice.client.call('setPrivacy', { presence: true });
    await alice.client.call('noteUse', {});
    // Something after it on the same link, so that what was said before has come.
    const row = until(bob.client, ['activity', {}], ([first]) => first);
    await types(alice, bob);
    expect(await row).toMatchObject({ typing: true, presence: null });
    await bob.client.call('setPrivacy', { presence: true });
    await seenBy(bob, (seen) => seen?.presence === 'active');
    await seenBy(alice, (seen) => seen?.presence === 'away');
  });

  it('shows nothing of typing on either side while one of them keeps it to themselves', async () => {
    await befriend(alice, bob);
    await bob.client.call('setPrivacy', { typing: false, presence: true });
    await alice.client.call('setPrivacy', { presence: true });
    await types(alice, bob);
    await types(bob, alice);
    for (const who of [alice, bob]) {
      await who.client.call('noteUse', {});
    }
    const both = [alice, bob].map((who) =>
      until(who.client, ['activity', {}], ([row]) => row?.presence === 'active' && row),
    );
    expect(await Promise.all(both)).toMatchObject([{ typing: false }, { typing: false }]);
  });

  it('is forgotten when a screen is locked, and said again after it', async () => {
    await befriend(alice, bob);
    for (const who of [alice, bob]) await who.client.call('setPrivacy', { presence: true });
    await alice.client.call('noteUse', {});
    await seenBy(bob, (row) => row?.presence === 'active');
    await alice.client.call('lockScreen', {});
    await seenBy(bob, (row) => row === undefined);
    await alice.client.call('unlock', { password: TEST_PASSWORD });
    await seenBy(bob, (row) => row?.presence === 'away');
  });

  it('is nothing for who only asked to be a contact', async () => {
    await addByAddress(alice, bob);
    await requestFrom(bob, alice);
    for (const who of [alice, bob]) await who.client.call('setPrivacy', { presence: true });
    await types(alice, bob);
    await alice.client.call('noteUse', {});
    expect(await until(alice.client, ['activity', {}], (rows) => rows.length === 0)).toBe(true);
    expect(await until(bob.client, ['activity', {}], (rows) => rows.length === 0)).toBe(true);
  });

  it('and what was read is told by who tells it and shown to who tells it, and by nobody else', async () => {
    await befriend(alice, bob);
    const read = async (text: string) => {
      const row = await untilMessages(bob, alice, (rows) => rows.find((found) => found.text === text));
      await bob.client.call('markRead', { conversationId: row.conversationId, upTo: row.position });
    };
    const state = (text: string, wanted: string) =>
      untilMessages(alice, bob, (rows) => rows.some((row) => row.text === text && row.state === wanted));
    await send(alice, bob, 'first');
    await bob.client.call('setPrivacy', { receipts: false });
    await read('first');
    await bob.client.call('setPrivacy', { receipts: true });
    await send(alice, bob, 'second');
    await read('second');
    await state('second', 'read');
    await state('first', 'delivered');
    await alice.client.call('setPrivacy', { receipts: false });
    await send(alice, bob, 'third');
    await read('third');
    await send(bob, alice, 'done');
    await untilMessages(alice, bob, (rows) => rows.some((row) => row.text === 'done'));
    await state('third', 'delivered');
  });

  it('starts with receipts and typing on and presence off, and stays as it was set', async () => {
    const settings = () => until(alice.client, ['privacy', {}], ([row]) => row);
    expect(await settings()).toMatchObject({ receipts: true, typing: true, presence: false });
    expect(await alice.client.call('setPrivacy', { presence: true, typing: false })).toEqual({
      receipts: true,
      typing: false,
      presence: true,
    });
    await alice.stop();
    await alice.start();
    expect(await settings()).toMatchObject({ receipts: true, typing: false, presence: true });
  });
});
