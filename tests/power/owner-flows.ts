// What one owner decides or writes for themselves: a password, a draft, who is blocked, whose new key is the one.

import { expect } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import { TEST_PASSWORD } from '../../src/testing/node/homes.js';
import type { NodeProcess } from '../../src/testing/node/node-process.js';
import { until } from '../../src/testing/node/observe.js';
import { approve, approved, befriend, claim, contactOf, history } from '../../src/testing/node/person.js';
import { ensureStrangers, expectTexts, type Flow, type People, talk } from './flows.js';
import { insist } from './insist.js';

const OTHER_PASSWORD = 'nine quiet herons';

export const OWNER_FLOWS: readonly Flow[] = [
  {
    name: 'a password is changed and changed back',
    victims: ['alice'],
    found: foundFriends,
    prepare: emptyDraft,
    run: async (people, victim, time) => {
      await Promise.all([thereAndBack(people[victim]), write(people, time)]);
    },
    isThrough: async (people) => (await draftOf(people)) !== '',
    check: async ({ alice }) => {
      await alice.client.call('checkPassword', { password: TEST_PASSWORD });
      await expect(alice.client.call('checkPassword', { password: OTHER_PASSWORD })).rejects.toMatchObject({
        code: 'PASSWORD_WRONG',
      });
    },
  },
  {
    name: 'a draft is written',
    victims: ['alice'],
    found: foundFriends,
    prepare: emptyDraft,
    run: (people, _, time) => write(people, time),
    isThrough: async (people) => (await draftOf(people)) !== '',
    check: async (people, time) => {
      expect(await draftOf(people)).toBe(time);
    },
  },
  {
    name: 'a contact is blocked and let in again',
    victims: ['alice'],
    found: foundFriends,
    prepare: ({ alice, bob }) => talk(alice, bob, 'before'),
    run: async ({ alice, bob }) => {
      const { id: contactId } = await contactOf(alice, bob);
      await insist(() => alice.client.call('blockContact', { contactId }));
      await contactOf(alice, bob, ({ state }) => state === 'blocked');
      await insist(() => alice.client.call('unblockContact', { contactId }));
      await approved(alice, bob);
    },
    isThrough: async ({ alice, bob }) => (await contactOf(alice, bob)).state !== 'approved',
    goOn: ({ alice, bob }, time) => talk(alice, bob, time),
    check: async ({ alice, bob }, time) => {
      for (const rows of [await history(alice, bob), await history(bob, alice)]) {
        expect(rows.slice(-2).map(({ text }) => text)).toEqual([`Alice ${time}`, `Bob ${time}`]);
        expect(rows.every(({ gapBefore }) => gapBefore === 0)).toBe(true);
      }
    },
  },
  {
    name: 'a key change is approved',
    victims: ['alice'],
    prepare: async (people) => {
      const { alice, bob, bobAgain } = people;
      await ensureStrangers(people);
      await befriend(alice, bob);
      await talk(alice, bob, 'before');
      await claim(bobAgain, alice, bob.home.self.nodeIdText);
    },
    run: async ({ alice, bobAgain }) => {
      await insist(() => approve(alice, bobAgain));
      await Promise.all([approved(alice, bobAgain), approved(bobAgain, alice)]);
    },
    isThrough: async ({ alice, bobAgain }) => {
      const contacts = await until(alice.client, ['contacts', {}], (rows) => rows);
      return contacts.some(({ nodeId }) => nodeId === bobAgain.home.self.nodeId);
    },
    goOn: ({ alice, bobAgain }, time) => talk(alice, bobAgain, time),
    check: async ({ alice, bobAgain }, time) => {
      await expectTexts({ alice, bob: bobAgain }, [`Alice ${time}`, `Bob ${time}`]);
    },
  },
];

async function foundFriends(people: People): Promise<void> {
  await ensureStrangers(people);
  await befriend(people.alice, people.bob);
}

async function draftOf({ alice, bob }: People): Promise<string> {
  const { conversationId } = await contactOf(alice, bob);
  return until(
    alice.client,
    ['conversations', {}],
    (rows) => rows.find(({ id }) => id === conversationId)?.draft,
  );
}

async function emptyDraft(people: People): Promise<void> {
  const { conversationId } = await contactOf(people.alice, people.bob);
  await people.alice.client.call('setDraft', { conversationId, text: '' });
}

/** As it is typed: each is a commit. */
async function write({ alice, bob }: People, text: string): Promise<void> {
  const { conversationId } = await contactOf(alice, bob);
  for (const typed of ['half', 'half a thought', text])
    await insist(() => alice.client.call('setDraft', { conversationId, text: typed }));
}

async function thereAndBack(node: NodeProcess): Promise<void> {
  await changePassword(node, TEST_PASSWORD, OTHER_PASSWORD);
  await changePassword(node, OTHER_PASSWORD, TEST_PASSWORD);
}

/** As an owner would: after an error of writing either password may be the one, and whichever it is is asked to be changed. */
async function changePassword(node: NodeProcess, password: string, newPassword: string): Promise<void> {
  for (let hasFailed = false; ; hasFailed = true) {
    try {
      await node.client.call('changePassword', { password, newPassword });
      return;
    } catch (error) {
      if (hasFailed && AppError.is(error, 'PASSWORD_WRONG')) {
        await node.client.call('checkPassword', { password: newPassword });
        return;
      }
      if (!AppError.is(error, 'HOME_UNUSABLE')) throw error;
    }
  }
}
