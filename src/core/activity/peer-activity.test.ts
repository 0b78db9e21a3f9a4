import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../protocol/activity-codec.js';
import {
  hear,
  type OwnActivity,
  type PeerActivity,
  SILENT,
  shown,
  startPeer,
  tell,
} from './peer-activity.js';

const TYPING: OwnActivity = { ...SILENT, tellsTyping: true, isTyping: true };
const THERE: OwnActivity = { ...SILENT, tellsPresence: true, isActive: true };
const BOTH: OwnActivity = { tellsTyping: true, tellsPresence: true, isTyping: true, isActive: true };

const said = (part: Partial<Activity>): Activity => ({
  tellsTyping: false,
  tellsPresence: false,
  typing: false,
  presence: null,
  ...part,
});

/** What Bob said last, as Alice heard it just now. */
const heard = (part: Partial<Activity>, now = 0): PeerActivity => hear(startPeer(0), said(part), now);

describe('what Alice tells Bob', () => {
  it.each<[string, Partial<Activity> | null, OwnActivity, Activity | null]>([
    ['nothing at all while she takes part in nothing', { tellsTyping: true, typing: true }, SILENT, null],
    [
      'only that she takes part before she heard of him',
      null,
      BOTH,
      said({ tellsTyping: true, tellsPresence: true }),
    ],
    ['no typing while he tells none', { tellsPresence: true }, TYPING, said({ tellsTyping: true })],
    ['no presence while he tells none', { tellsTyping: true }, THERE, said({ tellsPresence: true })],
    [
      'that she types, who tells it too',
      { tellsTyping: true },
      TYPING,
      said({ tellsTyping: true, typing: true }),
    ],
    ['that she is there', { tellsPresence: true }, THERE, said({ tellsPresence: true, presence: 'active' })],
    [
      'that she is away',
      { tellsPresence: true },
      { ...THERE, isActive: false },
      said({ tellsPresence: true, presence: 'away' }),
    ],
  ])('is %s', (_name, theirs, own, expected) => {
    const state = theirs ? heard(theirs) : startPeer(0);
    expect(tell(state, own, 0).say).toEqual(expected);
  });

  it('is said once, repeated while she types, and taken back when she stops', () => {
    const course = conversation(heard({ tellsTyping: true }));
    expect(course.at(0, TYPING)).toMatchObject({ say: { typing: true }, wakeAt: 5_000 });
    expect(course.at(4_999, TYPING).say).toBeNull();
    expect(course.at(5_000, TYPING)).toMatchObject({ say: { typing: true }, wakeAt: 10_000 });
    expect(course.at(6_000, { ...TYPING, isTyping: false }).say).toMatchObject({ typing: false });
    expect(course.at(900_000, { ...TYPING, isTyping: false })).toMatchObject({ say: null, wakeAt: Infinity });
  });

  it('is repeated every two minutes while she is there, and not while she is away', () => {
    const course = conversation(heard({ tellsPresence: true }));
    expect(course.at(0, THERE).wakeAt).toBe(120_000);
    expect(course.at(120_000, THERE).say).toMatchObject({ presence: 'active' });
    expect(course.at(121_000, { ...THERE, isActive: false })).toMatchObject({
      say: { presence: 'away' },
      wakeAt: Infinity,
    });
  });

  it('is at most three at once and one in three seconds, and then the newest', () => {
    const course = conversation(heard({ tellsTyping: true }));
    const flip = (index: number) => ({ ...TYPING, isTyping: index % 2 === 0 });
    const sent = Array.from({ length: 600 }, (_, index) => course.at(index * 100, flip(index)).say);
    // 3, and one for every three of the 59.9 seconds.
    expect(sent.filter((say) => say !== null)).toHaveLength(22);
    const late = conversation(heard({ tellsTyping: true }));
    for (const index of [0, 1, 2]) expect(late.at(0, flip(index)).say).not.toBeNull();
    expect(late.at(0, flip(1))).toMatchObject({ say: null, wakeAt: 3_000 });
    expect(late.at(3_000, flip(1)).say).toMatchObject({ typing: false });
  });

  it('is taken back at once when she takes part no more, however much she said', () => {
    const course = conversation(heard({ tellsTyping: true }));
    for (const isTyping of [true, false, true]) course.at(0, { ...TYPING, isTyping });
    expect(course.at(0, SILENT).say).toEqual(said({}));
    expect(course.at(0, SILENT).say).toBeNull();
    expect(course.at(0, TYPING).say).toBeNull();
  });
});

