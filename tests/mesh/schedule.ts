// Who writes what to whom and who is killed when: all of it decided by the seed before anything runs.

import type { MeshOptions, Topology } from './options.js';
import { type Random, seededRandom, shuffled } from './seeded-random.js';

/** Two nodes, by number, the lower first. */
export type Pair = readonly [number, number];

export interface PlannedMessage {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** How often the author's node is killed as soon as it has accepted this message. */
  readonly kills: number;
}

export interface Schedule {
  readonly pairs: readonly Pair[];
  /** Each author writes to each of their contacts in this order. */
  readonly messages: readonly PlannedMessage[];
}

export function planSchedule(
  options: Pick<MeshOptions, 'nodes' | 'topology' | 'messages' | 'kills' | 'seed'>,
): Schedule {
  const random = seededRandom(options.seed);
  const pairs = pairsOf(options.topology, options.nodes);
  const messages = planMessages(pairs, options.messages, random);
  const deadly = shuffled([...messages.keys()].slice(0, Math.ceil(messages.length * KILLS_WITHIN)), random);
  const kills = messages.map(() => 0);
  for (let kill = 0; kill < options.kills; kill++) {
    const place = deadly[kill % deadly.length];
    if (place !== undefined) kills[place] = (kills[place] ?? 0) + 1;
  }
  return { pairs, messages: messages.map((message, place) => ({ ...message, kills: kills[place] ?? 0 })) };
}

/** The last kills leave something to be sent after them. */
const KILLS_WITHIN = 0.95;

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

function planMessages(
  pairs: readonly Pair[],
  perPair: number,
  random: Random,
): Omit<PlannedMessage, 'kills'>[] {
  const routes = pairs.flatMap(([a, b]) =>
    Array.from({ length: perPair }, (_, index) =>
      index % 2 === 0 ? { from: a, to: b } : { from: b, to: a },
    ),
  );
  return shuffled(routes, random).map((route, index) => ({ ...route, text: textOf(index, random) }));
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
