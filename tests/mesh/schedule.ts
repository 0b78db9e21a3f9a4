// Who writes what to whom and who is killed when: all of it decided by the seed before anything runs.

import type { MeshOptions, Topology } from './options.js';
import { type Random, seededRandom, shuffled } from './seeded-random.js';

/** Two nodes, by number, the lower first. */
export type Pair = readonly [number, number];

export interface PlannedMessage {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** What the author does when its node dies before it answers: the command again, or nothing, never to know. */
  readonly ifUnanswered: 'repeat' | 'leave';
}

export interface PlannedKill {
  /** The node, by number, whatever it does. */
  readonly victim: number;
  /** It dies so long after so many messages were begun in the whole mesh. */
  readonly begun: number;
  readonly afterMs: number;
}

export interface Schedule {
  readonly pairs: readonly Pair[];
  /** Each author writes to each of their contacts in this order. */
  readonly messages: readonly PlannedMessage[];
  /** In the order of `begun`. */
  readonly kills: readonly PlannedKill[];
}

export function planSchedule(
  options: Pick<MeshOptions, 'nodes' | 'topology' | 'messages' | 'kills' | 'seed'>,
): Schedule {
  const random = seededRandom(options.seed);
  const pairs = pairsOf(options.topology, options.nodes);
  const messages = planMessages(pairs, options.messages, random);
  const kills = Array.from({ length: options.kills }, () => ({
    victim: Math.floor(random() * options.nodes),
    begun: 1 + Math.floor(random() * messages.length * KILLS_WITHIN),
    afterMs: Math.floor(random() * KILL_DELAY_MS),
  }));
  return { pairs, messages, kills: kills.toSorted((a, b) => a.begun - b.begun) };
}

/** The last kills leave something to be sent after them. */
const KILLS_WITHIN = 0.95;
/** About as long as a message takes from the command to the acknowledgement, so that a kill hits any step of it. */
const KILL_DELAY_MS = 20;

export function pairsOf(topology: Topology, nodes: number): Pair[] {
  const numbers = Array.from({ length: nodes }, (_, index) => index);
  switch (topology) {
    case 'full':
      return numbers.flatMap((a) => numbers.slice(a + 1).map((b): Pair => [a, b]));
    case 'star':
      return numbers.slice(1).map((b): Pair => [0, b]);
    case 'line':
      return numbers.slice(1).map((b): Pair => [b - 1, b]);
    case 'ring':
      return [...pairsOf('line', nodes), ...(nodes > 2 ? [[0, nodes - 1] as const] : [])];
  }
}

function planMessages(pairs: readonly Pair[], eachWay: number, random: Random): PlannedMessage[] {
  const routes = pairs.flatMap(([a, b]) =>
    Array.from({ length: eachWay }, () => [
      { from: a, to: b },
      { from: b, to: a },
    ]).flat(),
  );
  return shuffled(routes, random).map((route, index) => ({
    ...route,
    text: textOf(index, random),
    ifUnanswered: random() < 0.5 ? 'repeat' : 'leave',
  }));
}

/** Unique, and of many sizes: some longer than what a row of a list carries. */
function textOf(index: number, random: Random): string {
  const words = Array.from({ length: lengthOf(random) }, () => WORDS[Math.floor(random() * WORDS.length)]);
  return [`#${index}`, ...words].join(' ');
}

function lengthOf(random: Random): number {
  return random() < 0.02 ? 1_000 : Math.floor(random() * 20);
}

const WORDS = ['otter', 'река', 'naïve', '山', '🦦', 'lamp', 'done?', '"quoted"', '\n', 'e\u0301'];