describe('what Alice sees of Bob', () => {
  const typing = { tellsTyping: true, typing: true };
  const there = { tellsPresence: true, presence: 'active' } as const;
  const away = { tellsPresence: true, presence: 'away' } as const;
  it.each<[string, { theirs: Partial<Activity>; own: OwnActivity; now: number }, object]>([
    [
      'that he types',
      { theirs: typing, own: TYPING, now: 9_999 },
      { typing: true, presence: null, endsAt: 10_000 },
    ],
    ['no longer after ten seconds', { theirs: typing, own: TYPING, now: 10_000 }, { typing: false }],
    ['nothing of it while she tells none', { theirs: typing, own: THERE, now: 0 }, { typing: false }],
    [
      'that he is there',
      { theirs: there, own: THERE, now: 299_999 },
      { presence: 'active', endsAt: 300_000 },
    ],
    ['no longer after five minutes', { theirs: there, own: THERE, now: 300_000 }, { presence: null }],
    ['that he is away', { theirs: away, own: THERE, now: 900_000 }, { presence: 'away', endsAt: Infinity }],
    ['nothing of that while she tells none', { theirs: away, own: TYPING, now: 0 }, { presence: null }],
    [
      'nothing while he said nothing of it',
      { theirs: { tellsPresence: true }, own: BOTH, now: 0 },
      { typing: false, presence: null },
    ],
  ])('is %s', (_name, { theirs, own, now }, expected) => {
    expect(shown(heard(theirs), own, now)).toMatchObject(expected);
  });

  it('is what he said last', () => {
    const first = heard({ tellsTyping: true, typing: true });
    const then = hear(first, said({ tellsTyping: true }), 1_000);
    expect(shown(then, TYPING, 1_000).typing).toBe(false);
  });

  it('is nothing while he says more than twenty at once and one a second', () => {
    const typing = said({ tellsTyping: true, typing: true });
    let state = startPeer(0);
    for (let index = 0; index < 20; index++) state = hear(state, typing, 0);
    expect(shown(state, TYPING, 0).typing).toBe(true);
    state = hear(state, typing, 0);
    expect(shown(state, TYPING, 0)).toMatchObject({ typing: false, presence: null });
    expect(shown(hear(state, typing, 1_000), TYPING, 1_000).typing).toBe(true);
  });
});

describe('two who tell each other', () => {
  const switches = fc.record({ tellsTyping: fc.boolean(), tellsPresence: fc.boolean() });
  const step = fc.record({
    who: fc.constantFrom(0, 1),
    own: fc.record({
      tellsTyping: fc.boolean(),
      tellsPresence: fc.boolean(),
      isTyping: fc.boolean(),
      isActive: fc.boolean(),
    }),
    afterMs: fc.nat({ max: 20_000 }),
    isLost: fc.boolean(),
  });

  it('never learn what one of them keeps to themselves, whatever happens and is lost', () => {
    fc.assert(
      fc.property(switches, fc.array(step, { maxLength: 40 }), (alices, steps) => {
        let now = 0;
        const sides = [startPeer(0), startPeer(0)] as [PeerActivity, PeerActivity];
        for (const { who, own, afterMs, isLost } of steps) {
          now += afterMs;
          // Alice never changes her mind; Bob may.
          const [mine, theirs] = who === 0 ? ([0, 1] as const) : ([1, 0] as const);
          const allowed = who === 0 ? { ...own, ...alices } : own;
          const { state, say } = tell(sides[mine], allowed, now);
          sides[mine] = state;
          if (!say) continue;
          if (who === 0 && !alices.tellsTyping) expect(say.typing).toBe(false);
          if (who === 0 && !alices.tellsPresence) expect(say.presence).toBeNull();
          if (who === 1 && !alices.tellsTyping) expect(say.typing).toBe(false);
          if (who === 1 && !alices.tellsPresence) expect(say.presence).toBeNull();
          if (!isLost) sides[theirs] = hear(sides[theirs], say, now);
        }
        const seen = shown(sides[0], { ...BOTH, ...alices }, now);
        if (!alices.tellsTyping) expect(seen.typing).toBe(false);
        if (!alices.tellsPresence) expect(seen.presence).toBeNull();
        // Nobody types for ever.
        for (const side of sides) expect(shown(side, BOTH, now + 10_000).typing).toBe(false);
      }),
    );
  });
});

/** One side's course over time. */
function conversation(start: PeerActivity) {
  let state = start;
  return {
    at: (now: number, own: OwnActivity) => {
      const told = tell(state, own, now);
      state = told.state;
      return told;
    },
  };
}
