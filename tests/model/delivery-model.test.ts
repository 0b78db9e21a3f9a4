// Delivery and rollback, exhaustively: two nodes, four messages, and a fault at every step.

import { describe, expect, it } from 'vitest';
import { explore } from './explore.js';
import { RULES, type Rules } from './rules.js';
import { firstState } from './pair-state.js';

/** Both write two messages, at any time; each may be copied once, and one thing goes wrong. */
const FOUR_MESSAGES = { a: 2, b: 2, faults: 1 };
const THREE_MESSAGES = { a: 2, b: 1, faults: 1 };
/** Enough for most planted bugs. */
const TWO_MESSAGES = { a: 1, b: 1, faults: 1 };
/** One envelope at a time, so that what is given back waits where a block finds it. */
const SMALL_WINDOW: Rules = { ...RULES, sendAllowance: (sealed) => Math.max(0, 1 - sealed) };

describe('two nodes and everything that can happen to them', () => {
  it('show each message once, in its place, on both sides, and come to rest, whatever went wrong on the way', () => {
    const startedAt = performance.now();
    const { states, steps, rests, counterexample } = explore(firstState(FOUR_MESSAGES), RULES);
    expect(counterexample).toBeNull();
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    process.stdout.write(
      `delivery model: ${states} states, ${steps} steps, ${rests} at rest, ${seconds} s\n`,
    );
    expect(states).toBeGreaterThan(40_000);
    expect(rests).toBeGreaterThan(100);
  }, 120_000);

  it('give back what was lost even if the other is blocked and unblocked in the middle', () => {
    const { rests, counterexample } = explore(firstState({ ...TWO_MESSAGES, blocks: 1 }), SMALL_WINDOW);
    expect(counterexample).toBeNull();
    expect(rests).toBeGreaterThan(50);
  }, 120_000);

  it('are caught when a node gives back once in a life, whether it arrived or not', () => {
    const courseAfter: Rules['courseAfter'] = (stream, marks, verdict) => ({
      ...RULES.courseAfter(stream, marks, verdict),
      givesBack: verdict !== 'agreed',
    });
    const { counterexample } = explore(firstState({ ...TWO_MESSAGES, blocks: 1 }), {
      ...SMALL_WINDOW,
      courseAfter,
    });
    expect(counterexample?.what).toMatch(/the other shows|never come to rest/);
    expect(counterexample?.path.join()).toContain('blocks and unblocks');
  }, 120_000);

  it.each<[string, Partial<Rules>, string, typeof TWO_MESSAGES?]>([
    [
      'takes an envelope again',
      { judgeArrival: (received, seq) => (seq <= received + 1 ? 'accept' : 'hole') },
      'takes an envelope twice',
    ],
    [
      'passes over a missing envelope',
      {
        judgeArrival: (received, seq, seen) =>
          seq > received ? 'accept' : RULES.judgeArrival(received, seq, seen),
      },
      'and the other shows a2 in place 2',
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
      'the other shows nothing',
    ],
    [
      'goes on from where it thinks the other is',
      { courseAfter: (stream, ...at) => ({ ...RULES.courseAfter(stream, ...at), resumeAbove: stream.sent }) },
      'the other shows nothing',
    ],
    [
      'gives nothing back',
      { courseAfter: (...at) => ({ ...RULES.courseAfter(...at), givesBack: false }) },
      'wrote nothing and the other shows',
    ],
    [
      'forgets in a new life that something comes back',
      {
        courseAfter: (...at) => {
          const course = RULES.courseAfter(...at);
          return { ...course, stream: { ...course.stream, recovering: 0 } };
        },
      },
      'b wrote nothing and the other shows',
    ],
    [
      'keeps its numbers in a new life',
      { underOwnIncarnation: (stream, incarnation) => ({ ...stream, incarnation }) },
      'never come to rest',
      THREE_MESSAGES,
    ],
  ])('are caught when a node %s', (_, broken, expected, plan = TWO_MESSAGES) => {
    const { counterexample } = explore(firstState(plan), { ...RULES, ...broken });
    expect(counterexample?.what).toContain(expected);
    expect(counterexample?.path.length).toBeGreaterThan(0);
  });
});
