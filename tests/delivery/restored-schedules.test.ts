// Whatever owners and wires do while an older copy of a home comes back: what was said and not given up is on both sides.

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Person } from '../../src/testing/lanes/person.js';
import { type Deed, type Step, TwoHomes, type Who } from '../../src/testing/lanes/two-homes.js';

/** More are tried by hand: CONTRIBUTING.md says how. */
const SCHEDULES = Number(process.env['KITH_SCHEDULES'] ?? 20);

let origin: TwoHomes;
beforeAll(async () => {
  origin = await TwoHomes.open();
});
afterAll(() => {
  Person.closeAll();
});

const who = fc.constantFrom<Who>('alice', 'bob');
const deeds = (...kinds: Deed[]) => fc.record({ do: fc.constantFrom(...kinds), who });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: deeds('say') },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('meet' as const), frames: fc.nat({ max: 14 }) }) },
  { weight: 4, arbitrary: deeds('block', 'unblock', 'remove', 'erase', 'ask', 'approve') },
  { weight: 2, arbitrary: deeds('retry', 'restart', 'read') },
  { weight: 2, arbitrary: deeds('restore', 'restore', 'backUp') },
);

/** Somebody is restored; while that is mended another copy is made, and comes back later. */
const copyInBetween: fc.Arbitrary<Step[]> = fc
  .tuple(
    who,
    fc.array(deeds('say', 'say', 'read'), { maxLength: 3 }),
    fc.integer({ min: 1, max: 16 }),
    who,
    fc.array(deeds('say'), { maxLength: 1 }),
    fc.constantFrom(3, 5, 8, 99),
  )
  .map(([restored, said, until, copied, added, further]) => [
    { do: 'restore', who: restored },
    ...said,
    { do: 'meet', frames: until },
    { do: 'backUp', who: copied },
    ...added,
    { do: 'meet', frames: further },
    { do: 'restore', who: copied },
  ]);

/** What is wrong after these steps, reconciliation and a last word of each. */
async function faultsAfter(steps: readonly Step[]): Promise<string[]> {
  const homes = origin.twin();
  for (const next of steps) await homes.perform(next);
  await homes.makeUp();
  for (const deed of does('alice say', 'bob say')) await homes.perform(deed);
  await homes.makeUp();
  const faults = homes.faults();
  homes.close();
  return faults;
}

/** `who deed`, or `meet` and a number of frames. */
function does(...lines: string[]): Step[] {
  return lines.map((line) => {
    const [first = '', second = ''] = line.split(' ');
    return first === 'meet' ? { do: 'meet', frames: Number(second) } : ({ do: second, who: first } as Step);
  });
}

describe('an older copy of a home', () => {
  it('gets everything back although its owner wrote, removed the other and wrote again before that', async () => {
    const removed = ['alice remove', 'alice ask'];
    const steps = ['alice restore', 'alice say', ...removed, 'alice say', 'meet 3', ...removed];
    expect(await faultsAfter(does(...steps))).toEqual([]);
  });

  it.each([
    ['while it was coming back', ['meet 6']],
    ['when most of it was back', ['meet 5', 'meet 6']],
    ['in a copy of its own', ['meet 5', 'bob restore']],
  ])('goes on with somebody who deleted their history %s', async (_, between) => {
    expect(await faultsAfter(does('alice restore', ...between, 'bob erase'))).toEqual([]);
  });

  it('gets what it sent to a new life of the other, which it knows nothing of', async () => {
    const steps = ['alice backUp', 'bob restore', 'meet 8', 'alice restore', 'bob remove'];
    expect(await faultsAfter(does(...steps))).toEqual([]);
  });

  it.each([
    [
      'the other forgets what it owed',
      'bob restore',
      'alice backUp',
      'alice say',
      'meet 10',
      'alice restore',
    ],
    [
      'it comes back again',
      'alice restore',
      'bob say',
      'meet 10',
      'alice backUp',
      'meet 99',
      'alice restore',
    ],
    [
      'what it had is deleted',
      'bob restore',
      'alice backUp',
      'alice say',
      'meet 10',
      'bob erase',
      'alice restore',
    ],
  ])('gets what it still misses behind what arrived, although %s', async (_, ...steps) => {
    expect(await faultsAfter(does(...steps))).toEqual([]);
  });

  it('leaves what is sent again in its place, although it waits behind newer messages', async () => {
    const copied = ['alice restore', 'bob read', 'bob say', 'meet 6', 'bob backUp'];
    expect(await faultsAfter(does(...copied, 'meet 8', 'meet 11', 'bob restore'))).toEqual([]);
  });

  it.each([
    ['of which some left before another copy', ['alice backUp', 'meet 99', 'alice restore']],
    ['some of which the contact has and forgets', ['bob backUp', 'meet 99', 'bob restore']],
    ['in the middle of which the contact is restarted', ['bob restart', 'alice restart']],
  ])('keeps the order of what was written on it, %s', async (_, then) => {
    for (let frames = 6; frames <= 16; frames += 5) {
      const written = ['alice say', 'bob say', 'alice say', 'alice say', 'alice say'];
      expect(await faultsAfter(does('alice restore', ...written, `meet ${String(frames)}`, ...then))).toEqual(
        [],
      );
    }
  });

  it('keeps the order of more than leaves at once, although a copy is made in between', async () => {
    const written = Array.from({ length: 180 }, () => 'alice say');
    const copied = ['alice restore', ...written, 'meet 60', 'alice backUp'];
    expect(await faultsAfter(does(...copied, 'meet 999', 'bob say', 'meet 99', 'alice restore'))).toEqual([]);
  });

  it('knows its own words again when the other gives them back, although it linked them to others meanwhile', async () => {
    const copied = ['alice restore', 'alice say', 'meet 8', 'alice backUp', 'meet 9'];
    expect(await faultsAfter(does(...copied, 'alice restore'))).toEqual([]);
  });

  it.each([
    ['it is made while another one comes back', copyInBetween],
    ['owners and links do whatever they like around it', fc.array(step, { minLength: 4, maxLength: 20 })],
  ])(
    'costs no message when %s',
    async (_, courses) => {
      const costsNothing = async (steps: Step[]) => {
        expect(await faultsAfter(steps)).toEqual([]);
      };
      await fc.assert(fc.asyncProperty(courses, costsNothing), { numRuns: SCHEDULES });
    },
    SCHEDULES * 6_000,
  );
});
