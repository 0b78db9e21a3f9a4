// Alice offers more files than may be open at once while Bob is away.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TransferRow } from '../../src/contract/values.js';
import { MOST_OPEN_OFFERS } from '../../src/node/lane/incoming-offers.js';
import { askAlways, fileBytes, makeFile, makeFolder, transferOf } from '../../src/testing/node/files.js';
import type { NodeProcess } from '../../src/testing/node/node-process.js';
import { readHistory, until } from '../../src/testing/node/observe.js';
import { befriend, contactOf, newId } from '../../src/testing/node/person.js';
import { Stage } from '../nodes/stage.js';

const FILES = 150;
/** Taken back by Alice while it waits behind the others. */
const TAKEN_BACK = 120;
/** Whose clear copies are looked at. */
const LOOKED_AT = [0, MOST_OPEN_OFFERS, FILES - 1];
const TIMEOUT_MS = 120_000;

const NAMES = Array.from({ length: FILES }, (_, at) => `${String(at)}.bin`);
const WANTED = NAMES.filter((_, at) => at !== TAKEN_BACK);
const bytesOf = (at: number) => fileBytes(100 + at, at + 1);
const isOver = ({ stage }: TransferRow) => stage === 'done' || stage === 'ended';

describe('a hundred and fifty files for somebody who is away', () => {
  let stage: Stage;
  let alice: NodeProcess;
  let bob: NodeProcess;
  const ids: string[] = [];
  beforeEach(async () => {
    stage = await Stage.open();
    alice = await stage.process(await stage.home('Alice'));
    bob = await stage.process(await stage.home('Bob'));
    await befriend(alice, bob);
    await askAlways(bob, alice);
    await bob.kill();
    const { id: contactId } = await contactOf(alice, bob);
    for (const [at, name] of NAMES.entries()) {
      if (at === FILES / 2) {
        await alice.kill();
        await alice.start();
      }
      const path = await makeFile(alice, name, bytesOf(at));
      const { transferIds } = await alice.client.call('offerFile', {
        path,
        to: [{ id: newId(), contactId }],
      });
      ids.push(...transferIds);
    }
    await bob.start();
  }, TIMEOUT_MS);
  afterEach(() => stage.clear());

  /** What Bob's conversation shows of the files, in its order. */
  async function shown(): Promise<{ name: string; stage: string }[]> {
    const { conversationId } = await contactOf(bob, alice);
    const rows = await readHistory(bob.client, conversationId);
    return rows.flatMap(({ file }) => (file ? [{ name: file.name, stage: file.stage }] : []));
  }

  it(
    'are all there for him, a hundred of them to be answered, and the others come up as those arrive',
    async () => {
      const expected = NAMES.map((name, at) => ({
        name,
        stage: at < MOST_OPEN_OFFERS ? 'offered' : 'waiting',
      }));
      await expect.poll(shown, { timeout: TIMEOUT_MS }).toEqual(expected);
      await bob.kill();
      await bob.start();
      expect(await shown()).toEqual(expected);
      await alice.client.call('cancelFile', { transferId: ids[TAKEN_BACK] ?? '' });
      await transferOf(bob, NAMES[TAKEN_BACK] ?? '', isOver);
      const saveTo = await makeFolder(bob, 'in');
      const accepted = new Set<string>();
      let accepting: Promise<unknown> = Promise.resolve();
      let mostOpen = 0;
      let isInOrder = true;
      /** Whether the last of them is here. */
      const acceptAll = (rows: readonly TransferRow[]): boolean => {
        mostOpen = Math.max(mostOpen, rows.filter((row) => !isOver(row)).length);
        for (const { id: transferId, name, stage } of rows) {
          if (stage !== 'offered' || accepted.has(name)) continue;
          accepted.add(name);
          const to = LOOKED_AT.some((at) => NAMES[at] === name) ? saveTo : null;
          accepting = accepting.then(() => bob.client.call('acceptFile', { transferId, saveTo: to }));
        }
        isInOrder &&= WANTED.slice(0, accepted.size).every((name) => accepted.has(name));
        const saved = rows.filter(({ savedAs }) => savedAs !== null);
        return saved.length === LOOKED_AT.length && rows.every(isOver) && accepted.size === WANTED.length;
      };
      await until(bob.client, ['transfers', {}], acceptAll, TIMEOUT_MS);
      await accepting;
      expect([mostOpen, isInOrder]).toEqual([MOST_OPEN_OFFERS, true]);
      for (const at of LOOKED_AT)
        expect((await readFile(join(saveTo, NAMES[at] ?? ''))).equals(bytesOf(at))).toBe(true);
      const inTheEnd = NAMES.map((name, at) => ({ name, stage: at === TAKEN_BACK ? 'ended' : 'done' }));
      expect(await shown()).toEqual(inTheEnd);
    },
    TIMEOUT_MS,
  );
});
