// Every state a pair can come to, breadth first, each looked at once; and from every one of them a way to rest without
// another fault.

import type { Rules } from './rules.js';
import type { PairState } from './pair-state.js';
import { stepsFrom } from './pair-steps.js';
import { wrongAnywhere, wrongAtRest } from './promises.js';
import { keyOf } from './state-key.js';

export interface Exploration {
  readonly states: number;
  readonly steps: number;
  /** States at rest: everything is said, heard and acknowledged. */
  readonly rests: number;
  /** The shortest way to something that must not be; null when there is none. */
  readonly counterexample: { readonly what: string; readonly path: readonly string[] } | null;
}

interface Visit {
  readonly number: number;
  readonly state: PairState;
  readonly name: string;
  readonly from: Visit | null;
}

export function explore(first: PairState, rules: Rules): Exploration {
  const map = new StateMap();
  let layer: readonly Visit[] = [map.visit(first, '', null) as Visit];
  while (layer.length > 0) {
    const next: Visit[] = [];
    for (const visit of layer) {
      const wrong = lookAt(visit, map, rules, next);
      if (wrong !== undefined)
        return { ...map.counts(), counterexample: { what: wrong, path: pathTo(visit) } };
    }
    layer = next;
  }
  const stuck = map.firstWithoutRest();
  if (!stuck) return { ...map.counts(), counterexample: null };
  return { ...map.counts(), counterexample: { what: 'they never come to rest', path: pathTo(stuck) } };
}

/** What is wrong with this state, if anything; the states after it go to `next`. */
function lookAt(visit: Visit, map: StateMap, rules: Rules, next: Visit[]): string | undefined {
  const wrong = wrongAnywhere(visit.state);
  if (wrong !== undefined) return wrong;
  const steps = stepsFrom(visit.state, rules);
  if (!steps.some(({ kind }) => kind === 'progress')) {
    map.rest(visit);
    const missing = wrongAtRest(visit.state);
    if (missing !== undefined) return missing;
  }
  for (const { name, state, kind } of steps) {
    const found = map.visit(state, name, visit, kind !== 'fault');
    if (found) next.push(found);
  }
  return undefined;
}

/** States by what is in them, and which leads to which. */
class StateMap {
  readonly #numbers = new Map<string, number>();
  readonly #visits: Visit[] = [];
  /** For each state those that lead to it without a fault. */
  readonly #before: number[][] = [];
  readonly #rests: number[] = [];
  #steps = 0;

  /** Undefined for a state that was met before. */
  visit(state: PairState, name: string, from: Visit | null, isFaultless = true): Visit | undefined {
    const key = keyOf(state);
    const known = this.#numbers.get(key);
    const number = known ?? this.#visits.length;
    if (from) {
      this.#steps += 1;
      if (isFaultless) (this.#before[number] ??= []).push(from.number);
    }
    if (known !== undefined) return undefined;
    this.#numbers.set(key, number);
    this.#before[number] ??= [];
    const visit = { number, state, name, from };
    this.#visits.push(visit);
    return visit;
  }

  rest({ number }: Visit): void {
    this.#rests.push(number);
  }

  counts() {
    return { states: this.#visits.length, steps: this.#steps, rests: this.#rests.length };
  }

  firstWithoutRest(): Visit | undefined {
    const comes = new Uint8Array(this.#visits.length);
    const waiting = [...this.#rests];
    for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
      if (comes[number] === 1) continue;
      comes[number] = 1;
      waiting.push(...(this.#before[number] ?? []));
    }
    return this.#visits.find(({ number }) => comes[number] === 0);
  }
}

function pathTo(visit: Visit): string[] {
  const path: string[] = [];
  for (let at = visit; at.from; at = at.from) path.unshift(at.name);
  return path;
}
