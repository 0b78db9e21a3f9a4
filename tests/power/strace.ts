// Faults of the disk as the kernel would report them, injected into a running process by strace.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { within } from '../../src/testing/node/deadline.js';

/**
 * What SQLite asks of the disk for each commit, Node's own durable files, which are written by `write` and take their place by
 * `rename`, and both when something is to be gone.
 */
export type DiskCall = 'pwrite64' | 'fdatasync' | 'fsync' | 'write' | 'rename' | 'ftruncate' | 'unlink';

export interface DiskFault {
  readonly call: DiskCall;
  readonly error: 'EIO' | 'ENOSPC';
  /** The one call of each thread that fails, from 1; all of them when left out. */
  readonly when?: number;
  /** Only calls on these fail. Of `write` no others may: the process wakes its own threads by it. */
  readonly paths?: readonly string[];
}

/** What a node writes by `write`, once whole, then under its name. */
export function smallFilesOf(home: string): readonly string[] {
  const vault = ['vault.json', 'vault.json.bak', 'vault.json.new', 'vault.json.new.bak'];
  const others = ['certs/server.key', 'certs/server.crt', 'run/token', 'run/owner.json'];
  return [...[...vault, ...others].map((name) => join(home, `${name}.tmp`)), join(home, 'log/kith.log')];
}

/** Why faults cannot be injected here; undefined when they can. */
export function whyNoFaults(): string | undefined {
  const { status } = spawnSync('strace', ['-o', '/dev/null', 'true']);
  return status === 0 ? undefined : 'strace is not installed or may not trace';
}

export class FaultyDisk {
  private constructor(
    private readonly tracer: ChildProcess,
    private readonly log: string,
  ) {}

  /** From when this returns, calls of the process fail as told. */
  static async attach(pid: number, fault: DiskFault, log: string): Promise<FaultyDisk> {
    const tracer = spawn('strace', [...injecting(fault, log), '-p', String(pid)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const attached = (async () => {
      for await (const line of createInterface({ input: tracer.stderr })) {
        if (line.includes('attached')) return;
      }
      throw new Error('strace did not attach');
    })();
    await within('strace to attach', attached);
    return new FaultyDisk(tracer, log);
  }

  /** How many calls failed so far. */
  async failures(): Promise<number> {
    return failuresIn(await readFile(this.log, 'utf8'));
  }

  /** The disk works again. */
  async detach(): Promise<void> {
    const ended = once(this.tracer, 'exit');
    this.tracer.kill('SIGINT');
    await within('strace to detach', ended);
  }
}

export interface FaultyRun {
  /** Null: a signal ended it. */
  readonly status: number | null;
  readonly failures: number;
}

/** A program of Node.js from its first call to its last on a disk that fails. */
export function runOnFaultyDisk(
  program: { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv },
  fault: DiskFault,
  log: string,
): FaultyRun {
  const args = [...injecting(fault, log), process.execPath, ...program.args];
  const { status } = spawnSync('strace', args, {
    env: program.env,
    stdio: 'ignore',
    timeout: LONGEST_RUN_MS,
  });
  return { status, failures: failuresIn(readFileSync(log, 'utf8')) };
}

const LONGEST_RUN_MS = 60_000;

function injecting({ call, error, when, paths = [] }: DiskFault, log: string): string[] {
  const inject = `inject=${call}:error=${error}${when === undefined ? '' : `:when=${String(when)}`}`;
  return ['-f', '-o', log, '-e', `trace=${call}`, ...paths.flatMap((path) => ['-P', path]), '-e', inject];
}

function failuresIn(log: string): number {
  return log.split('(INJECTED)').length - 1;
}
