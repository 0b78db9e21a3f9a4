// Everything that can happen next to a pair: what the owners and nodes do by themselves, and every fault.

import { toHex, utf8 } from '../../src/base/bytes.js';
import type { Incarnation } from '../../src/base/ids.js';
import type { LaneCommand } from '../../src/node/handlers/index.js';
import { PROTOCOL_VERSIONS } from '../../src/protocol/version.js';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { LaneNode } from '../../src/testing/lanes/lane-node.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { memoryStore } from '../../src/testing/memory-store/memory-store.js';
import type { Disk } from './model-disk.js';
import { type Input, ModelNode, type Sent } from './model-node.js';
import { textOf } from './promises.js';
import { other, type PairState, put, type Side, SIDES, type SideState } from './pair-state.js';

export interface Step {
  readonly name: string;
  readonly state: PairState;
  /** A copy is made whenever somebody likes; faults are counted. */
  readonly kind: 'progress' | 'copy' | 'fault';
  /** What went wrong on the way. */
  readonly wrong: readonly string[];
}

type Ran = Pick<Step, 'state' | 'wrong'>;

/** How many messages each writes, at any time, and how much goes wrong. */
export interface Plan {
  readonly a: number;
  readonly b: number;
  readonly faults: number;
  /** How often an owner blocks the other and thinks better of it. */
  readonly blocks?: number;
  /** Two items may share a commit. */
  readonly atOnce?: boolean;
}

export class ModelPair {
  private constructor(
    private readonly plan: Plan,
    private readonly nodes: Readonly<Record<Side, ModelNode>>,
    private readonly contactIds: Readonly<Record<Side, string>>,
  ) {}

  /** Two people who have just become contacts, and nothing is written. */
  static async meet(plan: Plan): Promise<{ readonly pair: ModelPair; readonly first: PairState }> {
    const stores = { a: memoryStore(), b: memoryStore() };
    const clock = { now: NOW };
    const lanes = {
      a: new LaneNode('a', stores.a.connection, clock),
      b: new LaneNode('b', stores.b.connection, clock),
    };
    // Which of two NodeIds is lower decides what an order depends on: the same in every run.
    if (lanes.a.self > lanes.b.self) return ModelPair.meet(plan);
    const wire = new LaneWire(lanes.a, lanes.b);
    await befriend(wire);
    wire.cut();
    await wire.settle();
    const nodeOf = (side: Side) =>
      new ModelNode(side, stores[side], lanes[side].context, lanes[other(side)].self);
    const nodes = { a: nodeOf('a'), b: nodeOf('b') };
    const contactOf = (side: Side) => lanes[side].contactOf(lanes[other(side)].self) ?? '';
    const pair = new ModelPair(plan, nodes, { a: contactOf('a'), b: contactOf('b') });
    const sideOf = (side: Side): SideState => ({
      ...nodes[side].first('first', side === 'b'),
      copy: null,
      mayDoubt: false,
      wire: [],
      toWrite: Array.from({ length: plan[side] }, (_, index) => `${side}${index + 1}`),
    });
    return {
      pair,
      first: {
        a: sideOf('a'),
        b: sideOf('b'),
        faultsLeft: plan.faults,
        blocksLeft: plan.blocks ?? 0,
        gone: [],
      },
    };
  }

  /** Items the lanes worked on. */
  get runs(): number {
    return this.nodes.a.runs + this.nodes.b.runs;
  }

  async stepsFrom(state: PairState): Promise<readonly Step[]> {
    const steps = await this.#steps(state);
    return steps.flatMap((step) => withCopies(state, step));
  }

