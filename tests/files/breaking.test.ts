// Ways that break and nodes that die in the middle of a file. KITH_FILE_CUTS says how often, by hand 50, and KITH_FILE_SEED
// where and how.

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
import { seededRandom, shuffled } from '../mesh/seeded-random.js';
import { Stage } from '../nodes/stage.js';
import { befriendThroughRelay, type Way } from './relayed.js';

const MEBIBYTE = 1_048_576;
const ASKED_CUTS = process.env['KITH_FILE_CUTS'];
const CUTS = Number(ASKED_CUTS ?? 6);
const SEED = Number(process.env['KITH_FILE_SEED'] ?? 7);
/** From one cut to the next 2 MiB, give or take one: half of it is left to come undisturbed. */
const SIZE = 4 * CUTS * MEBIBYTE + 12_345;
/** At the same time, each with a chunk that a cut may leave unfinished; what a node had read and not kept is never more. */
const STREAMS = 4;
const CHUNK = 262_144 + 16;
const TIMEOUT_MS = 30_000 + 15_000 * CUTS;

const WAYS = ['https', 'push'] as const satisfies Way[];
/** Of six cuts two change the way: to the link alone, and back. */
const KINDS = ['way changed', 'connection cut', 'sender killed', 'recipient killed', 'both killed'] as const;

interface Cut {
  readonly kind: (typeof KINDS)[number];
  /** After the cut before it. */
  readonly afterBytes: number;
}

/** Each kind in turn until there are enough, then put into an order of the seed. */
function plannedCuts(): Cut[] {
  const random = seededRandom(SEED);
  const kinds = Array.from({ length: CUTS }, (_, index) => KINDS[index % KINDS.length] ?? KINDS[0]);
  return shuffled(kinds, random).map((kind) => ({
    kind,
    afterBytes: Math.floor((1 + 2 * random()) * MEBIBYTE),
  }));
}

const PLAN = plannedCuts();
const COUNTS = KINDS.map(
  (kind) => `${String(PLAN.filter((cut) => cut.kind === kind).length)} × ${kind}`,
).join(', ');

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

  /** What TLS, HTTP and the links add. */
  const around = 0.005 * SIZE + (CUTS + 1) * 65_536;

  async function start(...killed: readonly NodeProcess[]): Promise<void> {
    for (const node of killed) await node.start();
  }

  it.each(WAYS)(
    `arrives whole by %s whatever breaks, ${COUNTS}, of which each costs a chunk of each stream at most`,
    async (way) => {
      const alice = await stage.process(await stage.home('Alice'));
      const bob = await stage.process(await stage.home('Bob'));
      const victims: Partial<Record<Cut['kind'], readonly NodeProcess[]>> = {
        'sender killed': [alice],
        'recipient killed': [bob],
        'both killed': [alice, bob],
      };
      relay = await befriendThroughRelay(stage, alice, bob, way);
      // Slow enough for a view to show by what way it comes.
      relay.mostBytesPerSecond = 4 * MEBIBYTE;
      const before = relay.passedBytes;
      let unread = 0;
      let held = relay.holdAfter(PLAN[0]?.afterBytes ?? 1);
      await begin(alice, bob);
      for (const [index, { kind }] of PLAN.entries()) {
        await held;
        const killed = victims[kind] ?? [];
        if (kind === 'way changed') {
          const isLink = relay.most === 1;
          await transferOf(bob, 'a.bin', ({ carrier }) => carrier === (isLink ? 'link' : way));
          // One connection: the link alone.
          relay.most = isLink ? Number.POSITIVE_INFINITY : 1;
        }
        if (killed.includes(bob)) {
          await freeze(bob.pid);
          unread += await relay.unreadBytes();
        }
        await Promise.all(killed.map((node) => node.kill()));
        const next = PLAN[index + 1];
        if (next) held = relay.holdAfter(next.afterBytes);
        relay.drop(next === undefined);
        await start(...killed);
        await tryNow(bob);
      }
      await arrived(bob);
      const extra = relay.passedBytes - before - encryptedBytes(SIZE);
      expect(extra).toBeLessThan(CUTS * STREAMS * CHUNK + around + unread);
      // Whoever asks for many wants to know what one costs.
      if (ASKED_CUTS === undefined) return;
      process.stdout.write(
        `${way}, seed ${String(SEED)}: ${COUNTS}; ${String(Math.round(extra / CUTS))} bytes more than the file a cut\n`,
      );
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
});
