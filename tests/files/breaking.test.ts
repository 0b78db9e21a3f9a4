// Ways that break and nodes that die in the middle of a file. KITH_FILE_CUTS says how often; by hand 50.

import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encryptedBytes } from '../../src/protocol/file-header.js';
import type { TcpRelay } from '../../src/testing/network/tcp-relay.js';
import { accept, fileBytes, makeFile, makeFolder, offer, transferOf } from '../../src/testing/node/files.js';
import { freeze } from '../../src/testing/node/freeze.js';
import { HurriedTimers } from '../../src/testing/node/hurried-timers.js';
import { until } from '../../src/testing/node/observe.js';
import type { NodeProcess } from '../../src/testing/node/node-process.js';
import type { TestNode } from '../../src/testing/node/person.js';
import { seededRandom } from '../mesh/seeded-random.js';
import { Stage } from '../nodes/stage.js';
import { befriendThroughRelay, type Way } from './relayed.js';

const MEBIBYTE = 1_048_576;
const CUTS = Number(process.env['KITH_FILE_CUTS'] ?? 2);
const SIZE = 4 * CUTS * MEBIBYTE + 12_345;
/** At the same time, each with a chunk that a cut may leave unfinished; what a node had read and not kept is never more. */
const STREAMS = 4;
const CHUNK = 262_144 + 16;
const TIMEOUT_MS = 30_000 + 15_000 * CUTS;

const WAYS = ['https', 'push'] as const satisfies Way[];
const KILLS = WAYS.flatMap((way) => (['sender', 'recipient'] as const).map((who) => ({ way, who })));

describe('a file on a way that breaks', () => {
  let stage: Stage;
  let relay: TcpRelay;
  const bytes = fileBytes(SIZE);
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());

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

  /** Not more than what each cut may cost passed. */
  const costs = (breaks: number) => encryptedBytes(SIZE) + breaks * STREAMS * CHUNK + around(breaks);

  it.each(WAYS)(
    `arrives whole over ${String(CUTS)} cuts by %s, of which each costs a chunk of each stream at most`,
    async (way) => {
      const [alice, bob] = await stage.people('Alice', 'Bob');
      relay = await befriendThroughRelay(stage, alice, bob, way);
      // Slow enough for a view to show by what way it comes.
      relay.mostBytesPerSecond = 4 * MEBIBYTE;
      const [first = 1, ...others] = cuts();
      const before = relay.passedBytes;
      let held = relay.holdAfter(first);
      await begin(alice, bob);
      const seen = transferOf(bob, 'a.bin', ({ carrier }) => carrier === way, TIMEOUT_MS);
      for (const next of [...others, undefined]) {
        await held;
        if (next !== undefined) held = relay.holdAfter(next);
        relay.drop(next === undefined);
      }
      await arrived(bob);
      await seen;
      expect(relay.passedBytes - before).toBeLessThan(costs(CUTS));
    },
    TIMEOUT_MS,
  );

  it('is not said to flow by its sender once nothing of it has moved for a while', async () => {
    const timers = new HurriedTimers();
    const alice = await stage.local(await stage.home('Alice'), { seams: { timers } });
    const [bob] = await stage.people('Bob');
    relay = await befriendThroughRelay(stage, alice, bob);
    const held = relay.holdAfter(MEBIBYTE);
    await begin(alice, bob);
    await held;
    // One view, which is to be told: a new one would look for itself.
    const told: string[] = [];
    const still = transferOf(alice, 'a.bin', ({ activity, bytesPerSecond }) => {
      told.push(activity);
      return told.includes('flowing') && activity === 'waiting' && bytesPerSecond === 0;
    });
    await expect.poll(() => told, { timeout: 8_000 }).toContain('flowing');
    // What is due at once is told, then nothing for as long as a rate counts.
    timers.hurry(300);
    await until(alice.client, ['transfers', {}], ([row]) => row);
    timers.hurry(4_000);
    await still;
    relay.drop(true);
    await tryNow(bob);
    await arrived(bob);
  });

  it.each(WAYS)(
    `goes on over the link where %s is cut off, and back, ${String(CUTS)} times`,
    async (way) => {
      const [alice, bob] = await stage.people('Alice', 'Bob');
      relay = await befriendThroughRelay(stage, alice, bob, way);
      const random = seededRandom(11);
      // Half of the file in the end, and each time enough to see by what it comes.
      const nextCut = () => Math.floor((1 + 2 * random()) * MEBIBYTE);
      const before = relay.passedBytes;
      // One connection: the link alone.
      relay.most = 1;
      let held = relay.holdAfter(nextCut());
      await begin(alice, bob);
      for (let cut = 0; cut < CUTS; cut++) {
        await held;
        await transferOf(bob, 'a.bin', ({ carrier }) => carrier === (relay.most === 1 ? 'link' : way));
        relay.most = relay.most === 1 ? Number.POSITIVE_INFINITY : 1;
        held = relay.holdAfter(nextCut());
        relay.drop(cut === CUTS - 1);
      }
      await arrived(bob);
      expect(relay.passedBytes - before).toBeLessThan(costs(CUTS));
    },
    TIMEOUT_MS,
  );

  it.each(KILLS)(
    `arrives whole by $way although its $who is killed ${String(CUTS)} times, each of which costs a chunk of each stream at most`,
    async ({ who, way }) => {
      const alice = await stage.process(await stage.home('Alice'));
      const bob = await stage.process(await stage.home('Bob'));
      relay = await befriendThroughRelay(stage, alice, bob, way);
      const victim: NodeProcess = who === 'sender' ? alice : bob;
      const [first = 1, ...others] = cuts();
      const before = relay.passedBytes;
      let unread = 0;
      let held = relay.holdAfter(first);
      await begin(alice, bob);
      for (const next of [...others, undefined]) {
        await held;
        if (who === 'recipient') {
          await freeze(bob.pid);
          unread += await relay.unreadBytes();
        }
        await victim.kill();
        if (next !== undefined) held = relay.holdAfter(next);
        relay.drop(next === undefined);
        await victim.start();
        await tryNow(bob);
      }
      await arrived(bob);
      expect(relay.passedBytes - before).toBeLessThan(costs(CUTS) + unread);
    },
    TIMEOUT_MS,
  );
});
