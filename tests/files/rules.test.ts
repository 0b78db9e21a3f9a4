// Which offers are taken without asking.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileRuleValue } from '../../src/contract/values.js';
import { fileBytes, makeFile, offer, transferOf } from '../../src/testing/node/files.js';
import { contactOf, type TestNode } from '../../src/testing/node/person.js';
import type { Stage } from '../nodes/stage.js';
import { twoFriends } from './friends.js';

describe('a rule for the files of a contact', () => {
  let stage: Stage;
  let alice: TestNode;
  let bob: TestNode;
  beforeEach(async () => {
    ({ stage, alice, bob } = await twoFriends());
  });
  afterEach(() => stage.clear());

  async function rule(of: FileRuleValue): Promise<void> {
    const { id: contactId } = await contactOf(bob, alice);
    await bob.client.call('setFileRule', { contactId, rule: of });
  }
  const send = async (name: string, sizeBytes: number) =>
    offer(alice, [bob], await makeFile(alice, name, fileBytes(sizeBytes)));
  const arrives = (name: string) => transferOf(bob, name, ({ stage: at }) => at === 'done');
  /** A later offer that is taken shows that the one before it was decided about. */
  const isAsked = async (name: string, later: string) => {
    await arrives(later);
    expect((await transferOf(bob, name)).stage).toBe('offered');
  };

  it('is at first that small pictures come, and that everything else is asked about', async () => {
    expect((await contactOf(bob, alice)).fileRule).toEqual({ accept: 'images', mostBytes: 2_000_000 });
    await send('large.gif', 2_000_001);
    await send('plan.txt', 10);
    await send('small.gif', 2_000_000);
    await isAsked('large.gif', 'small.gif');
    await isAsked('plan.txt', 'small.gif');
  });

  it('may let everything come but programs and what is larger, also after a restart', async () => {
    await rule({ accept: 'all', mostBytes: 1_000 });
    await bob.stop();
    await bob.start();
    await send('setup.exe', 10);
    await send('film.mp4', 1_001);
    await send('plan.txt', 1_000);
    await isAsked('setup.exe', 'plan.txt');
    await isAsked('film.mp4', 'plan.txt');
  });

  it('may have everything asked about', async () => {
    await rule({ accept: 'ask', mostBytes: 1_000_000 });
    await send('small.gif', 10);
    await transferOf(bob, 'small.gif');
    await rule({ accept: 'images', mostBytes: 1_000_000 });
    await send('next.gif', 10);
    await isAsked('small.gif', 'next.gif');
  });
});
