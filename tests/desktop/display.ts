// A display for windows in tests: the one that is there, or a virtual one of the test's own.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Display {
  /** For the environment variable DISPLAY. */
  readonly name: string;
  close(): Promise<void>;
}

/** Undefined where there is none and none can be made. */
export async function openDisplay(): Promise<Display | undefined> {
  const given = process.env['DISPLAY'];
  if (given) return { name: given, close: () => Promise.resolve() };
  // It chooses a free number itself and tells it; not reachable from other machines.
  const server = spawn(
    'Xvfb',
    ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-ac'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const number = await Promise.race([
    firstLine(server),
    once(server, 'exit').then(
      () => undefined,
      () => undefined,
    ),
  ]);
  if (number === undefined) return undefined;
  return {
    name: `:${number}`,
    close: async () => {
      const exited = once(server, 'exit');
      server.kill();
      await exited;
    },
  };
}

async function firstLine({ stdout }: ChildProcess): Promise<string | undefined> {
  if (!stdout) return undefined;
  for await (const line of createInterface(stdout)) return line;
  return undefined;
}
