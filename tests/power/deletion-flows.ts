// Deleting single messages, in two parts: they leave the view and are held, and when nobody can have them back they leave the disk.

import { expect } from 'vitest';
import { databaseOf } from '../../src/testing/node/homes.js';
import { until } from '../../src/testing/node/observe.js';
import { befriend, contactOf, history, newId } from '../../src/testing/node/person.js';
import { findInStore } from '../../src/testing/store-scan/find-in-store.js';
import { ensureStrangers, type Flow, type People, talk } from './flows.js';
import { insist } from './insist.js';

/** No other word begins like these: an index keeps of a word only what differs from the one before it. */
const [KEPT, DELETED] = ['quokka', 'xylophone'];
/** What is said, each by both. */
const SAID = [`${KEPT} before`, `${DELETED} first`, `${DELETED} second`, `${KEPT} after`];
const ALL = SAID.flatMap((text) => [`Alice ${text}`, `Bob ${text}`]);
const KEPT_ONES = ALL.filter((text) => text.includes(KEPT));
/** Held for 10 s, and a disk that failed is tried every two. */
const FINAL_WITHIN_MS = 40_000;

export const DELETION_FLOWS: readonly Flow[] = [
  {
    name: 'messages are being deleted',
    victims: ['alice'],
    prepare: converse,
    run: deleteMessages,
    isThrough: async (people) => (await textsOf(people)).alice.length < ALL.length,
    check: expectKept,
  },
  {
    name: 'deleted messages leave the disk',
    victims: ['alice'],
    prepare: async (people) => {
      await converse(people);
      await deleteMessages(people);
    },
    run: ({ alice }) => untilNoneIsHeld(alice),
    isThrough: async ({ alice }) =>
      (await until(alice.client, ['deletions', {}], (rows) => rows)).length === 0,
    check: async (people) => {
      await expectKept(people);
      expect(await found(people, DELETED)).toBe(0);
      expect(await found(people, KEPT)).toBe(KEPT_ONES.length);
      await expectGoneFromDisk(people);
    },
  },
];

async function converse(people: People): Promise<void> {
  await ensureStrangers(people);
  await befriend(people.alice, people.bob);
  for (const text of SAID) await talk(people.alice, people.bob, text);
}

/** One, and then several of either. */
async function deleteMessages({ alice, bob }: People): Promise<void> {
  const { conversationId } = await contactOf(alice, bob);
  const ids = (await history(alice, bob)).filter(({ text }) => text.includes(DELETED)).map(({ id }) => id);
  for (const messageIds of [ids.slice(0, 1), ids.slice(1)]) {
    const params = { id: newId(), conversationId, messageIds };
    if (messageIds.length > 0) await insist(() => alice.client.call('deleteMessages', params));
  }
}

async function untilNoneIsHeld(alice: People['alice']): Promise<void> {
  await until(alice.client, ['deletions', {}], (rows) => rows.length === 0, FINAL_WITHIN_MS);
}

/** While the node runs: it is told nothing, and does it by itself. */
async function expectGoneFromDisk({ alice }: People): Promise<void> {
  const database = await databaseOf(alice.home);
  await expect.poll(() => findInStore(database, DELETED), { timeout: 20_000 }).toEqual([]);
  expect(findInStore(database, KEPT)).not.toEqual([]);
}

async function found({ alice }: People, text: string): Promise<number> {
  const { rows } = await alice.client.call('searchPage', { text, limit: 200 });
  return rows.length;
}

/** What was not to be deleted, and on the other side all of it. */
async function expectKept(people: People): Promise<void> {
  expect(await textsOf(people)).toEqual({ alice: KEPT_ONES, bob: ALL });
}

/** On either side, with nothing missing in between. */
async function textsOf({ alice, bob }: People) {
  const [mine, theirs] = [await history(alice, bob), await history(bob, alice)];
  expect([...mine, ...theirs].every(({ gapBefore }) => gapBefore === 0)).toBe(true);
  return { alice: mine.map(({ text }) => text), bob: theirs.map(({ text }) => text) };
}
