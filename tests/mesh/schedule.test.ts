import { describe, expect, it } from 'vitest';
import { readOptions } from './options.js';
import { pairsOf, planSchedule } from './schedule.js';

describe('the schedule of a mesh', () => {
  const options = { nodes: 4, topology: 'full', messages: 10, kills: 10, seed: 7 } as const;

  it('is the same for the same seed and another for another', () => {
    expect(planSchedule(options)).toEqual(planSchedule(options));
    expect(planSchedule({ ...options, seed: 8 })).not.toEqual(planSchedule(options));
  });

  it('has every pair write as much as asked for, in both directions, never the same text twice', () => {
    const { pairs, messages } = planSchedule(options);
    for (const [a, b] of pairs) {
      expect(messages.filter(({ from, to }) => from === a && to === b)).toHaveLength(10);
      expect(messages.filter(({ from, to }) => from === b && to === a)).toHaveLength(10);
    }
    expect(new Set(messages.map(({ text }) => text)).size).toBe(6 * 20);
  });

  it('goes both ways with a single message', () => {
    const routes = planSchedule({ ...options, nodes: 2, messages: 1 }).messages.map(({ from, to }) => [
      from,
      to,
    ]);
    expect(routes.toSorted()).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it('kills any node, as often as asked for, while there is still something to send', () => {
    const { kills, messages } = planSchedule({ ...options, kills: 100 });
    expect(kills).toHaveLength(100);
    expect(new Set(kills.map(({ victim }) => victim))).toEqual(new Set([0, 1, 2, 3]));
    expect(kills.every(({ begun }) => begun >= 1 && begun <= 0.95 * messages.length)).toBe(true);
    expect(kills.map(({ begun }) => begun)).toEqual(
      kills.map(({ begun }) => begun).toSorted((a, b) => a - b),
    );
  });

  it('leaves some unanswered commands alone and repeats others', () => {
    const { messages } = planSchedule(options);
    expect(new Set(messages.map(({ ifUnanswered }) => ifUnanswered))).toEqual(new Set(['repeat', 'leave']));
  });

  it('knows who is whose contact', () => {
    expect(pairsOf('full', 3)).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expect(pairsOf('star', 3)).toEqual([
      [0, 1],
      [0, 2],
    ]);
    expect(pairsOf('line', 3)).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(pairsOf('ring', 3)).toEqual([
      [0, 1],
      [1, 2],
      [0, 2],
    ]);
    expect(pairsOf('ring', 2)).toEqual([[0, 1]]);
  });
});

describe('the words after npm run mesh', () => {
  it.each([
    [['--nodes', '1'], '--nodes takes a whole number from 2 to 50, not "1"'],
    [['--messages', '3.5'], '--messages takes a whole number from 0 to 100000, not "3.5"'],
    [['--topology', 'tree'], '--topology is one of full, star, ring, line, not "tree"'],
    [['--kill', '3', '--messages', '0'], '--kill needs messages: it is timed by them'],
  ])('%j are refused with what would be right', (words, sentence) => {
    expect(readOptions(words)).toEqual({ ok: false, error: sentence });
  });

  it('may not be others', () => {
    expect(readOptions(['--speed', '3']).ok).toBe(false);
    expect(readOptions(['surplus']).ok).toBe(false);
  });

  it('only leave nodes running when they are to be chatted with', () => {
    const read = readOptions(['--nodes', '2', '--interactive']);
    expect(read).toMatchObject({ ok: true, value: { messages: 0, kills: 0, interactive: true } });
  });
});
