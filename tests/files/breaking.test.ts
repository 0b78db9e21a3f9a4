// Ways that break and nodes that die in the middle of a file. KITH_FILE_CUTS says how often; by hand 50.

import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encryptedBytes } from '../../src/protocol/file-header.js';
import { TcpRelay } from '../../src/testing/network/tcp-relay.js';
import { accept, fileBytes, makeFile, makeFolder, offer, transferOf } from '../../src/testing/node/files.js';
import { until } from '../../src/testing/node/observe.js';
import type { NodeProcess } from '../../src/testing/node/node-process.js';
import { addByAddress, approve, approved, type TestNode } from '../../src/testing/node/person.js';
import { seededRandom } from '../mesh/seeded-random.js';
import { Stage } from '../nodes/stage.js';

const MEBIBYTE = 1_048_576;
const CUTS = Number(process.env['KITH_FILE_CUTS'] ?? 3);
const SIZE = 4 * CUTS * MEBIBYTE + 12_345;
const THIRD = Math.floor(SIZE / 3);
/** At the same time, each with a chunk that a cut may leave unfinished. */
const STREAMS = 4;
const CHUNK = 262_144 + 16;
const TIMEOUT_MS = 30_000 + 15_000 * CUTS;

describe('a file on a way that breaks', () => {
  let stage: Stage;
  let relay: TcpRelay;
  const bytes = fileBytes(SIZE);
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

  /** Bob reaches Alice through the relay alone, and she does not reach him. */
  async function meet(alice: TestNode, bob: TestNode): Promise<void> {
    relay = await TcpRelay.open(stage.yard.nextHost(), () => alice.address);
    stage.atEnd(() => relay.close());
    await addByAddress(bob, { home: alice.home, address: relay.address });
    await approve(alice, bob);
    await Promise.all([approved(alice, bob), approved(bob, alice)]);
  }

  /** Offered and accepted once the relay is to hold; where the clear copy is to stand. */
  async function begin(alice: TestNode, bob: TestNode): Promise<void> {
    await offer(alice, [bob], await makeFile(alice, 'a.bin', bytes));
    const folder = await makeFolder(bob, 'in');
    await transferOf(bob, 'a.bin');
    await accept(bob, 'a.bin', folder);
  }

  async function arrived(bob: TestNode): Promise<void> {
    const { savedAs } = await transferOf(bob, 'a.bin', (row) => row.savedAs !== null, TIMEOUT_MS);
    expect((await readFile(savedAs ?? '')).equals(bytes)).toBe(true);
  }

  /** Bob watches: what would wait longer and longer to be dialled again, because it broke so often, is tried at once. */
  function hurry(bob: TestNode): void {
    const end = bob.client.subscribe(
      'links',
      {},
      {
        onChange: ({ rows }) => {
          if (rows.some(({ state }) => state === 'waiting')) void tryNow(bob);
        },
      },
    );
    stage.atEnd(() => {
      end();
      return Promise.resolve();
    });
  }

  async function tryNow(bob: TestNode): Promise<void> {
    const contactId = await until(bob.client, ['contacts', {}], (rows) => rows[0]?.id);
    await bob.client.call('retryNow', { contactId });
  }

  /** Where it is cut, in bytes from one cut to the next. */
  function cuts(): number[] {
    const random = seededRandom(7);
    const points = Array.from({ length: CUTS }, () => Math.floor(random() * SIZE)).sort((a, b) => a - b);
    return points.map((point, index) => Math.max(1, point - (points[index - 1] ?? 0)));
  }

  /** What TLS, HTTP and the links add. */
  const around = (breaks: number) => 0.005 * SIZE + (breaks + 1) * 65_536;

  it(
    `arrives whole over ${String(CUTS)} cuts, of which each costs a chunk of each stream at most`,
    async () => {
      const [alice, bob] = await stage.people('Alice', 'Bob');
      await meet(alice, bob);
      hurry(bob);
      const [first = 1, ...others] = cuts();
      const before = relay.passedBytes;
      let held = relay.holdAfter(first);
      await begin(alice, bob);
      for (const next of [...others, undefined]) {
        await held;
        if (next !== undefined) held = relay.holdAfter(next);
        relay.drop(next === undefined);
      }
      await arrived(bob);
      const most = encryptedBytes(SIZE) + CUTS * STREAMS * CHUNK + around(CUTS);
      expect(relay.passedBytes - before).toBeLessThan(most);
    },
    TIMEOUT_MS,
  );

  it(
    'goes on over another carrier than the one it began with, as often as it has to',
    async () => {
      const [alice, bob] = await stage.people('Alice', 'Bob');
      await meet(alice, bob);
      hurry(bob);
      // The link alone.
      relay.most = 1;
      let held = relay.holdAfter(THIRD);
      await begin(alice, bob);
      for (const [carrier, next] of [
        ['link', Number.POSITIVE_INFINITY],
        ['https', 1],
      ] as const) {
        await held;
        await transferOf(bob, 'a.bin', (row) => row.carrier === carrier);
        relay.most = next;
        held = relay.holdAfter(THIRD);
        relay.drop(false);
      }
      await held;
      await transferOf(bob, 'a.bin', (row) => row.carrier === 'link');
      relay.drop(true);
      await arrived(bob);
    },
    TIMEOUT_MS,
  );

  it.each(['sender', 'recipient'])(
    `arrives whole although its %s is killed again and again`,
    async (who) => {
      const alice = await stage.process(await stage.home('Alice'));
      const bob = await stage.process(await stage.home('Bob'));
      await meet(alice, bob);
      const victim: NodeProcess = who === 'sender' ? alice : bob;
      const [first = 1, ...others] = cuts();
      let held = relay.holdAfter(first);
      await begin(alice, bob);
      for (const next of [...others, undefined]) {
        await held;
        await victim.kill();
        if (next !== undefined) held = relay.holdAfter(next);
        relay.drop(next === undefined);
        await victim.start();
        await tryNow(bob);
      }
      await arrived(bob);
    },
    TIMEOUT_MS,
  );
});
