// Whatever the wire does and whenever processes die: each message is shown once, in its author's order, on both sides.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChaosWire } from '../../src/testing/lanes/chaos-wire.js';
import { friends, type Friends, say, states, systemLines } from '../../src/testing/lanes/friends.js';
import type { LaneNode } from '../../src/testing/lanes/lane-node.js';

type Who = 'alice' | 'bob';
type Step =
  | { readonly do: 'say' | 'restart' | 'duplicate' | 'swap' | 'corrupt' | 'wait'; readonly who: Who }
  | { readonly do: 'deliver' | 'replay'; readonly who: Who; readonly count: number }
  | { readonly do: 'cut' | 'connect' };

const who = fc.constantFrom<Who>('alice', 'bob');
const step = (...kinds: Extract<Step, { who: Who }>['do'][]) =>
  fc.record({ do: fc.constantFrom(...kinds), who, count: fc.nat({ max: 6 }) });
const links = fc.record({ do: fc.constantFrom<Step['do']>('cut', 'connect') }) as fc.Arbitrary<Step>;
const honest: fc.Arbitrary<Step>[] = [step('say'), step('say'), step('deliver'), step('deliver'), links];
const crashing = [...honest, step('restart')];
const hostile = [...crashing, step('duplicate', 'swap', 'replay', 'corrupt', 'wait')];

describe('any schedule of sends, losses and restarts', () => {
  it.each([
    ['over a wire that only breaks', honest, 30],
    ['with nodes that are killed', crashing, 30],
    ['over a wire that repeats, swaps and breaks frames', hostile, 45],
  ])('shows each message once and in order %s', async (_, steps, numRuns) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(...steps), { minLength: 5, maxLength: 40 }), async (schedule) => {
        const pair = await friends();
        const said = await play(pair, schedule);
        expectOneTruth(pair, said);
      }),
      { numRuns, endOnFailure: true },
    );
  });
});

/** Plays the schedule, then lets everything settle. What each said, in order. */
async function play(pair: Friends, schedule: readonly Step[]): Promise<Record<Who, string[]>> {
  const said: Record<Who, string[]> = { alice: [], bob: [] };
  pair.wire.cut();
  await pair.wire.settle();
  const wire = new ChaosWire(pair.alice, pair.bob, pair.clock);
  wire.connect();
  for (const next of schedule) await perform(pair, wire, next, said);
  await wire.heal();
  return said;
}

async function perform(
  pair: Friends,
  wire: ChaosWire,
  next: Step,
  said: Record<Who, string[]>,
): Promise<void> {
  switch (next.do) {
    case 'say': {
      const text = `${next.who} ${String(said[next.who].length)}`;
      said[next.who].push(text);
      await say(pair[next.who], other(pair, next.who), text);
      return;
    }
    case 'restart':
      return wire.restart(pair[next.who]);
    case 'deliver':
      return wire.deliver(pair[next.who], next.count);
    case 'replay':
      wire.replay(pair[next.who], next.count);
      return;
    case 'duplicate':
    case 'swap':
    case 'corrupt':
      wire[next.do](pair[next.who]);
      return;
    case 'wait':
      pair.clock.now += 25_000;
      return;
    case 'cut':
    case 'connect':
      wire[next.do]();
      return;
  }
}

function expectOneTruth(pair: Friends, said: Record<Who, string[]>): void {
  expect(falseAlarms(pair)).toEqual([]);
  const { alice, bob } = pair;
  const seenByAlice = seen(alice, bob);
  expect(seen(bob, alice)).toEqual(seenByAlice);
  for (const [author, node] of [
    ['alice', alice],
    ['bob', bob],
  ] as const) {
    expect(seenByAlice.filter((line) => line.startsWith(node.self))).toEqual(
      said[author].map((text) => `${node.self} ${text}`),
    );
  }
  const settled = ['delivered', 'received'];
  expect([...states(alice, bob), ...states(bob, alice)].filter((state) => !settled.includes(state))).toEqual(
    [],
  );
  expect(alice.store.outbox.all(alice.contactOf(bob.self) ?? ('' as never))).toEqual([]);
}

/** The conversation as this node orders it, with authors named alike on both sides. */
function seen(node: LaneNode, peer: LaneNode): string[] {
  return node
    .history(peer.self)
    .map((line) => line.replace(/^(me|peer): /, (_, side) => `${side === 'me' ? node.self : peer.self} `));
}

function other(pair: Friends, who: Who): LaneNode {
  return who === 'alice' ? pair.bob : pair.alice;
}

/** Alarms that nobody had a reason for: no store was ever an older copy. */
function falseAlarms({ alice, bob }: Friends): string[] {
  return [...systemLines(alice, bob), ...systemLines(bob, alice)].filter((code) => code.includes('STORE'));
}
