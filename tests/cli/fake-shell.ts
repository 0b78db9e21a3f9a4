// A terminal and a system in memory: what a command prints is collected, and a script answers what it asks.

import { PassThrough, Writable } from 'node:stream';
import { AppError } from '../../src/base/app-error.js';
import type { NodeAccess, RunningNode } from '../../src/cli/node-access.js';
import { runCommandLine } from '../../src/cli/program.js';
import type { Shell } from '../../src/cli/shell.js';
import type { FakeNode } from './fake-node.js';

/** 2 March 2026, 12:00 UTC. */
export const NOON = Date.UTC(2026, 2, 2, 12);

export interface FakeShellOptions {
  /** Running on the home; absent: none runs. */
  readonly node?: FakeNode;
  readonly access?: Partial<NodeAccess>;
  readonly env?: NodeJS.ProcessEnv;
  /** With a terminal: what appears, and the keys that answer it, in order. */
  readonly script?: readonly (readonly [appears: string, keys: string])[];
  /** Without a terminal: everything on standard input. */
  readonly input?: string;
  /** Absent: 1, 2, 3. */
  readonly newId?: () => string;
}

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  readonly rawModes: readonly boolean[];
}

export async function kith(args: readonly string[], options: FakeShellOptions = {}): Promise<Ran> {
  const terminal = new FakeTerminal(options);
  const exitCode = await runCommandLine(args, terminal.shell);
  return { exitCode, out: terminal.out.text, err: terminal.err.text, rawModes: terminal.rawModes };
}

export class FakeTerminal {
  readonly out: Collected;
  readonly err = new Collected();
  readonly rawModes: boolean[] = [];
  readonly hardQuits: number[] = [];
  readonly interrupts = new Set<() => void>();
  /** What waits for time to pass. */
  readonly timers = new Set<() => void>();
  readonly shell: Shell;

  constructor({ node, access, env = {}, script, input, newId }: FakeShellOptions) {
    const isTTY = script !== undefined;
    const { rawModes } = this;
    const keys = Object.assign(new PassThrough(), {
      isTTY,
      setRawMode: (mode: boolean) => rawModes.push(mode),
    });
    Object.defineProperty(keys, 'isRaw', { get: () => rawModes.at(-1) === true });
    if (!isTTY) keys.end(input ?? '');
    const waiting = [...(script ?? [])];
    this.out = new Collected((unseen) => {
      const [next] = waiting;
      const at = next ? unseen.indexOf(next[0]) : -1;
      if (!next || at === -1) return 0;
      waiting.shift();
      setImmediate(() => keys.write(next[1]));
      return at + next[0].length;
    });
    let ids = 0;
    this.shell = {
      input: keys,
      output: Object.assign(this.out, { isTTY, columns: 80, rows: 24 }),
      errors: this.err,
      env,
      node: { ...accessTo(node), ...access },
      now: () => NOON,
      timeZone: 'UTC',
      newId: newId ?? (() => (++ids).toString(16).padStart(32, '0')),
      onInterrupt: (listener) => {
        this.interrupts.add(listener);
        return () => this.interrupts.delete(listener);
      },
      after: (_delayMs, action) => {
        this.timers.add(action);
        return () => this.timers.delete(action);
      },
      quitHard: (exitCode) => this.hardQuits.push(exitCode),
    };
  }

  /** Everything that waits falls due. */
  passTime(): void {
    for (const action of [...this.timers]) {
      this.timers.delete(action);
      action();
    }
  }

  interrupt(): void {
    for (const listener of [...this.interrupts]) listener();
  }
}

class Collected extends Writable {
  text = '';
  #seen = 0;

  /** @param look told what nobody has reacted to yet; returns how much of it is dealt with */
  constructor(private readonly look: (unseen: string) => number = () => 0) {
    super({ decodeStrings: false });
  }

  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    this.#seen += this.look(this.text.slice(this.#seen));
    done();
  }
}

export function runningNode(
  node: FakeNode,
  listening = '127.0.0.1:8443',
): RunningNode & { stops: number; break(): void } {
  const broken: (() => void)[] = [];
  const listeners: (() => void)[] = [];
  return {
    stops: 0,
    get state() {
      return node.state;
    },
    listening,
    connect: () => node.connect(),
    accept: () => undefined,
    async stop() {
      this.stops++;
      node.vanish();
      for (const listener of listeners) listener();
    },
    onStopped: (listener) => listeners.push(listener),
    onBroken: (listener) => broken.push(listener),
    break: () => {
      for (const listener of broken) listener();
    },
  };
}

function accessTo(node: FakeNode | undefined): NodeAccess {
  const unexpected = (): never => {
    throw new Error('not expected in this test');
  };
  return {
    refuseEarly: () => Promise.resolve(),
    refuseHopeless: () => undefined,
    runNode: unexpected,
    connectToNode: async () => {
      if (!node) throw new AppError('NODE_NOT_RUNNING');
      return node.connect();
    },
    createIdentity: unexpected,
    changePasswordOffline: unexpected,
    serveWindow: unexpected,
    resolveHome: (flag) => flag ?? '/home/alice/.kith',
    config: { generate: unexpected, validate: unexpected, show: unexpected },
  };
}
