import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import type { ContactRow } from '../../src/contract/values.js';
import { backUpHome, restoreHome } from '../../src/testing/node/homes.js';
import type { NodeProcess } from '../../src/testing/node/node-process.js';
import {
  approve,
  addByAddress,
  approved,
  befriend,
  contactOf,
  history,
  newId,
  requestFrom,
  send,
  type TestNode,
  untilLinkUp,
  untilMessages,
  untilNothingQueued,
} from '../../src/testing/node/person.js';
import { until } from '../../src/testing/node/observe.js';
import type { CrashPlace } from '../../src/testing/node/start-arguments.js';
import { AROUND_COMMIT, IN_LANE } from './crash-points.js';
import { Stage } from './stage.js';

const SENDING = [...IN_LANE, 'before-send', 'after-send'] as const;
const RECEIVING = [...IN_LANE, 'before-ack', 'after-ack'] as const;
const MESSAGES = 12;

/** Sends them in order; where the node dies it is started again, and the unanswered command repeated with its id. */
async function sendAll(node: NodeProcess, contactId: string, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const message = { id: newId(), contactId, text };
    try {
      await node.client.call('sendMessage', message);
    } catch (error) {
      if (!AppError.is(error, 'NODE_NOT_RUNNING')) throw error;
      await node.exited;
      await node.start();
      await node.client.call('sendMessage', message);
    }
  }
}

describe('a node killed in the middle of its work', () => {
  let stage: Stage;
  let alice: NodeProcess;
  let bob: NodeProcess;

  beforeAll(async () => {
    stage = await Stage.open();
    alice = await stage.process(await stage.home('Alice'));
    bob = await stage.process(await stage.home('Bob'));
    await befriend(alice, bob);
  });
  afterAll(() => stage.clear());

  // Among the messages, not at the first.
  it.each(SENDING)('loses and repeats nothing: %s, while it sends', async (point) => {
    await dieAndGoOn(alice, { point, passing: point.endsWith('send') ? 4 : 8 });
  });

  it.each(RECEIVING)('loses and repeats nothing: %s, while it receives', async (point) => {
    await dieAndGoOn(bob, { point, passing: point.endsWith('ack') ? 3 : 6 });
  });

  /** Alice writes to Bob, and one of the two dies meanwhile. */
  async function dieAndGoOn(victim: NodeProcess, crash: CrashPlace): Promise<void> {
    await Promise.all([untilNothingQueued(alice), untilNothingQueued(bob)]);
    const { id: contactId } = await contactOf(alice, bob);
    const before = (await history(bob, alice)).map((row) => row.text);
    await victim.arm(crash);
    const died = victim.exited;
    const texts = Array.from(
      { length: MESSAGES },
      (_, index) => `${victim.home.name} ${crash.point} ${index}`,
    );
    for (const text of texts) {
      await sendAll(alice, contactId, [text]);
      // One at a time, so that each has a commit and an acknowledgement of its own until somebody dies.
      await Promise.race([died, untilNothingQueued(alice).catch(() => undefined)]);
    }
    await died;
    if (!(await victim.isRunning())) await victim.start();
    await untilMessages(bob, alice, (rows) => rows.at(-1)?.text === texts.at(-1));
    await Promise.all([untilNothingQueued(alice), untilNothingQueued(bob)]);
    for (const rows of [await history(alice, bob), await history(bob, alice)]) {
      expect(rows.map((row) => row.text)).toEqual([...before, ...texts]);
      expect(rows.every((row) => row.gapBefore === 0)).toBe(true);
    }
    expect(await victim.client.call('checkStore', {})).toMatchObject({ ok: true });
  }
});

