// `npm run fuzz -- [--seconds N] [--only TARGET] [--seed S]`: every parser of outside bytes, guided by what it reaches.

import { parseArgs } from 'node:util';
import { Coverage } from './coverage.js';
import { fuzzTarget } from './fuzz-target.js';
import { seeds } from './seeds.js';
import { TARGETS } from './targets.js';

const { values } = parseArgs({
  options: {
    /** For each target. */
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
  let isSound = true;
  for (const [name, target] of wanted) {
    const coverage = new Coverage();
    const run = { name, target, seeds: begin[name] ?? [], seconds, seed };
    const { inputs, kept, added, broken } = fuzzTarget(run, coverage);
    say(
      `${name.padEnd(12)} ${String(inputs).padStart(9)} inputs, ${String(coverage.size).padStart(6)} characters of code, ${String(kept).padStart(3)} kept, ${String(added)} new`,
    );
    coverage.close();
    if (!broken) continue;
    isSound = false;
    say(`${name}: broken by ${broken.path}: ${String(broken.error)}`);
  }
  return isSound;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function usage(): boolean {
  say(`--seconds N (above 0), --seed S, --only one of ${Object.keys(TARGETS).join(', ')}`);
  return false;
}

process.exitCode = (await main()) ? 0 : 1;
