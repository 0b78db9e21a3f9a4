// `npm run mesh`: many real nodes on this machine that write to each other while some are killed.

import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HomeYard } from '../../src/testing/node/homes.js';
import { checkDirectory } from './check-directory.js';
import { HistoryLog, LOG_NAME } from './history-log.js';
import type { MeshNode } from './mesh-node.js';
import { type CheckOptions, type MeshOptions, readOptions, USAGE } from './options.js';
import { progressOn } from './progress.js';
import { type MeshReport, tableOf } from './report.js';
import { type MeshStage, runMesh } from './run-mesh.js';
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
  try {
    return 'check' in options.value ? await checkAgain(options.value) : await runAnew(options.value);
  } catch (error) {
    stderr.write(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return EXIT.failed;
  }
}

async function checkAgain({ check, report: file }: CheckOptions): Promise<number> {
  const report = await checkDirectory(resolve(check));
  await publish(report, file);
  return report.ok ? EXIT.ok : EXIT.failed;
}

async function runAnew(options: MeshOptions): Promise<number> {
  const { keep } = options;
  if (keep !== null && !(await isEmptyDirectory(keep))) {
    stderr.write(`--keep takes a new or empty directory, and ${keep} is none\n`);
    return EXIT.usage;
  }
  const yard = await HomeYard.open(keep === null ? undefined : resolve(keep));
  let isEvidence = true;
  try {
    const code = await run(options, yard);
    isEvidence = code === EXIT.failed;
    return code;
  } finally {
    if (keep !== null || isEvidence) {
      stdout.write(`Homes and log stay in ${yard.dir}; the password is in ${yard.passwordFile}\n`);
    } else await yard.clear();
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
  const stage: MeshStage = { yard, nodes: [], log: new HistoryLog(join(yard.dir, LOG_NAME)) };
  try {
    const report = await Promise.race([runAndCheck(options, stage), interrupted]);
    if (!report) return EXIT.interrupted;
    await publish(report, options.report);
    if (options.report !== null) await copyFile(join(yard.dir, LOG_NAME), logBeside(options.report));
    if (options.interactive) {
      await Promise.all(stage.nodes.map((node) => node.start()));
      stdout.write(`\n${chatCommands(stage.nodes, options)}\n\nCtrl+C ends the nodes.\n`);
      await interrupted;
      await Promise.all(stage.nodes.map((node) => node.stop()));
    }
    return report.ok ? EXIT.ok : EXIT.failed;
  } finally {
    await Promise.allSettled(stage.nodes.map((node) => node.kill()));
    stage.log.close();
  }
}

async function runAndCheck(options: MeshOptions, stage: MeshStage): Promise<MeshReport> {
  const progress = progressOn(stdout);
  await runMesh(options, stage, progress);
  progress.line('reading the log and every store');
  return checkDirectory(stage.yard.dir);
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

/** `long.history.jsonl` for `long.json`. */
function logBeside(report: string): string {
  return `${report.replace(/\.json$/u, '')}.${LOG_NAME}`;
}

/** For every node the command that chats with each of its contacts. */
function chatCommands(nodes: readonly MeshNode[], { topology }: MeshOptions): string {
  const command = (from: number, to: number) =>
    `npx kith chat ${nodes[to]?.home.name} --home ${nodes[from]?.home.dir}`;
  const pairs = pairsOf(topology, nodes.length);
  return pairs.flatMap(([a, b]) => [command(a, b), command(b, a)]).join('\n');
}