describe('a node killed at a command of its owner', () => {
  let stage: Stage;
  let alice: NodeProcess;
  let bob: TestNode;
  let said = 0;
  let messages = 0;

  beforeAll(async () => {
    stage = await Stage.open();
    alice = await stage.process(await stage.home('Alice'));
    [bob] = await stage.people('Bob');
    await befriend(alice, bob);
  });
  afterAll(() => stage.clear());

  /** The command dies at the point in the next commit and is repeated in the next life; then all goes on as if nothing was. */
  async function dieAt(
    point: CrashPlace['point'],
    command: (contact: ContactRow) => Promise<unknown>,
  ): Promise<ContactRow> {
    await Promise.all([untilNothingQueued(alice), untilNothingQueued(bob)]);
    await untilLinkUp(alice, bob);
    const contact = await contactOf(alice, bob);
    await alice.arm({ point, passing: 1 });
    await command(contact).catch((error: unknown) => {
      if (!AppError.is(error, 'NODE_NOT_RUNNING')) throw error;
    });
    await alice.exited;
    await alice.start();
    await command(contact);
    expect(await alice.client.call('checkStore', {})).toMatchObject({ ok: true });
    return contactOf(alice, bob);
  }

  async function talksOn(): Promise<void> {
    said += 1;
    messages += 2;
    await send(alice, bob, `Alice ${said}`);
    await send(bob, alice, `Bob ${said}`);
    await untilMessages(bob, alice, (rows) => rows.some((row) => row.text === `Alice ${said}`));
    await untilMessages(alice, bob, (rows) => rows.some((row) => row.text === `Bob ${said}`));
    await Promise.all([untilNothingQueued(alice), untilNothingQueued(bob)]);
    const [mine, theirs] = [await history(alice, bob), await history(bob, alice)];
    const texts = mine.map((row) => row.text);
    expect(theirs.map((row) => row.text)).toEqual(texts);
    expect(texts).toHaveLength(messages);
    expect(new Set(texts).size).toBe(messages);
    expect([...mine, ...theirs].every((row) => row.gapBefore === 0)).toBe(true);
  }

  it.each(AROUND_COMMIT)('keeps a draft: %s', async (point) => {
    const text = `half a thought ${point}`;
    const { conversationId } = await dieAt(point, (contact) =>
      alice.client.call('setDraft', { conversationId: contact.conversationId, text }),
    );
    const draft = await until(
      alice.client,
      ['conversations', {}],
      (rows) => rows.find((row) => row.id === conversationId)?.draft,
    );
    expect(draft).toBe(text);
    await talksOn();
  });

  it.each(AROUND_COMMIT)('sends a draft, which is never both or neither: %s', async (point) => {
    const [id, text] = [newId(), `no more a draft ${point}`];
    const { id: contactId, conversationId } = await contactOf(alice, bob);
    await alice.client.call('setDraft', { conversationId, text });
    const asDraft = () =>
      until(alice.client, ['conversations', {}], (rows) =>
        rows.filter((row) => row.id === conversationId).map(({ draft }) => draft === text),
      );
    const asMessage = async () => (await history(alice, bob)).filter((row) => row.text === text).length;
    const found = async () => [(await asDraft())[0], await asMessage()] as const;
    expect(await found()).toEqual([true, 0]);
    let between: Awaited<ReturnType<typeof found>> | undefined;
    let isAgain = false;
    await dieAt(point, async () => {
      if (isAgain) between = await found();
      isAgain = true;
      await alice.client.call('sendMessage', { id, contactId, text });
    });
    expect(between).toEqual(between?.[0] === true ? [true, 0] : [false, 1]);
    expect(await found()).toEqual([false, 1]);
    messages += 1;
    await talksOn();
  });

  it.each(AROUND_COMMIT)('sends a read receipt: %s', async (point) => {
    const text = `read me ${point}`;
    const id = await send(bob, alice, text);
    const row = await untilMessages(alice, bob, (rows) => rows.find((each) => each.text === text));
    messages += 1;
    await dieAt(point, ({ conversationId }) =>
      alice.client.call('markRead', { conversationId, upTo: row.position }),
    );
    await untilMessages(bob, alice, (rows) => rows.find((each) => each.id === id)?.state === 'read');
    expect((await history(alice, bob)).find((each) => each.text === text)?.unread).toBe(false);
    await talksOn();
  });

  it.each(AROUND_COMMIT)('blocks and unblocks: %s', async (point) => {
    const { state, id: contactId } = await dieAt(point, (contact) =>
      alice.client.call('blockContact', { contactId: contact.id }),
    );
    expect(state).toBe('blocked');
    await alice.client.call('unblockContact', { contactId });
    expect((await contactOf(alice, bob)).state).toBe('approved');
    await talksOn();
  });
});

describe('a restored home killed in the middle of what comes back', () => {
  it.each(AROUND_COMMIT)('still gets everything, once: %s', async (point) => {
    const stage = await Stage.open();
    const alice = await stage.process(await stage.home('Alice'));
    const [bob] = await stage.people('Bob');
    try {
      await befriend(alice, bob);
      await alice.stop();
      await backUpHome(alice.home);
      await alice.start();
      const texts = ['one', 'two', 'three'];
      await sendAll(alice, (await contactOf(alice, bob)).id, texts);
      await untilMessages(bob, alice, (rows) => rows.length === texts.length);
      await alice.stop();
      await restoreHome(alice.home);
      // Introducing itself, the marks that show it, the new life: from there on its contact gives back.
      // It may die before it has said that it is ready.
      await alice.start({ point, passing: 5 }).catch(() => undefined);
      await alice.exited;
      await alice.start();
      await untilMessages(alice, bob, (rows) => rows.filter((row) => row.recovered).length === texts.length);
      await sendAll(alice, (await contactOf(alice, bob)).id, ['four']);
      await untilMessages(bob, alice, (rows) => rows.length === 4);
      for (const rows of [await history(alice, bob), await history(bob, alice)]) {
        expect(rows.map((row) => row.text)).toEqual([...texts, 'four']);
        expect(rows.every((row) => row.gapBefore === 0)).toBe(true);
      }
      expect(await alice.client.call('checkStore', {})).toMatchObject({ ok: true });
    } finally {
      await stage.clear();
    }
  });
});

describe('a contact request', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

  it('is made, shown and answered although every node is killed after every step', async () => {
    const alice = await stage.process(await stage.home('Alice'));
    const bob = await stage.process(await stage.home('Bob'));
    const killBoth = async () => {
      await Promise.all([alice.kill(), bob.kill()]);
      await Promise.all([alice.start(), bob.start()]);
    };
    await addByAddress(alice, bob);
    await killBoth();
    await requestFrom(bob, alice);
    await killBoth();
    await approve(bob, alice);
    await killBoth();
    await Promise.all([approved(alice, bob), approved(bob, alice)]);
    await sendAll(alice, (await contactOf(alice, bob)).id, ['one']);
    await killBoth();
    await sendAll(bob, (await contactOf(bob, alice)).id, ['two']);
    await untilMessages(bob, alice, (rows) => rows.length === 2);
    await untilMessages(alice, bob, (rows) => rows.length === 2);
    const shown = (await history(alice, bob)).map((row) => row.text);
    expect(shown.toSorted()).toEqual(['one', 'two']);
    expect((await history(bob, alice)).map((row) => row.text)).toEqual(shown);
  });
});
