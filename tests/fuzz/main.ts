// `npm run fuzz -- [--seconds N] [--only TARGET] [--seed S]`: every parser of outside bytes, guided by what it reaches.

import { parseArgs } from 'node:util';
import { Coverage } from './coverage.js';
import { keep, keptInputs } from './corpus.js';
import { type FuzzRun, fuzzTarget } from './fuzz-target.js';
import { LONGEST_BYTES } from './longest.js';
import { seeds } from './seeds.js';
import { slowInput } from './slow-inputs.js';
import { TARGETS } from './targets.js';

const { values } = parseArgs({
  options: {
    /** For each target, and as many again for inputs that take long. */
    seconds: { type: 'string', default: '10' },
    only: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
  },
});

async function main(): Promise<boolean> {
  const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
  const wanted = Object.entries(TARGETS).filter(
    ([name]) => values.only === undefined || name === values.only,
  );
  if (wanted.length === 0 || !(seconds > 0) || !Number.isInteger(seed)) return usage();
  say(`seed ${String(seed)}, ${String(seconds)} s for each of ${String(wanted.length)}`);
  const begin = await seeds();
  const runs = wanted.map(([name, target]): FuzzRun => {
    const longestBytes = LONGEST_BYTES[name];
    if (longestBytes === undefined) throw new TypeError(`how long is a ${name} at most?`);
    return { name, target, longestBytes, seeds: begin[name] ?? [], seconds, seed };
  });
  // What ran before its coverage was asked for is not counted part by part any more.
  const verdicts = [...runs.map(isSound), ...runs.map(isQuick)];
  return verdicts.every(Boolean);
}

function isSound(run: FuzzRun): boolean {
  const coverage = new Coverage();
  const { inputs, kept, added, broken } = fuzzTarget(run, coverage);
  say(
    `${run.name.padEnd(12)} ${String(inputs).padStart(9)} inputs, ${String(coverage.size).padStart(6)} characters of code, ${String(kept).padStart(3)} kept, ${String(added)} new`,
  );
  coverage.close();
  if (broken) say(`${run.name}: broken by ${broken.path}: ${String(broken.error)}`);
  return !broken;
}

function isQuick(run: FuzzRun): boolean {
  const known = keptInputs(run.name).map(({ input }) => input);
  const slow = slowInput({ ...run, known });
  if (slow) say(`${run.name}: broken by ${keep(run.name, slow.input, 'slow-')}: ${String(slow.error)}`);
  return !slow;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function usage(): boolean {
  say(`--seconds N (above 0), --seed S, --only one of ${Object.keys(TARGETS).join(', ')}`);
  return false;
}

process.exitCode = (await main()) ? 0 : 1;
