import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWriter } from '../../src/adapters/sqlite/database.js';
import { NO_FINDINGS } from './check-histories.js';
import type { MeshReport } from './report.js';
import { databaseOf } from './stored-history.js';

/** How many of unknown outcome were sent, what a kill hit, and who looked when, is another thing each time. */
const ANY = expect.any(Number) as number;
const DELIVERIES = { delivered: ANY, afterwards: ANY };
const MAIN = fileURLToPath(new URL('./main.js', import.meta.url));

describe('the mesh script', () => {
  let dir: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'kith-mesh-test-'));
  });

  afterEach(async () => {
    await rm(dir, { recursive: true });
  });

  async function mesh(...words: string[]): Promise<{ code: unknown; output: string }> {
    const child = spawn(process.execPath, [MAIN, ...words], { env: { ...process.env, TMPDIR: dir } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    const [code] = (await once(child, 'close')) as unknown[];
    return { code, output };
  }

  it('loses, repeats, turns and makes up nothing while nodes are killed, and leaves nothing behind', async () => {
    const report = join(dir, 'report.json');
    const load = ['--nodes', '3', '--messages', '10', '--kill', '3', '--file-mb', '24', '--seed', '11'];
    const { code, output } = await mesh(...load, '--report', report);
    expect(output).toContain('result          ok');
    expect(output).toMatch(/files +3 of 3 verified, [0-3] under way at a kill, [0-9.]+ MB\/s/u);
    expect(code).toBe(0);
    expect(await reportIn(report)).toMatchObject({
      seed: 11,
      nodes: 3,
      topology: 'full',
      pairs: 3,
      messages: { ...NO_FINDINGS, sent: 60, unknown: ANY, ...DELIVERIES },
      files: { sent: 3, verified: 3, failed: 0, mbPerSecond: ANY, cutShort: ANY },
      kills: 3,
      machine: { node: process.version },
      ok: true,
    });
    expect((await readdir(dir)).toSorted()).toEqual(['report.history.jsonl', 'report.json']);
    const log = await readFile(join(dir, 'report.history.jsonl'), 'utf8');
    expect(log.match(/"kind":"invoke"/gu)?.length).toBeGreaterThanOrEqual(60);
    expect(log.match(/"what":"killed"/gu)).toHaveLength(3);
    expect(log.match(/"what":"fileUnderWay"/gu)).toHaveLength(3);
    expect(log.match(/"what":"started"/gu)).toHaveLength(3 + 3 + 3);
  }, 240_000);

  it('checks again what an earlier run left, and finds what went missing in a store since', async () => {
    const kept = join(dir, 'kept');
    const report = join(dir, 'again.json');
    const run = await mesh('--nodes', '2', '--messages', '3', '--kill', '0', '--seed', '3', '--keep', kept);
    expect(run.code).toBe(0);
    const again = await mesh('--check', kept, '--report', report);
    expect(again.code).toBe(0);
    const before = await reportIn(report);
    expect(before).toMatchObject({ seed: 3, messages: { sent: 6, delivered: 6, lost: 0 }, ok: true });
    await forgetOneOfAlice(join(kept, 'bob'));
    await beginAnotherLife(join(kept, 'alice'));
    const found = await mesh('--check', kept, '--report', report);
    expect(found.code).toBe(1);
    expect(found.output).toMatch(/lost {12}1\n/u);
    expect(found.output).toMatch(/stores {10}damaged: alice\n/u);
    expect(await reportIn(report)).toMatchObject({ messages: { lost: 1, misstated: 1 }, ok: false });
  }, 240_000);

  it.each([
    ['no log', async () => Promise.resolve(), 'history.jsonl'],
    [
      'a log that ends in the middle of a line',
      (at: string) => writeFile(join(at, 'history.jsonl'), '{"atMs":0'),
      'history.jsonl: line 1 was not written to its end',
    ],
  ])('says so when there is %s to check', async (_, prepare, said) => {
    await prepare(dir);
    const { code, output } = await mesh('--check', dir);
    expect(code).toBe(1);
    expect(output).toContain(said);
  });

  it('says what is wrong with its words and exits 2', async () => {
    const { code, output } = await mesh('--nodes', 'many');
    expect(code).toBe(2);
    expect(output).toContain('--nodes takes a whole number from 2 to 50, not "many"');
  });

  it('takes no words for a run where nothing is run', async () => {
    const { code, output } = await mesh('--check', dir, '--kill', '3');
    expect(code).toBe(2);
    expect(output).toContain('--check runs nothing: it takes --report alone');
  });

  it('overwrites nobody’s directory', async () => {
    const { code, output } = await mesh('--keep', fileURLToPath(new URL('.', import.meta.url)));
    expect(code).toBe(2);
    expect(output).toContain('--keep takes a new or empty directory');
  });
});

async function reportIn(file: string): Promise<MeshReport> {
  // Written by the script that was just run.
  return JSON.parse(await readFile(file, 'utf8')) as MeshReport;
}

/** A store that takes back what it acknowledged. */
async function forgetOneOfAlice(home: string): Promise<void> {
  const sql = openWriter(await databaseOf(home));
  sql.exec(`DELETE FROM message WHERE key = (SELECT max(key) FROM message WHERE kind = 1 AND state = 5)`);
  sql.close();
}

/** A home that takes itself for a restored one, though nobody restored it. */
async function beginAnotherLife(home: string): Promise<void> {
  const sql = openWriter(await databaseOf(home));
  sql.exec(`INSERT INTO incarnation (incarnation, since) VALUES (randomblob(16), 0)`);
  sql.close();
}
