// Everything that can happen next to a pair: what the owners and nodes do by themselves, and every fault.

import { NodeStep } from './node-steps.js';
import type { Rules } from './rules.js';
import {
  type Disk,
  lifeOf,
  type ModelFrame,
  other,
  type Outcome,
  type PairState,
  type Side,
  SIDES,
} from './pair-state.js';

export interface Step {
  readonly name: string;
  readonly state: PairState;
  /** A copy is made whenever somebody likes; faults are counted. */
  readonly kind: 'progress' | 'copy' | 'fault';
}

export function stepsFrom(state: PairState, rules: Rules): readonly Step[] {
  const isUp = state.a.link !== null && state.b.link !== null;
  const steps: Step[] = isUp ? [] : [progress('a link comes up', connected(state, rules))];
  for (const side of SIDES) {
    const node = state[side];
    if (node.toWrite > 0) steps.push(...writing(state, side, rules));
    const frame = node.wire[0];
    if (frame) steps.push(...arriving(state, side, { frame, rest: node.wire.slice(1) }, rules));
  }
  if (steps.length === 0 && SIDES.some((side) => state[side].disk.outbox.length > 0)) {
    // What a frame out of its order left behind goes with the next link, at the latest after a day.
    steps.push(progress('the link is renewed', connected(state, rules)));
  }
  if (state.faultsLeft > 0) {
    if (isUp) steps.push(fault('the link breaks', cut(state)));
    for (const side of SIDES) steps.push(...faultsOf(state, side));
  }
  if (state.blocksLeft > 0) for (const side of SIDES) steps.push(...blocking(state, side, rules));
  return steps;
}

/** Where it does more than a link that breaks. */
function blocking(state: PairState, side: Side, rules: Rules): readonly Step[] {
  if (!state[side].disk.outbox.some((row) => row.what !== 'message' && !row.sealed)) return [];
  const before = { ...state, blocksLeft: state.blocksLeft - 1 };
  const outcome = run(before, side, rules, (node) => node.blockAndUnblock());
  return [{ name: `${side} blocks and unblocks`, state: settle(before, side, outcome), kind: 'fault' }];
}

function writing(state: PairState, side: Side, rules: Rules): readonly Step[] {
  const id = `${side}${state.written.filter((known) => known.startsWith(side)).length + 1}`;
  const written = [...state.written, id].sort();
  const before = { ...put(state, side, { toWrite: state[side].toWrite - 1 }), written };
  const outcome = run(before, side, rules, (node) => node.write(id));
  return withCrash(`${side} writes ${id}`, before, { side, outcome });
}

function arriving(
  state: PairState,
  from: Side,
  { frame, rest }: { readonly frame: ModelFrame; readonly rest: readonly ModelFrame[] },
  rules: Rules,
): readonly Step[] {
  const before = put(state, from, { wire: rest });
  const outcome = run(before, other(from), rules, (node) => node.take(frame));
  return withCrash(`${frame.kind} of ${from} arrives`, before, { side: other(from), outcome });
}

/** The step itself, and the same with a crash between its commit and its effects. */
function withCrash(
  name: string,
  before: PairState,
  { side, outcome }: { readonly side: Side; readonly outcome: Taken },
): readonly Step[] {
  const steps = [progress(name, settle(before, side, outcome))];
  if (before.faultsLeft > 0) {
    const committed = { ...put(before, side, { disk: outcome.disk }), lives: outcome.lives };
    steps.push(fault(`${name}, and the node dies after the commit`, cut(committed)));
  }
  return steps;
}

function faultsOf(state: PairState, side: Side): readonly Step[] {
  const { disk, backup, wire } = state[side];
  const steps: Step[] = [];
  const [first, second, ...rest] = wire;
  if (first) {
    steps.push(fault(`${first.kind} of ${side} is doubled`, put(state, side, { wire: [first, ...wire] })));
  }
  if (first && second) {
    const turned = put(state, side, { wire: [second, first, ...rest] });
    steps.push(fault(`two frames of ${side} change places`, turned));
  }
  if (backup) steps.push(fault(`${side} is put back`, restored(state, side, backup)));
  else if (SIDES.every((each) => !state[each].backup)) {
    steps.push({ name: `${side} is copied`, state: put(state, side, { backup: disk }), kind: 'copy' });
  }
  return steps;
}

/** A link breaks for both, and everything on its way is gone. A node that died forgets no more than that. */
function cut(state: PairState): PairState {
  return put(put(state, 'a', { link: null, wire: [] }), 'b', { link: null, wire: [] });
}

function restored(state: PairState, side: Side, backup: Disk): PairState {
  const after = cut(put(state, side, { disk: backup, backup: null }));
  const onDisks = new Set(
    SIDES.flatMap((each) => [...after[each].disk.own, ...after[each].disk.theirs].map(({ id }) => id)),
  );
  const before = SIDES.flatMap((each) =>
    [...state[each].disk.own, ...state[each].disk.theirs].map(({ id }) => id),
  );
  const gone = new Set([...state.gone, ...before.filter((id) => !onDisks.has(id))]);
  return { ...after, gone: [...gone].sort() };
}

function connected(state: PairState, rules: Rules): PairState {
  const fresh = cut(state);
  const lives = { a: lifeOf(fresh.a.disk), b: lifeOf(fresh.b.disk) };
  return SIDES.reduce(
    (next, side) =>
      settle(
        next,
        side,
        run(next, side, rules, (node) => node.linkUp(lives[other(side)])),
      ),
    fresh,
  );
}

type Taken = Outcome & { readonly lives: number };

function run(state: PairState, side: Side, rules: Rules, act: (node: NodeStep) => NodeStep): Taken {
  let { lives } = state;
  const newLife = () => `l${++lives}`;
  return { ...act(new NodeStep(state[side], rules, newLife)).outcome(), lives };
}

function settle(state: PairState, side: Side, { disk, link, frames, closes, lives }: Taken): PairState {
  const next = { ...put(state, side, { disk, link, wire: [...state[side].wire, ...frames] }), lives };
  return closes ? cut(next) : next;
}

function put(state: PairState, side: Side, to: Partial<PairState[Side]>): PairState {
  return { ...state, [side]: { ...state[side], ...to } };
}

function progress(name: string, state: PairState): Step {
  return { name, state, kind: 'progress' };
}

function fault(name: string, state: PairState): Step {
  return { name, state: { ...state, faultsLeft: state.faultsLeft - 1 }, kind: 'fault' };
}
