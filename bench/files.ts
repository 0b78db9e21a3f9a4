// Files between two node processes on loopback, from disk to disk, encrypted and verified, beside what others need for the
// same file in the same run.

import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContractClient } from '../src/contract/client.js';
import type { ContactRow, TransferRow } from '../src/contract/values.js';
import {
  type BenchNode,
  foundHome,
  inTemporaryDirectory,
  peakMiB,
  processorSeconds,
  startNode,
} from './bench-node.js';
import { befriend, firstRow, newId } from './befriend.js';
import { chatLatencies } from './chat-latency.js';
import { type BaselineName, BASELINES, type Carried, isInstalled } from './file-baselines.js';
import { type Figure, percentile } from './figure.js';

const MEBIBYTE = 1_048_576;
const BIG_BYTES = 1_024 * MEBIBYTE;
/** Each of the ways is measured so often, in turns; what is told is the median. */
const ROUNDS = 3;
const SMALL = { files: 1_000, sizeBytes: 10_000, atOnce: 64 };
const CHAT_PER_SECOND = 50;

interface Pair {
  readonly directory: string;
  readonly nodes: readonly [BenchNode, BenchNode];
  readonly alice: ContractClient;
  readonly bob: ContractClient;
  readonly contact: ContactRow;
}

interface Round {
  readonly kith: Carried & { readonly senderSeconds: number; readonly receiverSeconds: number };
  readonly others: ReadonlyMap<BaselineName, Carried>;
}

export function measureFiles(): Promise<Figure[]> {
  return inTemporaryDirectory(async (directory) => {
    const homes = [await foundHome(directory, 'Alice'), await foundHome(directory, 'Bob')] as const;
    const nodes = [await startNode(homes[0]), await startNode(homes[1])] as const;
    try {
      const [alice, bob] = [await nodes[0].connect(), await nodes[1].connect()];
      const contact = await befriend(alice, bob, nodes[1].listening ?? '');
      return await measurePair({ directory, nodes, alice, bob, contact });
    } finally {
      await Promise.all(nodes.map((node) => node.stop()));
    }
  });
}

async function measurePair(pair: Pair): Promise<Figure[]> {
  const path = join(pair.directory, 'big.bin');
  for (let written = 0; written < BIG_BYTES; written += 64 * MEBIBYTE)
    appendFileSync(path, randomBytes(64 * MEBIBYTE));
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound(pair, path));
  // Before anything else has its share in them.
  const peaks = pair.nodes.map(peakMiB);
  const samples = await chatWhileSending(pair, path);
  const savedSeconds = await savedIn(pair, path);
  const smallSeconds = await sendSmall(pair);
  return [
    ...roundFigures(rounds),
    ...peakFigures(peaks),
    {
      name: 'chat latency p99 while a file is on its way',
      value: percentile(samples, 0.99),
      unit: 'ms',
      aim: { relation: '<', value: 50 },
      note:
        `${samples.length} messages, ${CHAT_PER_SECOND} a second, from the node that sends the file to the one that receives ` +
        'it, from the command until its sender sees "delivered".',
    },
    { name: 'chat latency p50 while a file is on its way', value: percentile(samples, 0.5), unit: 'ms' },
    {
      name: 'Save as, 1 GiB',
      value: BIG_BYTES / savedSeconds / 1e6,
      unit: 'MB/s',
      note: 'the clear copy of a file that arrived: read, decrypted, verified, written and synced.',
    },
    {
      name: '1,000 files of 10 kB',
      value: SMALL.files / smallSeconds,
      unit: 'files/s',
      note:
        `each offered, accepted by the rule of its recipient, sent, verified, kept and told; ${SMALL.atOnce} at a time, from ` +
        'the first command until the sender knows that the last one is there.',
    },
  ];
}

async function measureRound(pair: Pair, path: string): Promise<Round> {
  const others = new Map<BaselineName, Carried>();
  const file = { directory: pair.directory, path, sizeBytes: BIG_BYTES };
  for (const [name, baseline] of Object.entries(BASELINES))
    if (isInstalled(baseline)) others.set(name as BaselineName, await baseline.carry(file));
  const before = pair.nodes.map(processorSeconds);
  const id = await offered(pair, path);
  const startedAt = performance.now();
  await accepted(pair, id);
  const seconds = (performance.now() - startedAt) / 1_000;
  const [senderSeconds = 0, receiverSeconds = 0] = pair.nodes.map(
    (node, index) => processorSeconds(node) - (before[index] ?? 0),
  );
  await pair.bob.call('deleteFile', { transferId: id });
  return {
    kith: { seconds, processorSeconds: senderSeconds + receiverSeconds, senderSeconds, receiverSeconds },
    others,
  };
}

/** The offer as Bob sees it. */
async function offered({ alice, bob, contact }: Pair, path: string): Promise<string> {
  const known = new Set((await transfersNow(bob)).map(({ id }) => id));
  await alice.call('offerFile', { path, to: [{ id: newId(), contactId: contact.id }] });
  const { id } = await firstRow(bob, 'transfers', (row) => !known.has(row.id) && row.direction === 'in');
  return id;
}

/** Returns once it is here, verified, synced and under its final name. */
async function accepted({ bob }: Pair, id: string): Promise<void> {
  const arrived = firstRow(bob, 'transfers', (row) => row.id === id && row.stage === 'done');
  await bob.call('acceptFile', { transferId: id, saveTo: null });
  await arrived;
}

