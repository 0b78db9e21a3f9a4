// Mutates what reached something new until the time is up: inputs that reach more are kept, one that breaks a promise ends
// the run.

import { type Bytes, concatBytes } from '../../src/base/bytes.js';
import { Mutations } from '../../src/testing/hostile/mutations.js';
import type { Coverage } from './coverage.js';
import { keep, keptInputs } from './corpus.js';
import { WORDS } from './hostile-shapes.js';
import type { Target } from './promises.js';

/** To read the coverage takes as long as hundreds of inputs: it is read once for so many, then for halves that reach more. */
const AT_ONCE = 1_024;

export interface FuzzRun {
  readonly name: string;
  readonly target: Target;
  /** Nothing longer gets to the parser. */
  readonly longestBytes: number;
  readonly seeds: readonly Bytes[];
  readonly seconds: number;
  readonly seed: number;
}

export interface FuzzReport {
  readonly inputs: number;
  readonly kept: number;
  readonly added: number;
  /** Where the input lies that broke a promise, and how. */
  readonly broken: { readonly path: string; readonly error: unknown } | undefined;
}

export function fuzzTarget(run: FuzzRun, coverage: Coverage): FuzzReport {
  const { name, target } = run;
  const mutations = new Mutations(run.seed);
  const known = new Set(keptInputs(name).map(({ input }) => input));
  const pool: Bytes[] = [];
  let [inputs, added] = [0, 0];
  const report = (broken?: FuzzReport['broken']): FuzzReport => ({
    inputs,
    kept: pool.length,
    added,
    broken,
  });
  const tryAll = (batch: readonly Bytes[]): FuzzReport['broken'] => {
    let broken: FuzzReport['broken'];
    const attempt = (input: Bytes) => {
      try {
        target(copyOf(input));
      } catch (error) {
        broken ??= { path: keep(name, input, 'broken-'), error };
      }
    };
    inputs += batch.length;
    search(batch);
    return broken;

    function search(part: readonly Bytes[]): void {
      const isSingle = part.length === 1;
      const run = () => {
        part.forEach(attempt);
      };
      if (!(isSingle ? coverage.reachesMore(run) : coverage.wouldReachMore(run))) return;
      const half = Math.ceil(part.length / 2);
      if (!isSingle) return [part.slice(0, half), part.slice(half)].forEach(search);
      for (const input of part) take(input);
    }
  };
  const take = (input: Bytes) => {
    pool.push(input);
    if (known.has(input)) return;
    keep(name, input);
    added += 1;
  };
  for (const input of [...known, ...run.seeds]) {
    const broken = tryAll([input]);
    if (broken) return report(broken);
  }
  const deadline = performance.now() + run.seconds * 1_000;
  while (performance.now() < deadline) {
    const broken = tryAll(
      Array.from({ length: AT_ONCE }, () => mutated(pool, mutations).slice(0, run.longestBytes)),
    );
    if (broken) return report(broken);
  }
  return report();
}

function mutated(pool: readonly Bytes[], mutations: Mutations): Bytes {
  const pick = () => pool[mutations.below(pool.length)] ?? new Uint8Array(0);
  let input = pick();
  for (let times = 1 + mutations.below(4); times > 0; times--) {
    if (mutations.below(8) === 0) input = spliced(input, pick(), mutations);
    else if (mutations.below(8) === 0)
      input = spliced(input, WORDS[mutations.below(WORDS.length)] ?? input, mutations);
    else if (mutations.below(64) === 0) input = mutations.noise();
    else input = input.length === 0 ? mutations.noise() : mutations.spoiled(input);
  }
  return input;
}

/** The other put in somewhere, with or without what follows. */
function spliced(input: Bytes, other: Bytes, mutations: Mutations): Bytes {
  const at = mutations.below(input.length + 1);
  const rest = mutations.below(2) === 0 ? input.subarray(at) : new Uint8Array(0);
  return concatBytes(input.subarray(0, at), other, rest);
}

function copyOf(input: Bytes): Bytes {
  return input.slice();
}
