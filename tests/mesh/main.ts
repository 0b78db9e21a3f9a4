// `npm run mesh`: many real nodes on this machine that write to each other while some are killed.

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { HomeYard } from '../../src/testing/node/homes.js';
import type { MeshNode } from './mesh-node.js';
import { type MeshOptions, readOptions, USAGE } from './options.js';
import { progressOn } from './progress.js';
import { type MeshReport, tableOf } from './report.js';
import { runMesh } from './run-mesh.js';
import { pairsOf } from './schedule.js';

const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 };
const { stdout, stderr } = process;

// Nodes that are just being started when the run is interrupted end with this process.
process.exit(await main());

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (!options.ok) {
    stderr.write(`${options.error}\n\n${USAGE}\n`);
    return EXIT.usage;
  }
  if (options.value === 'help') {
    stdout.write(`${USAGE}\n`);
    return EXIT.ok;
  }
  const { keep } = options.value;
  if (keep !== null && !(await isEmptyDirectory(keep))) {
    stderr.write(`--keep takes a new or empty directory, and ${keep} is none\n`);
    return EXIT.usage;
  }
  const yard = await HomeYard.open(keep === null ? undefined : resolve(keep));
  try {
    return await run(options.value, yard);
  } finally {
    if (keep === null) await yard.clear();
    else stdout.write(`The homes stay in ${yard.dir}; their password is in ${yard.passwordFile}\n`);
  }
}

async function isEmptyDirectory(path: string): Promise<boolean> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    return (await readdir(path)).length === 0;
  } catch {
    return false;
  }
}

async function run(options: MeshOptions, yard: HomeYard): Promise<number> {
  stdout.write(`seed ${options.seed}\n`);
  const interrupted = nextInterrupt();
  const nodes: MeshNode[] = [];
  try {
    const report = await Promise.race([runMesh(options, { yard, nodes }, progressOn(stdout)), interrupted]);
    if (!report) return EXIT.interrupted;
    await publish(report, options.report);
    if (options.interactive) {
      stdout.write(`\n${chatCommands(nodes, options, yard)}\n\nCtrl+C ends the nodes.\n`);
      await interrupted;
    }
    await Promise.all(nodes.map((node) => node.stop()));
    return report.ok ? EXIT.ok : EXIT.failed;
  } catch (error) {
    stderr.write(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return EXIT.failed;
  } finally {
    await Promise.allSettled(nodes.map((node) => node.kill()));
  }
}

function nextInterrupt(): Promise<undefined> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        done(undefined);
      });
    }
  });
}

async function publish(report: MeshReport, file: string | null): Promise<void> {
  stdout.write(`\n${tableOf(report)}\n`);
  if (file !== null) await writeFile(file, `${JSON.stringify(report, undefined, 2)}\n`);
}

/** For every node the command that chats with each of its contacts. */
function chatCommands(
  nodes: readonly MeshNode[],
  { topology }: MeshOptions,
  { passwordFile }: HomeYard,
): string {
  const command = (from: number, to: number) =>
    `KITH_PASSWORD_FILE=${passwordFile} npx kith chat ${nodes[to]?.home.name} --home ${nodes[from]?.home.dir}`;
  const pairs = pairsOf(topology, nodes.length);
  return pairs.flatMap(([a, b]) => [command(a, b), command(b, a)]).join('\n');
}
