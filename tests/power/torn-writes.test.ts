import { randomInt } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWriter } from '../../src/adapters/sqlite/database.js';
import { problemsOf } from '../../src/adapters/sqlite/integrity.js';
import { openStore } from '../../src/adapters/sqlite/store-connection.js';
import { Secret } from '../../src/base/secret.js';
import { ALICE, BOB, BOB_CONTACT, WITH_BOB } from '../../src/testing/contracts/samples.js';
import { seededRandom } from '../mesh/seeded-random.js';
import { crashImages } from './crash-image.js';
import { recordWrites, type Step } from './record-writes.js';
import { describeUnless } from './skip.js';
import { whyNoFaults } from './strace.js';

const IMAGES = 500;
const COMMITS = 120;
const KEY = 'a5'.repeat(32);
const DATABASE = 'kith.db';

describeUnless(whyNoFaults(), 'torn writes')('a store whose power fails', () => {
  let directory: string;
  let steps: readonly Step[];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kith-power-'));
    const home = join(directory, 'home');
    await mkdir(home);
    const entry = fileURLToPath(new URL('./workload.js', import.meta.url));
    const program = [entry, join(home, DATABASE), KEY, String(COMMITS)];
    const recorded = await recordWrites(program, home, join(directory, 'strace.log'));
    // The index of the log lives in shared memory and is made anew.
    steps = recorded.filter((step) => !('file' in step && step.file.endsWith('-shm')));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('is recorded whole', () => {
    const marks = steps.flatMap((step) => (step.kind === 'mark' ? [step.number] : []));
    expect(marks).toEqual(Array.from({ length: COMMITS }, (_, index) => index + 1));
    expect(new Set(steps.map(({ kind }) => kind))).toEqual(
      new Set(['write', 'truncate', 'remove', 'barrier', 'directoryBarrier', 'mark']),
    );
    expect(steps.filter(({ kind }) => kind === 'barrier').length).toBeGreaterThan(COMMITS);
  });

  it(`opens every time with all that was promised and nothing by halves, in ${String(IMAGES)} ways to fail`, async () => {
    const seed = randomInt(2 ** 31);
    const random = seededRandom(seed);
    const places = Array.from({ length: IMAGES }, () => Math.floor(random() * (steps.length + 1)));
    let number = 0;
    for (const image of crashImages(
      steps,
      places.sort((a, b) => a - b),
      random,
    )) {
      number += 1;
      const home = join(directory, `image-${String(number)}`);
      await mkdir(home);
      for (const [file, content] of image.files) await writeFile(join(home, file), content);
      const about = `image ${String(number)} of seed ${String(seed)}`;
      const found = contentOf(join(home, DATABASE));
      expect(found, about).toEqual(contentAfter(found.commits));
      expect(found.commits, about).toBeGreaterThanOrEqual(image.promised);
      await rm(home, { recursive: true });
    }
    expect(number).toBe(IMAGES);
  }, 300_000);
});

interface Content {
  readonly commits: number;
  readonly problems: readonly string[];
  readonly messages: { readonly bob: number; readonly alice: number };
  readonly stream: readonly [sent: number, received: number];
  readonly outbox: readonly (number | undefined)[];
}

/** Opened as the node opens it, which finishes what the log still holds, and then looked through. */
function contentOf(path: string): Content {
  const file = { path, key: new Secret(new Uint8Array(Buffer.from(KEY, 'hex'))) };
  const connection = openStore(file);
  const { store } = connection;
  const count = (author: typeof BOB) =>
    store.messages.authoredAbove(WITH_BOB, author, 0, 10 * COMMITS).length;
  const stream = store.streams.get(BOB_CONTACT);
  const content = {
    commits: store.messages.lastBy(WITH_BOB, BOB)?.authorSeq ?? 0,
    messages: { bob: count(BOB), alice: count(ALICE) },
    stream: [stream?.sent ?? 0, stream?.received ?? 0] as const,
    outbox: store.outbox.all(BOB_CONTACT).map(({ sealed }) => sealed?.streamSeq),
  };
  connection.close();
  const sql = openWriter(file);
  const problems = problemsOf(sql);
  sql.close();
  return { ...content, problems };
}

/** What the workload has written with this commit, and nothing of the next one. */
function contentAfter(commits: number): Content {
  const owed = Math.min(commits, 5);
  return {
    commits,
    problems: [],
    messages: { bob: commits, alice: commits },
    stream: [commits, commits],
    outbox: Array.from({ length: owed }, (_, index) => commits - owed + 1 + index),
  };
}
