// Every state a pair can come to, breadth first, each looked at once; and from every one of them a way to rest without
// another fault.

import { ModelPair, type Plan, type Step } from './model-pair.js';
import { keyOf, type PairState, SIDES } from './pair-state.js';
import { wrongAnywhere, wrongAtRest } from './promises.js';

export interface Exploration {
  readonly states: number;
  readonly steps: number;
  /** States at rest: everything is said, heard and acknowledged. */
  readonly rests: number;
  /** Items the lanes worked on: every other step met a disk and memory that were known. */
  readonly runs: number;
  /** The shortest way to something that must not be; null when there is none. */
  readonly counterexample: { readonly what: string; readonly path: readonly string[] } | null;
}

interface Visit {
  readonly number: number;
  readonly state: PairState;
}

export async function explore(plan: Plan): Promise<Exploration> {
  const { pair, first } = await ModelPair.meet(plan);
  const written = SIDES.flatMap((side) => first[side].toWrite);
  const map = new StateMap();
  let layer: readonly Visit[] = map.visit({ name: '', state: first, kind: 'progress', wrong: [] }, 0);
  const found = (what: string | undefined, at: number | undefined, by: readonly string[] = []) => ({
    ...map.counts(),
    runs: pair.runs,
    counterexample:
      what === undefined || at === undefined ? null : { what, path: [...map.pathTo(at), ...by] },
  });
  while (layer.length > 0) {
    const next: Visit[] = [];
    for (const { number, state } of layer) {
      const steps = await pair.stepsFrom(state);
      const isRest = !steps.some(({ kind }) => kind === 'progress');
      if (isRest) map.rest(number);
      const what =
        wrongAnywhere(state, (plan.blocks ?? 0) > 0) ?? (isRest ? wrongAtRest(state, written) : undefined);
      if (what !== undefined) return found(what, number);
      for (const step of steps) {
        // Also where it leads to a state that another way led to before, on which nothing went wrong.
        if (step.wrong[0] !== undefined) return found(step.wrong[0], number, [step.name]);
        next.push(...map.visit(step, number));
      }
    }
    layer = next;
    if (map.counts().states > MOST_STATES) return found('there is no end of states', layer[0]?.number);
  }
  return found('they never come to rest', map.firstWithoutRest());
}

/** A pair that goes round in circles, and counts as it does, would never be done with. */
const MOST_STATES = 2_000_000;

/** States by what is in them, and which leads to which. */
class StateMap {
  readonly #numbers = new Map<string, number>();
  /** How each was met first: from which, and by what. */
  readonly #from: number[] = [];
  readonly #names: string[] = [];
  /** Pairs of states of which the first leads to the second without a fault. */
  readonly #ways: number[] = [];
  readonly #rests: number[] = [];
  #steps = -1;

  /** Empty for a state that was met before. */
  visit({ name, state, kind }: Step, from: number): readonly Visit[] {
    const key = keyOf(state);
    const known = this.#numbers.get(key);
    const number = known ?? this.#numbers.size;
    this.#steps += 1;
    if (kind !== 'fault') this.#ways.push(from, number);
    if (known !== undefined) return [];
    this.#numbers.set(key, number);
    this.#from.push(from);
    this.#names.push(name);
    return [{ number, state }];
  }

  rest(number: number): void {
    this.#rests.push(number);
  }

  counts() {
    return { states: this.#numbers.size, steps: this.#steps, rests: this.#rests.length };
  }

  pathTo(number: number): string[] {
    const path: string[] = [];
    for (let at = number; at > 0; at = this.#from[at] ?? 0) path.unshift(this.#names[at] ?? '');
    return path;
  }

  firstWithoutRest(): number | undefined {
    const leadHere = this.#backwards();
    const comes = new Uint8Array(this.#numbers.size);
    const waiting = [...this.#rests];
    for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
      if (comes[number] === 1) continue;
      comes[number] = 1;
      for (const before of leadHere(number)) waiting.push(before);
    }
    const stuck = comes.indexOf(0);
    return stuck === -1 ? undefined : stuck;
  }

  /** For each state those that lead to it. */
  #backwards(): (number: number) => Uint32Array {
    const begins = new Uint32Array(this.#numbers.size + 1);
    for (let at = 1; at < this.#ways.length; at += 2) {
      const to = this.#ways[at] ?? 0;
      begins[to + 1] = (begins[to + 1] ?? 0) + 1;
    }
    for (let at = 1; at < begins.length; at++) begins[at] = (begins[at] ?? 0) + (begins[at - 1] ?? 0);
    const free = begins.slice();
    const sorted = new Uint32Array(this.#ways.length / 2);
    for (let at = 0; at < this.#ways.length; at += 2) {
      const to = this.#ways[at + 1] ?? 0;
      const place = free[to] ?? 0;
      sorted[place] = this.#ways[at] ?? 0;
      free[to] = place + 1;
    }
    return (number) => sorted.subarray(begins[number], begins[number + 1]);
  }
}
