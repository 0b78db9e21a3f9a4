// The words after `npm run mesh --`.

import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../src/base/result.js';

export const TOPOLOGIES = ['full', 'star', 'ring', 'line'] as const;
export type Topology = (typeof TOPOLOGIES)[number];

export interface MeshOptions {
  readonly nodes: number;
  readonly topology: Topology;
  /** Per pair of contacts, each way. */
  readonly messages: number;
  readonly kills: number;
  /** Size of the file each pair sends, in MiB; 0: none. */
  readonly fileMb: number;
  readonly seed: number;
  readonly report: string | null;
  /** Keeps the homes in this directory. */
  readonly keep: string | null;
  readonly interactive: boolean;
}

/** Nothing is run: what an earlier run left is checked once more. */
export interface CheckOptions {
  /** The directory an earlier run kept. */
  readonly check: string;
  readonly report: string | null;
}

export const USAGE = `npm run mesh -- [options]

  --nodes N        2 to 50 nodes, each a process (3)
  --topology T     who are contacts: ${TOPOLOGIES.join(', ')} (full)
  --messages M     per pair of contacts, each way (50; 0 with --interactive)
  --kill K         so many times a random node is killed and started again (5; 0 with --interactive)
  --file-mb X      each pair sends one file of X MiB of random content meanwhile (0)
  --seed S         repeats the schedule of an earlier run
  --report FILE    writes the result as JSON, and beside it the log of all sends
  --keep DIR       keeps homes and log in a new or empty directory; after a failed run they stay anyway
  --check DIR      runs nothing and checks the homes and the log of an earlier run again
  --interactive    leaves the nodes running to chat with, until Ctrl+C`;

const MOST = { nodes: 50, messages: 100_000, kill: 10_000, 'file-mb': 4_096, seed: 2 ** 32 - 1 };

/** The error is a sentence for whoever typed them. */
export function readOptions(words: readonly string[]): Result<MeshOptions | CheckOptions | 'help', string> {
  try {
    const { values } = parseArgs({ args: [...words], options: KNOWN, strict: true });
    if (values.help === true) return ok('help');
    const { check, report = null, ...others } = values;
    if (check !== undefined) {
      if (Object.keys(others).length > 0)
        throw new RangeError('--check runs nothing: it takes --report alone');
      return ok({ check, report });
    }
    const isInteractive = values.interactive === true;
    const messages = number('messages', values.messages, { least: 0, fallback: isInteractive ? 0 : 50 });
    const kills = number('kill', values.kill, {
      least: 0,
      fallback: isInteractive || messages === 0 ? 0 : 5,
    });
    if (kills > 0 && messages === 0) throw new RangeError('--kill needs messages: it is timed by them');
    return ok({
      nodes: number('nodes', values.nodes, { least: 2, fallback: 3 }),
      topology: topology(values.topology ?? 'full'),
      messages,
      kills,
      fileMb: number('file-mb', values['file-mb'], { least: 0, fallback: 0 }),
      seed: number('seed', values.seed, { least: 0, fallback: randomInt(MOST.seed) }),
      report,
      keep: values.keep ?? null,
      interactive: isInteractive,
    });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

const KNOWN = {
  nodes: { type: 'string' },
  topology: { type: 'string' },
  messages: { type: 'string' },
  kill: { type: 'string' },
  'file-mb': { type: 'string' },
  seed: { type: 'string' },
  report: { type: 'string' },
  keep: { type: 'string' },
  check: { type: 'string' },
  interactive: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

function number(
  name: keyof typeof MOST,
  text: string | undefined,
  { least, fallback }: { readonly least: number; readonly fallback: number },
): number {
  if (text === undefined) return fallback;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= MOST[name]) return value;
  throw new RangeError(`--${name} takes a whole number from ${least} to ${MOST[name]}, not "${text}"`);
}

function topology(text: string): Topology {
  const known = TOPOLOGIES.find((name) => name === text);
  if (known) return known;
  throw new RangeError(`--topology is one of ${TOPOLOGIES.join(', ')}, not "${text}"`);
}