  async #steps(state: PairState): Promise<readonly Step[]> {
    const steps: Step[] = [];
    const isUp = SIDES.every((side) => state[side].memory.link);
    if (!isUp) steps.push(await this.#connect(state, 'a link comes up'));
    for (const side of SIDES) steps.push(...(await this.#doings(state, side)));
    if (SIDES.some((side) => state[side].memory.isDue)) steps.push(await this.#later(state));
    if (steps.length === 0 && SIDES.some((side) => state[side].disk.owes)) {
      // What a frame out of its order left behind goes with the next link, at the latest after a day.
      steps.push(await this.#connect(state, 'the link is renewed'));
    }
    if (state.faultsLeft > 0) steps.push(...(await this.#faults(state, isUp)));
    for (const side of SIDES) if (state.blocksLeft > 0) steps.push(...(await this.#blocking(state, side)));
    return steps;
  }

  /** What the owner of this side does, and what arrives from it. */
  async #doings(state: PairState, side: Side): Promise<readonly Step[]> {
    const { toWrite, wire } = state[side];
    const steps: Step[] = [];
    const [text, ...more] = toWrite;
    if (text !== undefined) {
      const before = put(state, side, { toWrite: more });
      steps.push(...(await this.#take(before, side, this.#writing(side, text))));
    }
    const [sent, ...rest] = wire;
    if (sent) {
      const before = put(state, side, { wire: rest });
      steps.push(...(await this.#take(before, other(side), this.#arriving(side, sent))));
    }
    return [...steps, ...(await this.#doingsAtOnce(state, side))];
  }

  /** Two of them that share a commit: another frame comes with the first, or the other owner writes as it comes. */
  async #doingsAtOnce(state: PairState, side: Side): Promise<readonly Step[]> {
    const [first, second, ...rest] = state[side].wire;
    if (!this.plan.atOnce || !first) return [];
    const arriving = this.#arriving(side, first);
    const steps: Step[] = [];
    if (second) {
      const before = put(state, side, { wire: rest });
      steps.push(
        ...(await this.#take(before, other(side), together(arriving, this.#arriving(side, second)))),
      );
    }
    const [text, ...more] = state[other(side)].toWrite;
    if (text === undefined) return steps;
    const before = put(put(state, side, { wire: state[side].wire.slice(1) }), other(side), { toWrite: more });
    const writing = this.#writing(other(side), text);
    for (const both of [together(writing, arriving), together(arriving, writing)]) {
      steps.push(...(await this.#take(before, other(side), both)));
    }
    return steps;
  }

  async #faults(state: PairState, isUp: boolean): Promise<readonly Step[]> {
    const steps: Step[] = [];
    if (isUp) steps.push(fault('the link breaks', await this.#cut(state)));
    if (SIDES.some((side) => state[side].wire.length > 0)) {
      const again = await this.#connect(state, 'the next link is there before what is on its way arrives');
      steps.push(fault(again.name, again));
    }
    for (const side of SIDES) {
      const { disk, memory, copy, wire } = state[side];
      const [first, second, ...rest] = wire;
      if (memory !== this.nodes[side].forgotten()) {
        steps.push(fault(`${side} dies`, await this.#dead(state, side, disk)));
      }
      if (first) {
        const doubled = put(state, side, { wire: [first, ...wire] });
        steps.push(fault(`${first.frame.kind} of ${side} is doubled`, { state: doubled, wrong: [] }));
      }
      if (first && second && first !== second) {
        const unlike = put(put(state, 'a', { mayDoubt: true }), 'b', { mayDoubt: true });
        const turned = put(unlike, side, { wire: [second, first, ...rest] });
        steps.push(fault(`two frames of ${side} change places`, { state: turned, wrong: [] }));
      }
      if (copy && copy !== disk) {
        steps.push(fault(`${side} is put back`, await this.#restored(state, side, copy)));
      }
    }
    return steps;
  }

  /** Where it does more than a link that breaks. */
  async #blocking(state: PairState, side: Side): Promise<readonly Step[]> {
    if (!state[side].disk.givesBack) return [];
    const params = { contactId: this.contactIds[side] };
    const commands = [commandOf('blockContact', params), commandOf('unblockContact', params)];
    const after = await this.#run(
      { ...state, blocksLeft: state.blocksLeft - 1 },
      commands.map((input) => [side, input]),
    );
    return [{ name: `${side} blocks and unblocks`, ...after, kind: 'fault' }];
  }

  #writing(side: Side, text: string): Input {
    const params = { id: toHex(utf8(text.padEnd(16, '.'))), contactId: this.contactIds[side], text };
    return { ...commandOf('sendMessage', params), name: `${side} writes ${text}` };
  }

  #arriving(from: Side, { number, linkId, frame }: Sent): Input {
    const item = { kind: 'frame', linkId, nodeId: this.nodes[from].nodeId, frame } as const;
    return { name: `${frame.kind} ${number} of ${from} arrives`, items: [item] };
  }

  /** The step itself, and the same with a process that dies between its commits. */
  async #take(state: PairState, side: Side, input: Input): Promise<readonly Step[]> {
    const steps: Step[] = [
      { name: input.name, ...(await this.#run(state, [[side, input]])), kind: 'progress' },
    ];
    if (state.faultsLeft === 0) return steps;
    const { halfway, drawn } = await this.nodes[side].take(state[side], input);
    for (const disk of halfway) {
      const dead = await this.#dead(put(state, side, { drawn }), side, disk);
      steps.push(fault(`${input.name}, and the node dies between two commits`, dead));
    }
    return steps;
  }

  /** A minute passes for both, and what waited for it goes on. */
  async #later(state: PairState): Promise<Step> {
    let next = state;
    for (const side of SIDES) next = put(next, side, this.nodes[side].later(next[side]));
    const due = SIDES.filter((side) => state[side].memory.isDue).map((side): [Side, Input] => [
      side,
      { name: 'go on', items: [{ kind: 'goOn', nodeId: this.nodes[other(side)].nodeId }] },
    ]);
    return { name: 'a minute passes', ...(await this.#run(next, due)), kind: 'progress' };
  }

  /** What becomes of the pair when its nodes take these items, and what is wrong with that. */
  async #run(before: PairState, inputs: readonly (readonly [Side, Input])[]): Promise<Ran> {
    let state = before;
    const wrong: string[] = [];
    for (const [side, input] of inputs) {
      const outcome = await this.nodes[side].take(state[side], input);
      const { disk, memory, drawn, sent } = outcome;
      wrong.push(...outcome.wrong);
      const isNew = disk.incarnation !== state[side].disk.incarnation;
      if (isNew && !state[side].mayDoubt) wrong.push(`${side} takes itself for an older copy`);
      state = put(state, side, { disk, memory, drawn, wire: [...state[side].wire, ...sent] });
      if (!outcome.ends) continue;
      const cut = await this.#cut(state);
      state = cut.state;
      wrong.push(...cut.wrong);
    }
    return { state, wrong };
  }

  /** A link ends for both, and everything on its way is gone. */
  async #cut(state: PairState): Promise<Ran> {
    let next = state;
    const wrong: string[] = [];
    for (const side of SIDES) {
      const { link } = next[side].memory;
      next = put(next, side, { wire: [] });
      if (!link) continue;
      const { linkId } = link;
      const item = { kind: 'linkDown', linkId, nodeId: this.nodes[other(side)].nodeId } as const;
      const outcome = await this.nodes[side].take(next[side], { name: `${linkId} ends`, items: [item] });
      wrong.push(...outcome.wrong);
      const { disk, memory, drawn } = outcome;
      next = put(next, side, { disk, memory, drawn });
    }
    return { state: next, wrong };
  }

  async #dead(before: PairState, side: Side, disk: Disk): Promise<Ran> {
    const { state, wrong } = await this.#cut(put(before, side, { memory: this.nodes[side].forgotten() }));
    return { state: put(state, side, { disk }), wrong };
  }

  async #restored(before: PairState, side: Side, copy: Disk): Promise<Ran> {
    const { state, wrong } = await this.#dead(before, side, copy);
    const after = put(state, side, { copy: null, mayDoubt: true });
    const held = (at: PairState) =>
      SIDES.flatMap((each) => [...at[each].disk.own, ...at[each].disk.theirs].map(textOf));
    const left = new Set(held(after));
    const gone = new Set([...before.gone, ...held(before).filter((id) => !left.has(id))]);
    return { state: { ...after, gone: [...gone].sort() }, wrong };
  }

  /** What was on its way over an earlier link arrives after the next one is there, and belongs to none. */
  async #connect(state: PairState, name: string): Promise<Step> {
    const lives = { a: state.a.disk.incarnation, b: state.b.disk.incarnation };
    const late = { a: state.a.wire, b: state.b.wire };
    const linkId = [...late.a, ...late.b].some((sent) => sent.linkId === FIRST_LINK) ? NEXT_LINK : FIRST_LINK;
    const ups = SIDES.map((side) => [side, this.#linkUp(side, linkId, lives[other(side)])] as const);
    const arrivals = SIDES.flatMap((side) =>
      late[side].map((sent) => [other(side), this.#arriving(side, sent)] as const),
    );
    const cut = await this.#cut(state);
    const ran = await this.#run(cut.state, [...ups, ...arrivals]);
    return { name, state: ran.state, wrong: [...cut.wrong, ...ran.wrong], kind: 'progress' };
  }

  #linkUp(side: Side, linkId: number, incarnation: Incarnation): Input {
    const link = {
      linkId,
      nodeId: this.nodes[other(side)].nodeId,
      incarnation,
      version: PROTOCOL_VERSIONS.max,
      record: null,
      direction: 'out',
      place: '127.0.0.1',
    } as const;
    return { name: `link ${linkId} to ${incarnation}`, items: [{ kind: 'linkUp', link }] };
  }
}

const FIRST_LINK = 1;
const NEXT_LINK = 2;
const NOW = 1_700_000_000_000;

function commandOf(command: LaneCommand, params: object): Input {
  return { name: command, items: [{ kind: 'command', call: 1, command, params }] };
}

function together(first: Input, second: Input): Input {
  return { name: `${first.name} and ${second.name}`, items: [...first.items, ...second.items] };
}

function fault(name: string, { state, wrong }: Ran): Step {
  return { name, state: { ...state, faultsLeft: state.faultsLeft - 1 }, kind: 'fault', wrong };
}

/**
 * The step itself, and the same when a disk it changes was copied before. No more copies are kept than can be put back: of two
 * that are one too many either goes.
 */
function withCopies(before: PairState, step: Step): readonly Step[] {
  const { state } = step;
  const copied = SIDES.filter((side) => !before[side].copy && before[side].disk !== state[side].disk).map(
    (side) => ({
      ...step,
      name: `${step.name}, ${side} was copied before`,
      state: put(state, side, { copy: before[side].disk }),
    }),
  );
  return [step, ...copied].flatMap((each) => withoutSpare(each));
}

function withoutSpare(step: Step): readonly Step[] {
  const held = SIDES.filter((side) => step.state[side].copy);
  if (held.length <= step.state.faultsLeft) return [step];
  return held.flatMap((side) => withoutSpare({ ...step, state: put(step.state, side, { copy: null }) }));
}
