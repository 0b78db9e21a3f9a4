import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addByAddress,
  approve,
  approved,
  befriend,
  contactOf,
  history,
  newId,
  received,
  requestFrom,
  send,
  type TestNode,
  untilLinkUp,
  untilMessages,
  untilNothingQueued,
} from '../../src/testing/node/person.js';
import { until } from '../../src/testing/node/observe.js';
import { Stage } from './stage.js';

const texts = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix} ${i}`);

describe('two friends', () => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  beforeEach(async () => {
    stage = await Stage.open();
    [alice, bob] = await stage.people('Alice', 'Bob');
    await befriend(alice, bob);
  });
  afterEach(() => stage.clear());

  async function sameOrder(): Promise<string[]> {
    const [mine, theirs] = [await history(alice, bob), await history(bob, alice)];
    expect(mine.map(({ text }) => text)).toEqual(theirs.map(({ text }) => text));
    expect(mine.every((row) => row.gapBefore === 0)).toBe(true);
    return mine.map((row) => row.text);
  }

  it('see what became of a message: queued, delivered, read', async () => {
    await bob.stop();
    const id = await send(alice, bob, 'are you there?');
    const state = (wanted: string) =>
      untilMessages(alice, bob, (rows) => rows.some((row) => row.id === id && row.state === wanted));
    await state('queued');
    await bob.start();
    await state('delivered');
    const [incoming] = await untilMessages(bob, alice, (rows) => rows.length > 0 && rows);
    if (!incoming) throw new Error('nothing came');
    const { conversationId, position } = incoming;
    expect(incoming.unread).toBe(true);
    await bob.client.call('markRead', { conversationId, upTo: position });
    await state('read');
    expect((await history(bob, alice))[0]?.unread).toBe(false);
  });

  it('learn who reached them last, and remember it', async () => {
    const caller = async () => (await bob.client.call('status', {})).lastReachedBy;
    // Alice called to ask.
    const first = await caller();
    expect(first?.name).toBe('Alice');
    await alice.stop();
    await bob.stop();
    await bob.start();
    expect(await caller()).toEqual(first);
  });

  it('write their first messages at the same moment', async () => {
    await Promise.all([send(alice, bob, 'from Alice'), send(bob, alice, 'from Bob')]);
    await Promise.all([received(bob, alice, ['from Alice']), received(alice, bob, ['from Bob'])]);
    expect((await sameOrder()).toSorted()).toEqual(['from Alice', 'from Bob']);
  });

  it('keep each other’s order while both write much', async () => {
    const [mine, theirs] = [texts('a', 60), texts('b', 60)];
    const write = async (node: TestNode, other: TestNode, all: readonly string[]) => {
      const { id: contactId } = await contactOf(node, other);
      await Promise.all(all.map((text) => node.client.call('sendMessage', { id: newId(), contactId, text })));
    };
    await Promise.all([write(alice, bob, mine), write(bob, alice, theirs)]);
    await Promise.all([received(bob, alice, mine), received(alice, bob, theirs)]);
    expect(await sameOrder()).toHaveLength(120);
  });

  it('are away in turn, and nothing is lost', async () => {
    await bob.stop();
    for (const text of texts('to nobody', 3)) await send(alice, bob, text);
    await alice.stop();
    await bob.start();
    for (const text of texts('nobody there', 3)) await send(bob, alice, text);
    await bob.stop();
    await alice.start();
    await bob.start();
    await received(bob, alice, texts('to nobody', 3));
    await received(alice, bob, texts('nobody there', 3));
    await sameOrder();
  });

  it('dial each other at once and talk over one link', async () => {
    await Promise.all([alice.stop(), bob.stop()]);
    await Promise.all([alice.start(), bob.start()]);
    await Promise.all([untilLinkUp(alice, bob), untilLinkUp(bob, alice)]);
    await Promise.all([send(alice, bob, 'hello'), send(bob, alice, 'hi')]);
    await Promise.all([received(bob, alice, ['hello']), received(alice, bob, ['hi'])]);
    for (const node of [alice, bob]) {
      expect(await until(node.client, ['status', {}], ([status]) => status)).toMatchObject({ links: 1 });
    }
  });

  it('may write long texts, but not longer than they can be carried', async () => {
    const longest = '🦦'.repeat(32_768 / 4);
    await send(alice, bob, longest);
    await untilMessages(bob, alice, (rows) => rows.some((row) => row.more));
    expect((await history(bob, alice)).map((row) => row.text)).toEqual([longest]);
    await expect(send(alice, bob, `${longest}!`)).rejects.toMatchObject({ code: 'TEXT_TOO_LONG' });
    await expect(send(alice, bob, '')).rejects.toMatchObject({ code: 'TEXT_EMPTY' });
  });

  it('send a message once, however often the face repeats the command', async () => {
    const id = newId();
    await send(alice, bob, 'once', id);
    await send(alice, bob, 'once', id);
    await expect(send(alice, bob, 'twice', id)).rejects.toMatchObject({ code: 'COMMAND_REUSED_ID' });
    await send(alice, bob, 'end');
    await received(bob, alice, ['once', 'end']);
  });

  it('can take a message back before it has left', async () => {
    await bob.stop();
    const messageId = await send(alice, bob, 'rash words');
    const { conversationId } = await contactOf(alice, bob);
    await alice.client.call('withdrawMessage', { conversationId, messageId });
    await send(alice, bob, 'considered words');
    await bob.start();
    await untilNothingQueued(alice);
    await untilMessages(bob, alice, (rows) => rows.some((row) => row.text === 'considered words'));
    const shown = await history(bob, alice);
    expect(shown.some((row) => row.text.includes('rash'))).toBe(false);
  });
});

describe('a contact request', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

  it('survives restarts of both sides at every step', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    const restartBoth = async () => {
      await Promise.all([alice.stop(), bob.stop()]);
      await Promise.all([alice.start(), bob.start()]);
    };
    await addByAddress(alice, bob);
    await restartBoth();
    await requestFrom(bob, alice);
    await restartBoth();
    await approve(bob, alice);
    await restartBoth();
    await Promise.all([approved(alice, bob), approved(bob, alice)]);
    await send(alice, bob, 'first');
    await restartBoth();
    await send(bob, alice, 'second');
    await received(bob, alice, ['first']);
    await received(alice, bob, ['second']);
    await restartBoth();
    await send(alice, bob, 'third');
    await received(bob, alice, ['first', 'third']);
  });

  it('is answered although the asker is away', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    await addByAddress(alice, bob);
    await requestFrom(bob, alice);
    await alice.stop();
    await approve(bob, alice);
    await send(bob, alice, 'welcome');
    await alice.start();
    await approved(alice, bob);
    await received(alice, bob, ['welcome']);
  });

  it('may be written to before it is answered; the words wait', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    await addByAddress(alice, bob);
    await send(alice, bob, 'as I said in the note');
    expect(await contactOf(alice, bob, (row) => row.queued === 1)).toMatchObject({ state: 'requested' });
    await approve(bob, alice);
    await received(bob, alice, ['as I said in the note']);
  });
});
