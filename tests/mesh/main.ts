// `npm run mesh`: many real nodes on this machine that write to each other while some are killed.

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { HomeYard } from '../../src/testing/node/homes.js';
import type { MeshNode } from './mesh-node.js';
import { type MeshOptions, readOptions, USAGE } from './options.js';
import { progressOn } from './progress.js';
import { type MeshReport, tableOf } from './report.js';
import { runMesh } from './run-mesh.js';

const EXIT = { ok: 0, failed: 1, usage: 2 };
const { stdout, stderr } = process;

process.exitCode = await main();

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
  const { nodes, report } = await runMesh(options, yard, progressOn(stdout));
  await publish(report, options.report);
  if (options.interactive) {
    stdout.write(`\n${chatCommands(nodes, yard)}\n\nCtrl+C ends the nodes.\n`);
    await interrupted;
  }
  await Promise.all(nodes.map((node) => node.stop()));
  return report.ok ? EXIT.ok : EXIT.failed;
}

/** Nodes end with this process in any case; an interrupted run must still clear its homes away. */
function nextInterrupt(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
  });
}

async function publish(report: MeshReport, file: string | null): Promise<void> {
  stdout.write(`\n${tableOf(report)}\n`);
  if (file !== null) await writeFile(file, `${JSON.stringify(report, undefined, 2)}\n`);
}

/** For every node the command that chats with each of its contacts. */
function chatCommands(nodes: readonly MeshNode[], { passwordFile }: HomeYard): string {
  return nodes
    .map((node) => {
      const others = nodes.filter((other) => other !== node).map((other) => other.home.name);
      return others
        .map((name) => `KITH_PASSWORD_FILE=${passwordFile} npx kith chat ${name} --home ${node.home.dir}`)
        .join('\n');
    })
    .join('\n');
}
