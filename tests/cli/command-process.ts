// `kith` as it is shipped, in a process of its own.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { within } from '../../src/testing/node/deadline.js';

const SCRIPTS = new URL('../../../scripts/', import.meta.url);
/** The first one may have to build the command line. */
const WITHIN_MS = 120_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

export interface CommandOptions {
  /** In the directory of scripts, or anywhere by its URL; absent: `kith`. */
  readonly script?: string | undefined;
  /** Absent: nothing can be typed. */
  readonly stdin?: 'ignore' | 'pipe';
  /** The Node.js that runs it; absent: the one that runs this. */
  readonly runtime?: string;
}

export class CommandProcess {
  readonly child: ChildProcess;
  readonly #ended: Promise<Ended>;
  readonly #stdout: Readable;
  readonly #stderr: Readable;
  #out = '';
  #err = '';

  constructor(args: readonly string[], env: NodeJS.ProcessEnv, options: CommandOptions = {}) {
    const { script = 'kith.mjs', stdin = 'ignore', runtime = process.execPath } = options;
    this.child = spawn(runtime, [fileURLToPath(new URL(script, SCRIPTS)), ...args], {
      env: { ...process.env, ...env },
      stdio: [stdin, 'pipe', 'pipe'],
    });
    const { stdout, stderr } = this.child;
    if (!stdout || !stderr) throw new TypeError('both outputs are pipes');
    this.#stdout = stdout.setEncoding('utf8').on('data', (text: string) => (this.#out += text));
    this.#stderr = stderr.setEncoding('utf8').on('data', (text: string) => (this.#err += text));
    this.#ended = once(this.child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as string | null,
      out: this.#out,
      err: this.#err,
    }));
  }

  ended(): Promise<Ended> {
    return within(() => `the end of the command; it said ${this.#out}${this.#err}`, this.#ended, WITHIN_MS);
  }

  /** What `pattern` found first on standard output. */
  async said(pattern: RegExp): Promise<string> {
    const looked = async () => {
      for (;;) {
        const found = pattern.exec(this.#out);
        if (found) return found[1] ?? found[0];
        if (this.#stdout.readableEnded) throw new Error(`it ended with ${this.#out}${this.#err}`);
        const more = new AbortController();
        const { signal } = more;
        await Promise.race(['data', 'end'].map((event) => once(this.#stdout, event, { signal })));
        more.abort();
      }
    };
    return within(() => `${String(pattern)} in ${this.#out}${this.#err}`, looked(), WITHIN_MS);
  }

  /** A line of standard input, which is a pipe. */
  type(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** Nothing more comes on standard input. */
  endInput(): void {
    this.child.stdin?.end();
  }

  /** Nobody reads any more what it prints. */
  stopReading(): void {
    this.#stdout.destroy();
    this.#stderr.destroy();
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}
