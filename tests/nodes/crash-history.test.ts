// A node killed while a long history leaves the disk: nothing of it is shown again, and the next start goes on with it.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import { databaseOf } from '../../src/testing/node/homes.js';
import type { NodeProcess } from '../../src/testing/node/node-process.js';
import {
  befriend,
  contactOf,
  history,
  received,
  send,
  type TestNode,
} from '../../src/testing/node/person.js';

import { readHistory } from '../../src/testing/node/observe.js';
import { findInStore } from '../../src/testing/store-scan/find-in-store.js';
import { AROUND_COMMIT } from './crash-points.js';
import { Stage } from './stage.js';

/** They leave in five commits. */
const MESSAGES = 120;
const WORD = 'zq71canary';

describe('a node killed while a long history leaves the disk', () => {
  let stage: Stage;
  let alice: NodeProcess;
  let bob: TestNode;
  let carol: TestNode;
  beforeEach(async () => {
    stage = await Stage.open();
    alice = await stage.process(await stage.home('Alice'));
    [bob, carol] = await stage.people('Bob', 'Carol');
    for (const other of [bob, carol]) await befriend(alice, other);
    await send(alice, carol, 'kept');
    await received(carol, alice, ['kept']);
    for (let said = 0; said < MESSAGES; said++) await send(alice, bob, `${WORD} ${String(said)}`);
  }, 120_000);
  afterEach(() => stage.clear());

  it.each(AROUND_COMMIT)(
    'shows nothing of it, and goes on by itself with the next start: %s',
    async (point) => {
      const { id: contactId, conversationId } = await contactOf(alice, bob);
      // Of the removal, the first step of its erasing, and the second.
      await alice.arm({ point, passing: 3 });
      const removed = alice.client.call('removeContact', { contactId, history: 'delete' });
      await expect(removed).rejects.toSatisfy((error) => AppError.is(error, 'NODE_NOT_RUNNING'));
      await alice.exited;
      const database = await databaseOf(alice.home);
      expect(findInStore(database, WORD)).not.toEqual([]);
      await alice.start();
      expect(await readHistory(alice.client, conversationId)).toEqual([]);
      await vi.waitFor(
        () => {
          expect(findInStore(database, WORD)).toEqual([]);
        },
        { timeout: 20_000 },
      );
      expect((await history(alice, carol)).map(({ text }) => text)).toEqual(['kept']);
      expect(await alice.client.call('checkStore', {})).toEqual({ ok: true, problems: [] });
    },
    60_000,
  );
});
