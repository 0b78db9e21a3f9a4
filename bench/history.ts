// What a long history costs: the same questions to a store of 10,000 and one of 1,000,000 messages, in conversations of the
// same length. Built once through the real schema and kept in the directory for temporary files.

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homeIn } from '../src/adapters/filesystem/home.js';
import { nodeIdOf } from '../src/adapters/signal/identity-cipher.js';
import { MIGRATIONS } from '../src/adapters/sqlite/migrations/index.js';
import type { ReadQuery } from '../src/adapters/sqlite/read/read-query.js';
import { openStore } from '../src/adapters/sqlite/store-connection.js';
import { copyBytes } from '../src/base/bytes.js';
import type { NodeId } from '../src/base/ids.js';
import { ReaderClient } from '../src/node/reader/reader-client.js';
import { type BenchHome, foundHome, PASSWORD } from './bench-node.js';
import { type Figure, percentile } from './figure.js';
import { fillStore } from './fill-store.js';
import {
  BEGINNINGS,
  COMMON,
  ELSEWHERE,
  PHRASE,
  randomNumbers,
  RARE,
  TEXTS,
  textMaker,
} from './history-texts.js';
import { masterKeyOf, unlockMs } from './start.js';
import { usedMiB } from './used-memory.js';

const SIZES = [10_000, 1_000_000] as const;
const PER_CONVERSATION = 2_000;
const SAMPLES = 400;
const STARTS = 5;
/** `cache_size` of the writer and of the reader. */
const PAGE_CACHES_MIB = 32 + 16;

type Samples = Readonly<Record<string, readonly number[]>>;

interface Measured {
  readonly samples: Samples;
  /** From the password to a listening node, beyond opening the vault. */
  readonly starts: readonly number[];
  readonly residentMiB: number;
}

/** p99 in ms, and for what is only told none. */
const AIMS: Readonly<Record<string, number | undefined>> = {
  'open the newest 50': 5,
  'page back 50': 5,
  'jump to a date': 5,
  'search a common word': 15,
  'search a rare word': 15,
  'search two letters': 15,
  'search a word and two letters of the next': 15,
  'search a common word in one conversation': 15,
  'search two letters in one conversation': 15,
  'search a quoted phrase': 15,
  'search a longer beginning of few words': 15,
  'search a longer beginning of many words': undefined,
  'search two common words that never meet': undefined,
  'search a phrase of common words that is nowhere': undefined,
  'unread counts': undefined,
};

export async function measureHistory(): Promise<Figure[]> {
  const [small, large] = [await measureSize(SIZES[0]), await measureSize(SIZES[1])];
  const names = Object.keys(small.samples);
  return [
    ...names.flatMap((name) => figuresOf(name, small.samples[name] ?? [], large.samples[name] ?? [])),
    {
      name: `unlock to listening, ${String(SIZES[1])} messages`,
      value: percentile(large.starts, 0.5),
      unit: 'ms',
      aim: { relation: '<', value: 500 },
      note:
        `median of ${String(STARTS)}, without the time that opening the vault takes by itself; ` +
        `${percentile(small.starts, 0.5).toFixed(0)} ms with ${String(SIZES[0])} messages.`,
    },
    {
      name: `resident memory of the node, ${String(SIZES[1])} messages`,
      value: large.residentMiB,
      unit: 'MiB',
      note: `once it stood still after conversations were opened and searched; ${small.residentMiB.toFixed(0)} MiB with ${String(SIZES[0])} messages.`,
    },
    {
      name: `resident memory, more than with ${String(SIZES[0])}`,
      value: large.residentMiB - small.residentMiB,
      unit: 'MiB',
      aim: { relation: '<', value: PAGE_CACHES_MIB },
      note: 'the pages that its two connections to the store may keep are all that may be more.',
    },
  ];
}

function figuresOf(name: string, small: readonly number[], large: readonly number[]): Figure[] {
  const limit = AIMS[name];
  const p99 = { small: percentile(small, 0.99), large: percentile(large, 0.99) };
  const p50 = { small: percentile(small, 0.5), large: percentile(large, 0.5) };
  return [
    {
      name: `${name}, p99`,
      value: p99.large,
      unit: 'ms',
      ...(limit !== undefined && { aim: { relation: '<', value: limit } as const }),
      note:
        `${String(SAMPLES)} questions to the reader's thread, the thread border included. p50 ${p50.small.toFixed(2)} and ` +
        `${p50.large.toFixed(2)} ms, p99 ${p99.small.toFixed(2)} and ${p99.large.toFixed(2)} ms at ${SIZES.join(' and ')} ` +
        `messages, in ${SIZES.map((size) => size / PER_CONVERSATION).join(' and ')} conversations.`,
    },
    ...(['p50', 'p99'] as const).map((which): Figure => {
      const { small: few, large: many } = which === 'p50' ? p50 : p99;
      return {
        name: `${name}, ${which} of ${String(SIZES[1])} over ${String(SIZES[0])}`,
        value: many / few,
        unit: 'times',
        aim: { relation: '<', value: 2 },
      };
    }),
  ];
}

