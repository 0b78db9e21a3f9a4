// What is read again for the list of files while people talk: nothing, however many there are.

import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReaderOnDemand } from '../../src/node/reader/reader-on-demand.js';
import type { LocalNode } from '../../src/testing/node/local-node.js';
import { readHistory, until } from '../../src/testing/node/observe.js';
import { befriend, contactOf, newId } from '../../src/testing/node/person.js';
import { Stage } from './stage.js';

describe('the list of files of Alice', () => {
  let stage: Stage;
  let alice: LocalNode;
  let bob: LocalNode;
  const read = vi.spyOn(ReaderOnDemand.prototype, 'read');
  const reads = () => read.mock.calls.filter(([{ kind }]) => kind === 'transfers').length;
  beforeEach(async () => {
    stage = await Stage.open();
    [alice, bob] = await stage.people('Alice', 'Bob');
    await befriend(alice, bob);
  });
  afterEach(async () => {
    read.mockClear();
    await stage.clear();
  });

  /** Looked at from now on. */
  const look = () =>
    new Promise<void>((resolve, reject) => {
      alice.client.subscribe(
        'transfers',
        {},
        {
          onChange: () => {
            resolve();
          },
          onEnd: reject,
        },
      );
    });
  const allHaveIt = (count: number) =>
    contactOf(alice, bob).then(({ conversationId }) =>
      expect
        .poll(async () => {
          const sent = await readHistory(alice.client, conversationId);
          return sent.filter(({ state }) => state === 'delivered').length;
        })
        .toBe(count),
    );

  it('is not read when messages are sent and acknowledged and calls come in, but when somebody is renamed', async () => {
    const { id: contactId } = await contactOf(alice, bob);
    await look();
    const before = reads();
    for (const text of ['one', 'two', 'three'])
      await alice.client.call('sendMessage', { id: newId(), contactId, text });
    await allHaveIt(3);
    await bob.stop();
    await bob.start();
    await alice.client.call('sendMessage', { id: newId(), contactId, text: 'four' });
    await allHaveIt(4);
    await alice.client.call('renameContact', { contactId, name: 'Robert' });
    await expect.poll(reads).toBeGreaterThan(before);
    await until(alice.client, ['contacts', {}], (rows) => rows.some(({ name }) => name === 'Robert'));
    expect(reads()).toBe(before + 1);
  });

  it('is read again when files to somebody are held because they were blocked, and when they are let go', async () => {
    const { id: contactId } = await contactOf(alice, bob);
    await bob.stop();
    const to = [{ id: newId(), contactId }];
    await alice.client.call('offerFile', { path: fileURLToPath(import.meta.url), to });
    await look();
    const before = reads();
    await alice.client.call('blockContact', { contactId });
    await expect.poll(reads).toBe(before + 1);
    await alice.client.call('unblockContact', { contactId });
    await expect.poll(reads).toBe(before + 2);
  });
});
