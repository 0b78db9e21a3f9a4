// A node as its owner runs it: its own process, started by the command line, reached over its local socket.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { ContractClient } from '../src/contract/client.js';
import { connectToNode } from '../src/node/connect.js';

const ENTRY = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
export const PASSWORD = 'seven green ladders sing at noon';

export interface BenchHome {
  readonly dir: string;
  readonly name: string;
}

export interface BenchNode {
  readonly process: ChildProcess;
  /** `host:port`, null when it was started locked. */
  readonly listening: string | null;
  connect(): Promise<ContractClient>;
  stop(): Promise<void>;
}

/** Runs the work in a directory of its own that is gone afterwards. */
export async function inTemporaryDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'kith-bench-'));
  writeFileSync(join(directory, 'password'), `${PASSWORD}\n`, { mode: 0o600 });
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export async function foundHome(directory: string, name: string): Promise<BenchHome> {
  const home = { dir: join(directory, name), name };
  mkdirSync(home.dir, { mode: 0o700 });
  const init = run(home, ['init', '--name', name, '--json'], passwordFile(home));
  const complaint = textOf(init.stderr);
  const [status] = (await once(init, 'exit')) as [number | null];
  if (status !== 0) throw new Error(`kith init ended with ${String(status)}: ${await complaint}`);
  return home;
}

/** Returns once the node has announced itself. */
export async function startNode(home: BenchHome, start: 'open' | 'locked' = 'open'): Promise<BenchNode> {
  const args = ['node', '--host', '127.0.0.1', '--port', '0', '--json'];
  const child = run(home, args, start === 'open' ? passwordFile(home) : '');
  const complaint = textOf(child.stderr);
  const announced = (await firstLine(child)) ?? '';
  if (announced === '') throw new Error(`the node did not start: ${await complaint}`);
  const { listening } = JSON.parse(announced) as { listening?: string };
  return {
    process: child,
    listening: listening ?? null,
    connect: async () => {
      const client = new ContractClient(await connectToNode(home.dir));
      await client.hello;
      return client;
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Processor time of all its threads so far, in seconds: unlike the rate it says the same on a busy machine. */
export function processorSeconds(node: BenchNode): number {
  // utime and stime (man 5 proc).
  return processorTimes(node.process.pid, 11);
}

/** Processor time in seconds of all processes this one started and that have ended. */
export function endedProcessorSeconds(): number {
  // cutime and cstime.
  return processorTimes(process.pid, 13);
}

/** Of the fields after the name in parentheses, this one and the next. */
function processorTimes(pid: number | undefined, field: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[field]) + Number(fields[field + 1])) / TICKS_PER_SECOND;
}

/** USER_HZ: the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Resident memory in MiB. */
export function residentMiB({ process: { pid } }: Pick<BenchNode, 'process'>): number {
  return statusMiB(pid, /^VmRSS:\s+(\d+) kB$/mu);
}

/** The most resident memory it ever had, in MiB. */
export function peakMiB({ process: { pid } }: Pick<BenchNode, 'process'>): number {
  return statusMiB(pid, /^VmHWM:\s+(\d+) kB$/mu);
}

function statusMiB(pid: number | undefined, line: RegExp): number {
  return Number(line.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]) / 1024;
}

function run(home: BenchHome, args: readonly string[], password: string): ChildProcess {
  return spawn(process.execPath, [ENTRY, ...args, '--home', home.dir], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // The cheapest key derivation: what it costs is chosen by the owner and not what is measured here.
    env: { ...process.env, KITH_KDF: 'minimum', KITH_PASSWORD_FILE: password },
  });
}

function passwordFile({ dir }: BenchHome): string {
  return join(dir, '..', 'password');
}

async function firstLine({ stdout }: ChildProcess): Promise<string | undefined> {
  if (!stdout) throw new TypeError('the node was started without a pipe');
  for await (const line of createInterface({ input: stdout })) return line;
  return undefined;
}

async function textOf(stream: Readable | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
}
