// What people do that takes several commits, on one side or on both: a table for faults of the disk.

import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import {
  accept,
  askAlways,
  fileBytes,
  makeFile,
  makeFolder,
  offer,
  transferOf,
} from '../../src/testing/node/files.js';
import { backUpHome, restoreHome } from '../../src/testing/node/homes.js';
import type { NodeProcess } from '../../src/testing/node/node-process.js';
import {
  addByAddress,
  approve,
  approved,
  befriend,
  history,
  newId,
  send,
  untilMessages,
  untilNothingQueued,
} from '../../src/testing/node/person.js';
import { until } from '../../src/testing/node/observe.js';
import { insist } from './insist.js';

export interface People {
  readonly alice: NodeProcess;
  readonly bob: NodeProcess;
  /** Bob on another device, with a key of its own. */
  readonly bobAgain: NodeProcess;
}

export interface Flow {
  /** A sentence's end: `while <name>`. */
  readonly name: string;
  /** Whose disk fails, each in a run of their own. */
  readonly victims: readonly (keyof People)[];
  /** Before the first time. */
  readonly found?: (people: People) => Promise<void>;
  /** Before every time, on disks that work. The victim runs afterwards; the other may be left for the flow to start. */
  readonly prepare: (people: People, victim: keyof People) => Promise<void>;
  /** Until it is complete on both sides; what the disk has refused is asked for again. */
  readonly run: (people: People, victim: keyof People, time: string) => Promise<void>;
  /** Whether it got so far that one side was told of what the other committed. Not before the disk works. */
  readonly isThrough: (people: People) => Promise<boolean>;
  /** On disks that work: both go on as if nothing had been. */
  readonly goOn?: (people: People, time: string) => Promise<void>;
  /** That nothing is missing and nothing there twice, on either side. */
  readonly check: (people: People, time: string) => Promise<void>;
}

const KEPT = ['Alice before the copy', 'Bob before the copy'];
const LOST = ['Alice after the copy', 'Bob after the copy'];

export const FLOWS: readonly Flow[] = [
  {
    name: 'they become contacts',
    victims: ['alice', 'bob'],
    prepare: ensureStrangers,
    run: becomeContacts,
    isThrough: async ({ alice, bob }) =>
      (await contactsOf(alice)).some(({ state }) => state === 'approved') ||
      (await contactsOf(bob)).length > 0,
    goOn: ({ alice, bob }, time) => talk(alice, bob, time),
    check: (people, time) => expectTexts(people, [`Alice ${time}`, `Bob ${time}`]),
  },
  {
    name: 'a contact is removed with all that was written',
    victims: ['alice'],
    prepare: async (people) => {
      await ensureStrangers(people);
      await befriend(people.alice, people.bob);
      await talk(people.alice, people.bob, 'what is to go');
    },
    run: async ({ alice }) => {
      const contactId = (await contactsOf(alice))[0]?.id ?? '';
      await insist(() => alice.client.call('removeContact', { contactId, history: 'delete' }));
    },
    isThrough: async ({ alice }) => (await contactsOf(alice)).length === 0,
    check: async ({ alice, bob }) => {
      expect(await contactsOf(alice)).toEqual([]);
      expect(await until(alice.client, ['conversations', {}], (rows) => rows)).toEqual([]);
      // It is removed here and nowhere else.
      expect(await history(bob, alice)).toHaveLength(2);
    },
  },
  {
    name: 'a file is sent',
    victims: ['alice', 'bob'],
    found: async (people) => {
      await ensureStrangers(people);
      await befriend(people.alice, people.bob);
      await askAlways(people.bob, people.alice);
    },
    prepare: ({ alice, bob }) => talk(alice, bob, newId()),
    run: sendAFile,
    isThrough: async ({ bob }) => (await transfersOf(bob)).some(({ stage }) => stage !== 'done'),
    check: async ({ alice, bob }) => {
      for (const node of [alice, bob]) {
        expect((await transfersOf(node)).map(({ stage }) => stage)).toSatisfy((stages: string[]) =>
          stages.every((stage) => stage === 'done'),
        );
      }
    },
  },
  {
    name: 'a restored home gets back what it forgot',
    victims: ['alice', 'bob'],
    found: foundOlderCopy,
    prepare: async ({ alice, bob }, victim) => {
      await Promise.all([alice.kill(), bob.kill()]);
      await Promise.all([restoreHome(alice.home), restoreHome(bob.home)]);
      await (victim === 'alice' ? alice : bob).start();
    },
    run: async ({ alice, bob }, victim) => {
      await (victim === 'alice' ? bob : alice).start();
      await untilMessages(alice, bob, (rows) => rows.some(({ recovered }) => recovered));
    },
    isThrough: async ({ alice, bob }) => (await history(alice, bob)).some(({ recovered }) => recovered),
    goOn: ({ alice, bob }, time) => talk(alice, bob, time),
    check: (people, time) => expectTexts(people, [...KEPT, ...LOST, `Alice ${time}`, `Bob ${time}`]),
  },
];

