// The lanes of two nodes, exhaustively within the bounds of PLANS: every state they come to while links break, frames double,
// change places and come late, processes die between any two commits and older disks are put back at any step.
// What the model leaves out stands in ARCHITECTURE 7, "The delivery model".

import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Delivery from '../../src/core/delivery/index.js';
import type * as Session from '../../src/core/session/index.js';
import type * as Places from '../../src/node/lane/places.js';
import { explore } from './explore.js';
import type { Plan } from './model-pair.js';
import type { Rules } from './rules.js';

const { broken, breakable } = vi.hoisted(() => {
  const planted: Partial<Rules> = {};
  const open = <Module extends object>(
    module: Module,
    names: readonly (keyof Module & keyof Rules)[],
  ): Module => {
    const calls = names.map((name) => [
      name,
      (...args: unknown[]) => ((planted[name] ?? module[name]) as (...given: unknown[]) => unknown)(...args),
    ]);
    return { ...module, ...Object.fromEntries(calls) } as Module;
  };
  return { broken: planted, breakable: open };
});
vi.mock('../../src/core/delivery/index.js', async (real) =>
  breakable(await real<typeof Delivery>(), ['judgeArrival', 'sendAllowance']),
);
vi.mock('../../src/core/session/index.js', async (real) =>
  breakable(await real<typeof Session>(), ['reconcile', 'courseAfter', 'underOwnIncarnation']),
);
vi.mock('../../src/node/lane/places.js', async (real) =>
  breakable(await real<typeof Places>(), ['makeRoom']),
);

const RULES = {
  ...(await vi.importActual<typeof Delivery>('../../src/core/delivery/index.js')),
  ...(await vi.importActual<typeof Session>('../../src/core/session/index.js')),
};

/** Messages of both, written at any time, and how many faults, each of any kind at any step. Larger: `planned`. */
const PLANS: readonly Plan[] = [
  { a: 2, b: 1, faults: 1 },
  { a: 1, b: 0, faults: 2 },
  { a: 1, b: 1, faults: 1, atOnce: true },
];
const TWO_MESSAGES: Plan = { a: 1, b: 1, faults: 1 };
const THREE_MESSAGES: Plan = { a: 2, b: 1, faults: 1 };
/** One envelope at a time, so that what is given back waits where a block finds it. */
const SMALL_WINDOW: Partial<Rules> = { sendAllowance: (sealed) => Math.max(0, 1 - sealed) };

beforeEach(() => {
  for (const name of Object.keys(broken)) Reflect.deleteProperty(broken, name);
});

describe('two nodes and everything that can happen to them', () => {
  it.each(planned())(
    'show each message once, in its place, and come to rest: $a and $b messages, faults: $faults, at once: $atOnce',
    async (plan) => {
      const startedAt = performance.now();
      const { states, steps, rests, runs, counterexample } = await explore(plan);
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
      process.stdout.write(
        `delivery model ${JSON.stringify(plan)}: ${states} states, ${steps} steps, ${rests} at rest, ${runs} items, ${seconds} s\n`,
      );
      expect(counterexample).toBeNull();
      expect(states).toBeGreaterThan(5_000);
      expect(rests).toBeGreaterThan(100);
    },
    3_600_000,
  );

  it('give back what was lost even if the other is blocked and unblocked in the middle', async () => {
    Object.assign(broken, SMALL_WINDOW);
    const { rests, counterexample } = await explore({ ...TWO_MESSAGES, blocks: 1 });
    expect(counterexample).toBeNull();
    expect(rests).toBeGreaterThan(50);
  }, 120_000);

  it('are caught when a node gives back once in a life, whether it arrived or not', async () => {
    Object.assign(broken, SMALL_WINDOW, {
      courseAfter: ((stream, marks, verdict) => ({
        ...RULES.courseAfter(stream, marks, verdict),
        givesBack: verdict !== 'agreed',
      })) satisfies Rules['courseAfter'],
    });
    const { counterexample } = await explore({ ...TWO_MESSAGES, blocks: 1 });
    expect(counterexample?.what).toMatch(/the other shows|never come to rest/);
    expect(counterexample?.path.join()).toContain('blocks and unblocks');
  }, 120_000);

  it.each<[string, Partial<Rules>, RegExp, Plan?]>([
    [
      'takes an envelope again',
      { judgeArrival: (received, seq) => (seq <= received + 1 ? 'accept' : 'hole') },
      /cannot open an envelope: duplicate/,
    ],
    [
      // It ends the link as one that breaks by itself: what is wrong is the step, not where it leads.
      'fails over an envelope that comes again',
      {
        judgeArrival: (received, ...at) => {
          const arrival = RULES.judgeArrival(received, ...at);
          if (arrival === 'repeat') throw new Error('planted');
          return arrival;
        },
      },
      /fails at frame/,
    ],
    [
      'passes over a missing envelope',
      {
        judgeArrival: (received, seq, seen) =>
          seq > received ? 'accept' : RULES.judgeArrival(received, seq, seen),
      },
      /and the other shows/,
      THREE_MESSAGES,
    ],
    [
      'never believes that it was rolled back',
      {
        reconcile: (own, marks) => {
          const verdict = RULES.reconcile(own, marks);
          return verdict === 'rolledBack' ? 'agreed' : verdict;
        },
      },
      /and the other shows|cannot open an envelope|there is no end/,
    ],
    [
      'goes on from where it thinks the other is',
      { courseAfter: (stream, ...at) => ({ ...RULES.courseAfter(stream, ...at), resumeAbove: stream.sent }) },
      /as delivered and the other does not have it/,
    ],
    [
      'gives nothing back',
      { courseAfter: (...at) => ({ ...RULES.courseAfter(...at), givesBack: false }) },
      /the other shows/,
    ],
    [
      'does not send again what the other has lost',
      { courseAfter: (...at) => ({ ...RULES.courseAfter(...at), requeueAbove: 1_000 }) },
      /the other shows nothing/,
    ],
    [
      'forgets in a new life that something comes back',
      {
        courseAfter: (...at) => {
          const course = RULES.courseAfter(...at);
          return { ...course, stream: { ...course.stream, recovering: 0 } };
        },
      },
      /the other shows/,
    ],
    [
      'keeps its numbers in a new life',
      { underOwnIncarnation: (stream, incarnation) => ({ ...stream, incarnation }) },
      /never come to rest|takes itself for an older copy|the other shows/,
      THREE_MESSAGES,
    ],
    [
      'leaves a place to what it wrote there since',
      { makeRoom: () => undefined },
      /gave up a2/,
      THREE_MESSAGES,
    ],
  ])(
    'are caught when a node %s',
    async (_, rules, expected, plan = TWO_MESSAGES) => {
      Object.assign(broken, rules);
      const { counterexample } = await explore(plan);
      expect(counterexample?.what).toMatch(expected);
      expect(counterexample?.path.length).toBeGreaterThan(0);
    },
    120_000,
  );
});

/** A larger bound is given by hand: KITH_MODEL='{"a":1,"b":1,"faults":2}' looks at 627,493 states. */
function planned(): readonly Plan[] {
  const given = process.env['KITH_MODEL'];
  return given === undefined ? PLANS : [JSON.parse(given) as Plan];
}
