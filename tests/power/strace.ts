// Faults of the disk as the kernel would report them, injected into a running process by strace.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { within } from '../../src/testing/node/deadline.js';

/** What SQLite asks of the disk for each commit; Node's own durable files ask for `fsync` as well. */
export type DiskCall = 'pwrite64' | 'fdatasync' | 'fsync';

export interface DiskFault {
  readonly call: DiskCall;
  readonly error: 'EIO' | 'ENOSPC';
  /** The one call of each thread that fails, from 1; all of them when left out. */
  readonly when?: number;
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
    const when = fault.when === undefined ? '' : `:when=${String(fault.when)}`;
    const inject = `inject=${fault.call}:error=${fault.error}${when}`;
    const args = ['-f', '-o', log, '-e', `trace=${fault.call}`, '-e', inject, '-p', String(pid)];
    const tracer = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
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
    const text = await readFile(this.log, 'utf8');
    return text.split('(INJECTED)').length - 1;
  }

  /** The disk works again. */
  async detach(): Promise<void> {
    const ended = once(this.tracer, 'exit');
    this.tracer.kill('SIGINT');
    await within('strace to detach', ended);
  }
}
