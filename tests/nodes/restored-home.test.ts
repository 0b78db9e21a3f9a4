import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageRow } from '../../src/contract/values.js';
import { backUpHome, restoreHome } from '../../src/testing/node/homes.js';
import type { LocalNode } from '../../src/testing/node/local-node.js';
import {
  addByAddress,
  approved,
  befriend,
  contactOf,
  history,
  received,
  send,
  systemCodes,
  untilMessages,
  untilNothingQueued,
} from '../../src/testing/node/person.js';
import { Stage } from './stage.js';

describe('a home restored from an older copy', () => {
  let stage: Stage;
  let alice: LocalNode;
  let bob: LocalNode;
  beforeEach(async () => {
    stage = await Stage.open();
    [alice, bob] = await stage.people('Alice', 'Bob');
    await befriend(alice, bob);
    await say(alice, bob, 'before');
    await backUp(alice);
  });
  afterEach(() => stage.clear());

  async function backUp(node: LocalNode): Promise<void> {
    await node.stop();
    await backUpHome(node.home);
    await node.start();
  }

  async function restore(node: LocalNode): Promise<void> {
    await node.stop();
    await restoreHome(node.home);
    await node.start();
  }

  /** Says it and waits until it is delivered and acknowledged. */
  async function say(author: LocalNode, other: LocalNode, text: string): Promise<void> {
    await send(author, other, text);
    await untilMessages(other, author, (rows) => rows.some((row) => row.text === text));
    await untilNothingQueued(author);
  }

  /** Both write once more and get it; then each side shows the conversation as told. */
  async function goesOn(shown: { readonly alice: string[]; readonly bob: string[] }): Promise<void> {
    await say(alice, bob, 'still here');
    await say(bob, alice, 'me too');
    await say(alice, bob, 'good');
    const [mine, theirs] = [await history(alice, bob), await history(bob, alice)];
    expect(mine.map(asShown)).toEqual([...shown.alice, 'out: still here', 'in: me too', 'out: good']);
    expect(theirs.map(asShown)).toEqual([...shown.bob, 'in: still here', 'out: me too', 'in: good']);
    for (const row of [...mine, ...theirs]) expect(row.state).toBeOneOf(['delivered', 'received']);
  }

  const toldOfRollback = async () => (await systemCodes(alice, bob)).includes('STORE_ROLLED_BACK');

  it('gets its own lost messages back from the friend, is told, and the conversation goes on', async () => {
    await say(alice, bob, 'soon forgotten');
    await restore(alice);
    await untilMessages(alice, bob, (rows) => rows.some((row) => row.recovered));
    expect(await systemCodes(alice, bob)).toEqual(
      expect.arrayContaining(['STORE_ROLLED_BACK', 'MESSAGES_RECOVERED']),
    );
    expect(await systemCodes(bob, alice)).toContain('PEER_STORE_RESTORED');
    await goesOn({
      alice: ['out: before', 'out: soon forgotten (recovered)'],
      bob: ['in: before', 'in: soon forgotten'],
    });
  });

  it('gets what the friend sent and still holds once more, under its old place', async () => {
    await say(alice, bob, 'mine');
    await say(bob, alice, 'heard and lost');
    await say(alice, bob, 'mine too');
    await alice.stop();
    await send(bob, alice, 'waiting for you');
    await restoreHome(alice.home);
    await alice.start();
    await untilMessages(alice, bob, (rows) => rows.some((row) => row.text === 'waiting for you'));
    await goesOn({
      alice: [
        'out: before',
        'out: mine (recovered)',
        'in: heard and lost',
        'out: mine too (recovered)',
        'in: waiting for you',
      ],
      bob: ['in: before', 'in: mine', 'out: heard and lost', 'in: mine too', 'out: waiting for you'],
    });
    expect(await toldOfRollback()).toBe(true);
  });

  it('shows a gap for what neither holds any more', async () => {
    await say(bob, alice, 'heard and lost');
    await say(alice, bob, 'said and lost');
    await say(bob, alice, 'heard and lost too');
    const { id: contactId } = await contactOf(bob, alice);
    await bob.client.call('removeContact', { contactId, history: 'delete' });
    await restore(alice);
    await addByAddress(bob, alice);
    await approved(bob, alice);
    await say(bob, alice, 'hello again');
    await goesOn({ alice: ['out: before', '(2 missing) in: hello again'], bob: ['out: hello again'] });
    expect(await toldOfRollback()).toBe(true);
  });

  it('still gets what the friend owes', async () => {
    await alice.stop();
    await send(bob, alice, 'waiting for you');
    await restoreHome(alice.home);
    await alice.start();
    await received(alice, bob, ['waiting for you']);
    await goesOn({
      alice: ['out: before', 'in: waiting for you'],
      bob: ['in: before', 'out: waiting for you'],
    });
    expect(await toldOfRollback()).toBe(false);
  });

  it('that wrote before it met the friend puts those messages behind what comes back', async () => {
    await say(alice, bob, 'forgotten one');
    await say(alice, bob, 'forgotten two');
    await bob.stop();
    await restore(alice);
    await send(alice, bob, 'written on the copy');
    await bob.start();
    await untilMessages(alice, bob, (rows) => rows.filter((row) => row.recovered).length === 2);
    await untilNothingQueued(alice);
    await goesOn({
      alice: [
        'out: before',
        'out: forgotten one (recovered)',
        'out: forgotten two (recovered)',
        'out: written on the copy',
      ],
      bob: ['in: before', 'in: forgotten one', 'in: forgotten two', 'in: written on the copy'],
    });
  });

  it('does not matter when nothing happened since', async () => {
    await restore(alice);
    await goesOn({ alice: ['out: before'], bob: ['in: before'] });
    expect(await toldOfRollback()).toBe(false);
  });

  it('on both sides to the same moment forgets what was said since, on both sides alike', async () => {
    await backUp(bob);
    await say(alice, bob, 'one');
    await say(bob, alice, 'two');
    await Promise.all([alice.stop(), bob.stop()]);
    await Promise.all([restoreHome(alice.home), restoreHome(bob.home)]);
    await Promise.all([alice.start(), bob.start()]);
    await goesOn({ alice: ['out: before'], bob: ['in: before'] });
  });
});

/** `out: text`, with what is special about it. */
function asShown({ direction, text, recovered, gapBefore }: MessageRow): string {
  const gap = gapBefore > 0 ? `(${gapBefore} missing) ` : '';
  return `${gap}${direction}: ${text}${recovered ? ' (recovered)' : ''}`;
}
