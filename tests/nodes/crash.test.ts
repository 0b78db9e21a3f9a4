import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
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
  type TestNode,
  untilMessages,
  untilNothingQueued,
} from '../../src/testing/node/person.js';
import type { CrashPlace } from '../../src/testing/node/start-arguments.js';
import { Stage } from './stage.js';

const IN_LANE = ['before-commit', 'after-commit', 'after-effects'] as const;
const SENDING = [...IN_LANE, 'before-send', 'after-send'] as const;
const RECEIVING = [...IN_LANE, 'before-ack', 'after-ack'] as const;
const MESSAGES = 12;

/** Sends them in order; where the node dies it is started again, and the unanswered command repeated with its id. */
async function sendAll(node: NodeProcess, other: TestNode, texts: readonly string[]): Promise<void> {
  const { id: contactId } = await contactOf(node, other);
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

  // The first passings belong to the start; the crash falls among the messages.
  it.each(SENDING)('loses and repeats nothing: %s, while it sends', async (point) => {
    await dieAndGoOn(alice, { point, passing: point.endsWith('send') ? 4 : 8 });
  });

  it.each(RECEIVING)('loses and repeats nothing: %s, while it receives', async (point) => {
    await dieAndGoOn(bob, { point, passing: point.endsWith('ack') ? 3 : 6 });
  });

  /** Alice writes to Bob, and one of the two dies meanwhile. */
  async function dieAndGoOn(victim: NodeProcess, crash: CrashPlace): Promise<void> {
    await Promise.all([untilNothingQueued(alice), untilNothingQueued(bob)]);
    await victim.stop();
    const before = (await history(victim === alice ? bob : alice, victim)).map((row) => row.text);
    await victim.start(crash);
    const died = victim.exited;
    const texts = Array.from(
      { length: MESSAGES },
      (_, index) => `${victim.home.name} ${crash.point} ${index}`,
    );
    for (const text of texts) {
      await sendAll(alice, bob, [text]);
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
    await sendAll(alice, bob, ['one']);
    await killBoth();
    await sendAll(bob, alice, ['two']);
    await untilMessages(bob, alice, (rows) => rows.length === 2);
    await untilMessages(alice, bob, (rows) => rows.length === 2);
    const shown = (await history(alice, bob)).map((row) => row.text);
    expect(shown.toSorted()).toEqual(['one', 'two']);
    expect((await history(bob, alice)).map((row) => row.text)).toEqual(shown);
  });
});