async function contactsOf(node: NodeProcess) {
  return until(node.client, ['contacts', {}], (rows) => rows);
}

async function transfersOf(node: NodeProcess) {
  return until(node.client, ['transfers', {}], (rows) => rows);
}

/** Each writes once and the other has it. */
export async function talk(alice: NodeProcess, bob: NodeProcess, about: string): Promise<void> {
  for (const [node, other, text] of [
    [alice, bob, `Alice ${about}`],
    [bob, alice, `Bob ${about}`],
  ] as const) {
    await insist(() => send(node, other, text));
    await untilMessages(other, node, (rows) => rows.some((row) => row.text === text));
  }
  await Promise.all([untilNothingQueued(alice), untilNothingQueued(bob)]);
}

/** These and no others, on both sides, with nothing missing between them. */
export async function expectTexts(
  { alice, bob }: Pick<People, 'alice' | 'bob'>,
  texts: readonly string[],
): Promise<void> {
  for (const rows of [await history(alice, bob), await history(bob, alice)]) {
    expect(rows.map(({ text }) => text)).toEqual(texts);
    expect(rows.every(({ gapBefore }) => gapBefore === 0)).toBe(true);
  }
}

export async function ensureStrangers({ alice, bob, bobAgain }: People): Promise<void> {
  for (const node of [alice, bob, bobAgain]) {
    for (const { id: contactId } of await contactsOf(node)) {
      await node.client.call('removeContact', { contactId, history: 'delete' });
    }
  }
}

async function becomeContacts({ alice, bob }: People): Promise<void> {
  await insist(() => addByAddress(alice, bob));
  await insist(() => approve(bob, alice));
  await Promise.all([approved(alice, bob), approved(bob, alice)]);
}

/** More than one chunk. */
const FILE_BYTES = 300_000;

async function sendAFile({ alice, bob }: People, _victim: keyof People, time: string): Promise<void> {
  const [name, bytes] = [`${time}.bin`, fileBytes(FILE_BYTES)];
  const path = await makeFile(alice, name, bytes);
  const folder = await makeFolder(bob, 'saved');
  await insist(() => offer(alice, [bob], path));
  const transferId = await insist(() => accept(bob, name, folder));
  const ask = () => bob.client.call('acceptFile', { transferId, saveTo: folder });
  const outcome = () =>
    transferOf(bob, name, ({ savedAs, saveError }) => savedAs !== null || saveError !== null);
  let row = await outcome();
  // The owner is told, and asks for the clear copy again.
  for (; row.savedAs === null; row = await outcome()) await insist(ask);
  expect((await readFile(row.savedAs)).equals(bytes)).toBe(true);
  await transferOf(alice, name, ({ stage }) => stage === 'done');
  await transferOf(bob, name, ({ stage }) => stage === 'done');
  await Promise.all([untilNothingQueued(alice), untilNothingQueued(bob)]);
}

/** Alice's home from before the last two messages, Bob's from after them. */
async function foundOlderCopy(people: People): Promise<void> {
  const { alice, bob } = people;
  await ensureStrangers(people);
  await befriend(alice, bob);
  await talk(alice, bob, 'before the copy');
  await alice.stop();
  await backUpHome(alice.home);
  await alice.start();
  await talk(alice, bob, 'after the copy');
  await bob.stop();
  await backUpHome(bob.home);
  await bob.start();
}