async function measureSize(messages: number): Promise<Measured> {
  const home = await builtHome(messages);
  const reader = new ReaderClient(() => undefined);
  const key = await masterKeyOf(home);
  const { databaseFile } = homeIn(home.dir);
  await reader.open({ databaseFile, masterKey: copyBytes(key.reveal()), self: await ownerOf(home) });
  const samples = await measureQuestions(reader);
  await reader.close();
  const starts: number[] = [];
  for (let run = 0; run < STARTS; run++) {
    const startedAt = performance.now();
    await masterKeyOf(home);
    const derivationMs = performance.now() - startedAt;
    starts.push((await unlockMs(home)) - derivationMs);
  }
  return { samples, starts, residentMiB: await usedMiB(home, [COMMON, RARE, COMMON.slice(0, 2)]) };
}

async function measureQuestions(reader: ReaderClient): Promise<Samples> {
  const { rows } = (await reader.read({ kind: 'conversations' })).value;
  const random = randomNumbers();
  const pick = () => rows[random(rows.length)]?.id ?? '';
  const positions = await positionsIn(
    reader,
    rows.map(({ id }) => id),
  );
  const from = positions.sentAt;
  const questions: Record<string, () => ReadQuery> = {
    'open the newest 50': () => windowAt(pick(), { at: 'newest' }),
    'page back 50': () => {
      const [conversationId, before] = positions.middles[random(positions.middles.length)] ?? ['', ''];
      return { kind: 'messagePage', conversationId, before, limit: 50 };
    },
    'jump to a date': () =>
      windowAt(pick(), { at: 'date', time: from.first + random(from.last - from.first) }),
    'search a common word': () => search(COMMON),
    'search a rare word': () => search(RARE),
    'search two letters': () => search(COMMON.slice(0, 2)),
    'search a word and two letters of the next': () => search(`${COMMON} ${COMMON.slice(0, 2)}`),
    'search a common word in one conversation': () => ({ ...search(COMMON), conversationId: pick() }),
    'search two letters in one conversation': () => ({
      ...search(COMMON.slice(0, 2)),
      conversationId: pick(),
    }),
    'search a quoted phrase': () => search(`"${PHRASE}"`),
    'search a longer beginning of few words': () => search(BEGINNINGS.few),
    'search a longer beginning of many words': () => search(BEGINNINGS.many),
    'search two common words that never meet': () => search(`${COMMON} ${ELSEWHERE}`),
    'search a phrase of common words that is nowhere': () => search(`"${COMMON} ${ELSEWHERE}"`),
    'unread counts': () => ({ kind: 'counts', now: from.last }),
  };
  const samples: Record<string, number[]> = {};
  for (const [name, question] of Object.entries(questions)) {
    samples[name] = [];
    for (let number = 0; number < SAMPLES; number++) {
      const query = question();
      const startedAt = performance.now();
      await reader.read(query);
      samples[name].push(performance.now() - startedAt);
    }
  }
  return samples;
}

function windowAt(
  conversationId: string,
  anchor: { at: 'newest' } | { at: 'date'; time: number },
): ReadQuery {
  return { kind: 'messageWindow', conversationId, anchor, before: 25, after: 25 };
}

function search(text: string) {
  return { kind: 'search', text, limit: 20 } as const;
}

/** A position in the middle of conversations, and when the first and last message were sent. */
async function positionsIn(reader: ReaderClient, conversations: readonly string[]) {
  const middles: [string, string][] = [];
  const times: number[] = [];
  for (const conversationId of conversations.slice(0, 100)) {
    const page = { kind: 'messagePage', conversationId, after: '0'.repeat(41), limit: 200 } as const;
    const { rows } = (await reader.read(page)).value;
    middles.push([conversationId, rows.at(-1)?.position ?? '']);
    times.push(...rows.map(({ sentAt }) => sentAt));
  }
  const newest = (
    await reader.read({ kind: 'newestMessages', conversationId: conversations[0] ?? '', limit: 1 })
  ).value;
  const sentAt = { first: Math.min(...times), last: newest.rows[0]?.sentAt ?? 0 };
  return { middles, sentAt };
}

/** Kept for the next run, until the schema or the texts change. */
async function builtHome(messages: number): Promise<BenchHome> {
  const directory = join(
    tmpdir(),
    `kith-bench-history-${String(MIGRATIONS.length)}-${TEXTS}-${String(messages)}`,
  );
  const done = join(directory, 'done');
  const home = { dir: join(directory, 'Alice'), name: 'Alice' };
  if (existsSync(done)) return home;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { mode: 0o700 });
  writeFileSync(join(directory, 'password'), `${PASSWORD}\n`, { mode: 0o600 });
  await foundHome(directory, 'Alice');
  const shape = { messages, conversations: messages / PER_CONVERSATION, textOf: textMaker(messages) };
  await fillStore(homeIn(home.dir).databaseFile, await masterKeyOf(home), shape);
  writeFileSync(done, '');
  return home;
}

async function ownerOf(home: BenchHome): Promise<NodeId> {
  const connection = openStore({ path: homeIn(home.dir).databaseFile, key: await masterKeyOf(home) });
  const keyPair = connection.store.identity.get()?.keyPair ?? new Uint8Array(0);
  connection.close();
  return nodeIdOf(keyPair);
}
