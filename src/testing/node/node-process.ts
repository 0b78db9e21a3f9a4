// A node in a process of its own: started, talked to through its local socket, killed and started again.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { AppError, type ErrorCode, type ErrorParams } from '../../base/app-error.js';
import { ContractClient } from '../../contract/client.js';
import { connectToNode } from '../../node/connect.js';
import { within } from './deadline.js';
import { TEST_ENV, type TestHome } from './homes.js';
import type { CrashPlace, StartArguments, StartReport } from './start-arguments.js';

const ENTRY = new URL('./node-entry.js', import.meta.url);

/** Deriving the key takes long where a dozen nodes start at once. */
const START_WITHIN_MS = 60_000;

interface Run {
  readonly child: ChildProcess;
  readonly exited: Promise<unknown>;
  client: ContractClient | undefined;
}

export class NodeProcess {
  #run: Run | undefined;
  #port = 0;
  readonly #printed: Buffer[] = [];

  private constructor(readonly home: TestHome) {}

  static async start(home: TestHome, crash: CrashPlace | null = null): Promise<NodeProcess> {
    const node = new NodeProcess(home);
    await node.start(crash);
    return node;
  }

  /** Of the process that runs now. */
  get client(): ContractClient {
    if (!this.#run?.client) throw new Error(`${this.home.name}'s node does not run`);
    return this.#run.client;
  }

  /** Of the process that runs now. */
  get pid(): number {
    if (this.#run?.child.pid === undefined) throw new Error(`${this.home.name}'s node does not run`);
    return this.#run.child.pid;
  }

  /** What its processes wrote to their standard output and standard error so far. */
  get printed(): Buffer {
    return Buffer.concat(this.#printed);
  }

  /** `host:port`, the same for every start. */
  get address(): string {
    return `${this.home.host}:${this.#port}`;
  }

  /** Resolves once the process that runs now is gone, for whatever reason. */
  get exited(): Promise<unknown> {
    return within(`the end of ${this.home.name}'s node`, this.#run?.exited ?? Promise.resolve());
  }

  async isRunning(): Promise<boolean> {
    const answer = await this.#run?.client?.call('status', {}).catch(() => undefined);
    return answer !== undefined;
  }

  /** Throws the AppError that kept the node from starting. */
  async start(crash: CrashPlace | null = null): Promise<void> {
    const run = this.#fork(crash);
    this.#run = run;
    await within(`the start of ${this.home.name}'s node`, ready(run), START_WITHIN_MS);
    const client = new ContractClient(await connectToNode(this.home.dir));
    const { listening } = await client.call('status', {});
    this.#port = Number(listening?.split(':').at(-1));
    run.client = client;
  }

  /** The process kills itself there; passings count from now on. */
  async arm(place: CrashPlace): Promise<void> {
    const child = this.#run?.child;
    if (!child) throw new Error(`${this.home.name}'s node does not run`);
    const told = once(child, 'message');
    child.send(place);
    await within('the crash place to be armed', told);
  }

  /** SIGKILL; resolves when the kernel took everything back. */
  async kill(): Promise<void> {
    this.#run?.child.kill('SIGKILL');
    await this.exited;
  }

  /** In order, as by Ctrl+C. */
  async stop(): Promise<void> {
    this.#run?.child.kill('SIGTERM');
    await this.exited;
  }

  #fork(crash: CrashPlace | null): Run {
    const { dir, host, passwordFile } = this.home;
    const start: StartArguments = { home: dir, host, port: this.#port, crash };
    const child = fork(ENTRY, [JSON.stringify(start)], {
      execArgv: [],
      env: { ...process.env, ...TEST_ENV, KITH_PASSWORD_FILE: passwordFile },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ] as const) {
      from?.on('data', (piece: Buffer) => {
        this.#printed.push(piece);
        to.write(piece);
      });
    }
    return { child, exited: once(child, 'exit'), client: undefined };
  }
}

function ready({ child, exited }: Run): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('message', (report: StartReport) => {
      if (report.type === 'ready') resolve();
      else if (report.type === 'failed')
        reject(new AppError(report.error.code as ErrorCode, report.error.params as ErrorParams));
    });
    void exited.then(() => {
      reject(new Error('the node ended before it was ready'));
    });
  });
}
