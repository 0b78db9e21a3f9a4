import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUpHome, restoreHome } from '../../src/testing/node/homes.js';
import {
  befriend,
  history,
  received,
  send,
  systemCodes,
  type TestNode,
  untilMessages,
  untilNothingQueued,
} from '../../src/testing/node/person.js';
import { Stage } from './stage.js';

describe('a home restored from an older copy', () => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  beforeEach(async () => {
    stage = await Stage.open();
    [alice, bob] = await stage.people('Alice', 'Bob');
    await befriend(alice, bob);
    await send(alice, bob, 'before');
    await received(bob, alice, ['before']);
    await untilNothingQueued(alice);
    await alice.stop();
    await backUpHome(alice.home);
    await alice.start();
  });
  afterEach(() => stage.clear());

  async function restoreAlice(): Promise<void> {
    await alice.stop();
    await restoreHome(alice.home);
    await alice.start();
  }

  async function goesOn(): Promise<void> {
    await send(alice, bob, 'still here');
    await send(bob, alice, 'me too');
    const has = (text: string) => (rows: readonly { text: string }[]) =>
      rows.some((row) => row.text === text);
    await untilMessages(bob, alice, has('still here'));
    await untilMessages(alice, bob, has('me too'));
    await Promise.all([untilNothingQueued(alice), untilNothingQueued(bob)]);
    const [mine, theirs] = [await history(alice, bob), await history(bob, alice)];
    for (const rows of [mine, theirs]) expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
  }

  it('gets its own lost messages back from the friend, is told, and the conversation goes on', async () => {
    await send(alice, bob, 'soon forgotten');
    await received(bob, alice, ['before', 'soon forgotten']);
    await untilNothingQueued(alice);
    await restoreAlice();
    const recovered = await untilMessages(alice, bob, (rows) => rows.find((row) => row.recovered));
    expect(recovered).toMatchObject({ text: 'soon forgotten', direction: 'out' });
    expect(await systemCodes(alice, bob)).toContain('STORE_ROLLED_BACK');
    await goesOn();
    expect((await history(bob, alice)).filter((row) => row.text === 'soon forgotten')).toHaveLength(1);
  });

  it('shows a gap for what the friend sent and has no more to send', async () => {
    await send(bob, alice, 'heard and lost');
    await received(alice, bob, ['heard and lost']);
    await untilNothingQueued(bob);
    await restoreAlice();
    await send(bob, alice, 'after the gap');
    await untilMessages(alice, bob, (rows) => rows.some((row) => row.text === 'after the gap'));
    await goesOn();
    const shown = await history(alice, bob);
    const after = shown.find((row) => row.text === 'after the gap');
    const isThere = shown.some((row) => row.text === 'heard and lost');
    expect(isThere || (after?.gapBefore ?? 0) > 0).toBe(true);
  });

  it('still gets what the friend owes', async () => {
    await alice.stop();
    await send(bob, alice, 'waiting for you');
    await restoreHome(alice.home);
    await alice.start();
    await untilMessages(alice, bob, (rows) => rows.some((row) => row.text === 'waiting for you'));
    await goesOn();
  });

  it('does not matter when nothing happened since', async () => {
    await restoreAlice();
    await goesOn();
    expect((await history(alice, bob)).map((row) => row.text)).toEqual(
      (await history(bob, alice)).map((row) => row.text),
    );
  });

  it('on both sides still comes together', async () => {
    await bob.stop();
    await backUpHome(bob.home);
    await bob.start();
    await send(alice, bob, 'one');
    await send(bob, alice, 'two');
    await received(bob, alice, ['before', 'one']);
    await received(alice, bob, ['two']);
    await Promise.all([untilNothingQueued(alice), untilNothingQueued(bob)]);
    await Promise.all([alice.stop(), bob.stop()]);
    await Promise.all([restoreHome(alice.home), restoreHome(bob.home)]);
    await Promise.all([alice.start(), bob.start()]);
    await goesOn();
  });
});
