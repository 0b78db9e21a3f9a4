// Looks for an input a parser takes long for: as long as it may be, and the same all along. Measured without coverage, which
// makes everything slow.

import { type Bytes, concatBytes } from '../../src/base/bytes.js';
import { Mutations } from '../../src/testing/hostile/mutations.js';
import { hostileShapes, repeated } from './hostile-shapes.js';
import type { Target } from './promises.js';

/** Of the processor's time, for one input: what takes longer keeps everybody else waiting. */
const SLOWEST_MS = 200;

export interface SlowSearch {
  readonly target: Target;
  /** Nothing longer gets to the parser. */
  readonly longestBytes: number;
  readonly seeds: readonly Bytes[];
  /** What was kept of earlier runs. */
  readonly known: readonly Bytes[];
  readonly seconds: number;
  readonly seed: number;
}

/** The first input that takes too long or breaks a promise; undefined when the time is up or nothing is left to try. */
export function slowInput(
  search: SlowSearch,
): { readonly input: Bytes; readonly error: unknown } | undefined {
  const deadline = performance.now() + search.seconds * 1_000;
  for (const input of longInputs(search)) {
    try {
      const tookMs = quickest(search.target, input);
      if (tookMs > SLOWEST_MS) return { input, error: `it takes ${String(Math.round(tookMs))} ms` };
    } catch (error) {
      return { input, error };
    }
    if (performance.now() > deadline) return undefined;
  }
  return undefined;
}

function* longInputs({ longestBytes, seeds, known, seed }: SlowSearch): Generator<Bytes> {
  yield* hostileShapes(longestBytes, seeds.slice(0, 2));
  const mutations = new Mutations(seed);
  const pool = [...seeds, ...known].filter(({ length }) => length > 0 && length < longestBytes);
  while (pool.length > 0)
    yield grown(pool[mutations.below(pool.length)] ?? new Uint8Array(0), mutations, longestBytes);
}

/** A piece of it over and over, between the rest of it. */
function grown(input: Bytes, mutations: Mutations, longestBytes: number): Bytes {
  const from = mutations.below(input.length);
  const until = Math.min(input.length, from + 1 + mutations.below(16));
  const more = repeated(input.subarray(from, until), longestBytes - input.length);
  return concatBytes(input.subarray(0, until), more, input.subarray(until));
}

/** Of three, because anything takes long once: the first time it runs, or when memory is cleared. */
function quickest(target: Target, input: Bytes): number {
  let quickestMs = Infinity;
  for (let times = 0; times < 3 && quickestMs > SLOWEST_MS; times++) {
    const before = process.cpuUsage();
    target(input.slice());
    const { user, system } = process.cpuUsage(before);
    quickestMs = Math.min(quickestMs, (user + system) / 1_000);
  }
  return quickestMs;
}