async function chatWhileSending(pair: Pair, path: string): Promise<number[]> {
  const id = await offered(pair, path);
  let isThere = false;
  const arrived = accepted(pair, id).then(() => (isThere = true));
  const samples = await chatLatencies(pair.alice, pair.contact, {
    perSecond: CHAT_PER_SECOND,
    goesOn: () => !isThere,
  });
  await arrived;
  await pair.bob.call('deleteFile', { transferId: id });
  return samples;
}

async function savedIn(pair: Pair, path: string): Promise<number> {
  const id = await offered(pair, path);
  await accepted(pair, id);
  const saveTo = join(pair.directory, 'saved');
  mkdirSync(saveTo);
  const startedAt = performance.now();
  const saved = firstRow(pair.bob, 'transfers', (row) => row.id === id && row.savedAs !== null);
  await pair.bob.call('acceptFile', { transferId: id, saveTo });
  await saved;
  const seconds = (performance.now() - startedAt) / 1_000;
  await pair.bob.call('deleteFile', { transferId: id });
  return seconds;
}

/** Seconds until all of them are there, and their sender knows it. */
async function sendSmall({ directory, alice, bob, contact }: Pair): Promise<number> {
  const { id: contactId } = await firstRow(bob, 'contacts', () => true);
  await bob.call('setFileRule', { contactId, rule: { accept: 'all', mostBytes: 1_000_000 } });
  const paths = Array.from({ length: SMALL.files }, (_, index) => {
    const path = join(directory, `small-${String(index)}.dat`);
    writeFileSync(path, randomBytes(SMALL.sizeBytes));
    return path;
  });
  const waiting = new Map<string, () => void>();
  const end = alice.subscribe('transfers', {}, { onChange: ({ rows }) => tell(rows) });
  const tell = (rows: readonly TransferRow[]): void => {
    for (const { id, stage, end: ending } of rows) {
      if (ending) throw new Error(`a small file ended: ${ending.reason}`);
      if (stage === 'done') waiting.get(id)?.();
    }
  };
  const startedAt = performance.now();
  const sendInTurn = async (): Promise<void> => {
    for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
      // The transfer of an own offer goes by the id of its message.
      const id = newId();
      const done = new Promise<void>((resolve) => waiting.set(id, resolve));
      await alice.call('offerFile', { path, to: [{ id, contactId: contact.id }] });
      await done;
      waiting.delete(id);
    }
  };
  await Promise.all(Array.from({ length: SMALL.atOnce }, sendInTurn));
  end();
  return (performance.now() - startedAt) / 1_000;
}

function transfersNow(client: ContractClient): Promise<readonly TransferRow[]> {
  return new Promise((resolve, reject) => {
    const end = client.subscribe(
      'transfers',
      {},
      {
        onChange: ({ rows }) => {
          queueMicrotask(() => {
            end();
          });
          resolve(rows);
        },
        onEnd: reject,
      },
    );
  });
}

function roundFigures(rounds: readonly Round[]): Figure[] {
  const kith = rounds.map((round) => round.kith);
  const rate = (runs: readonly Carried[]) => median(runs.map(({ seconds }) => BIG_BYTES / seconds / 1e6));
  const work = (runs: readonly Carried[]) => median(runs.map(({ processorSeconds: spent }) => spent));
  const names = [...(rounds[0]?.others.keys() ?? [])];
  return [
    {
      name: '1 GiB, disk to disk',
      value: rate(kith),
      unit: 'MB/s',
      note:
        `median of ${rounds.length} runs, in turns with the others; from accepting until it is verified, synced and kept ` +
        'encrypted. Each ratio is the median of those of the single turns. The others sync nothing.',
    },
    { name: 'processor time, sender', value: median(kith.map((one) => one.senderSeconds)), unit: 's' },
    { name: 'processor time, receiver', value: median(kith.map((one) => one.receiverSeconds)), unit: 's' },
    ...names.flatMap((name): Figure[] => {
      const runs = rounds.flatMap(({ others }) => others.get(name) ?? []);
      const ratios = runs.map(({ seconds }, index) => seconds / (kith[index]?.seconds ?? Number.NaN));
      const workRatios = runs.map(
        ({ processorSeconds: spent }, index) => (kith[index]?.processorSeconds ?? Number.NaN) / spent,
      );
      const aim = name === 'nginx + curl' ? ({ relation: '>=', value: 0.7 } as const) : undefined;
      return [
        { name, value: rate(runs), unit: 'MB/s' },
        { name: `${name}, processor time of both`, value: work(runs), unit: 's' },
        { name: `rate beside ${name}`, value: median(ratios), unit: '', ...(aim ? { aim } : {}) },
        { name: `processor time beside ${name}`, value: median(workRatios), unit: '' },
      ];
    }),
  ];
}

function peakFigures([sender = Number.NaN, receiver = Number.NaN]: readonly number[]): Figure[] {
  const aim = { relation: '<', value: 200 } as const;
  return [
    {
      name: 'peak memory, sender',
      value: sender,
      unit: 'MiB',
      aim,
      note: 'the most resident memory of the whole process since its start.',
    },
    { name: 'peak memory, receiver', value: receiver, unit: 'MiB', aim },
  ];
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
