import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isFlowing,
  isOver,
  offeredTransfer,
  stepTransfer,
  type TransferInput,
  type TransferWord,
} from './transfer-state.js';
import type { TransferStage, TransferState } from '../ports/transfer-store.js';

/** After these inputs, those that do not fit passed over. */
function after(direction: 'in' | 'out', inputs: readonly TransferInput[], hasRoom = true) {
  let state = offeredTransfer(direction, hasRoom);
  const said: TransferWord[] = [];
  for (const input of inputs) {
    const step = stepTransfer(state, input);
    state = step?.state ?? state;
    said.push(...(step?.say ?? []));
  }
  return { state, said };
}

const INPUTS: readonly TransferInput[] = [
  'accept',
  'decline',
  'cancel',
  'pause',
  'resume',
  'room',
  'peerAccepted',
  'peerGaveKey',
  'peerReceived',
  'peerPaused',
  'peerResumed',
  { peerEnded: 'cancelled' },
  'kept',
  { failed: 'damaged' },
];

describe('a file on its way', () => {
  it('to Bob is accepted, gets its key, and is kept', () => {
    const { state, said } = after('in', ['accept', 'peerGaveKey', 'kept']);
    expect(state.stage).toBe('done');
    expect(said).toEqual(['accepted', 'received']);
  });

  it('from Alice gives its key to who accepted, and is done when Bob has it', () => {
    const { state, said } = after('out', ['peerAccepted', 'peerReceived']);
    expect(state.stage).toBe('done');
    expect(said).toEqual(['key']);
  });

  it('is done for an older copy of a store that does not know it was accepted', () => {
    expect(after('out', ['peerReceived']).state.stage).toBe('done');
  });

  it.each<[string, 'in' | 'out', TransferInput[], TransferInput]>([
    ['a key before it was accepted', 'in', [], 'peerGaveKey'],
    ['a second key', 'in', ['accept', 'peerGaveKey'], 'peerGaveKey'],
    ['to be kept before there was a key', 'in', ['accept'], 'kept'],
    ['to be accepted twice', 'in', ['accept'], 'accept'],
    ['to be declined once it was accepted', 'in', ['accept'], 'decline'],
    ['to be accepted by who offers it', 'out', [], 'accept'],
    ['to be declined by who offers it', 'out', [], 'decline'],
    ['to be accepted by who offers it to us', 'in', [], 'peerAccepted'],
    ['to be received by who sends it', 'in', ['accept', 'peerGaveKey'], 'peerReceived'],
    ['to be paused instead of answered', 'in', [], 'pause'],
  ])('does not take %s', (_what, direction, before, input) => {
    const { state } = after(direction, before);
    expect(stepTransfer(state, input)).toBeUndefined();
  });

  it.each<TransferInput[]>([[], ['accept'], ['accept', 'peerGaveKey'], ['accept', 'peerGaveKey', 'pause']])(
    'can be ended by either side at every stage (%#)',
    (...before) => {
      const { state } = after('in', before);
      expect(stepTransfer(state, 'cancel')).toMatchObject({
        state: { stage: 'ended', end: { reason: 'cancelled', by: 'me' } },
        say: ['ended'],
      });
      expect(stepTransfer(state, { peerEnded: 'sourceChanged' })).toMatchObject({
        state: { stage: 'ended', end: { reason: 'sourceChanged', by: 'peer' } },
        say: [],
      });
    },
  );

  it('that waits for room is offered when there is some, and may be answered before', () => {
    expect(after('in', [], false).state.stage).toBe('waiting');
    expect(after('in', ['room'], false)).toMatchObject({ state: { stage: 'offered' }, said: [] });
    expect(after('in', ['accept'], false)).toMatchObject({
      state: { stage: 'accepted' },
      said: ['accepted'],
    });
    expect(after('in', ['decline'], false)).toMatchObject({ state: { stage: 'ended' }, said: ['ended'] });
    expect(after('in', ['pause'], false).state.pausedByMe).toBe(false);
    expect(after('in', ['accept', 'room'], false).state.stage).toBe('accepted');
  });

  it('flows only while neither side has paused it, and says so once', () => {
    const running = after('in', ['accept', 'peerGaveKey']).state;
    expect(isFlowing(running)).toBe(true);
    const both = after('in', ['accept', 'peerGaveKey', 'pause', 'pause', 'peerPaused']);
    expect(both.said).toEqual(['accepted', 'paused']);
    expect(isFlowing(both.state)).toBe(false);
    expect(isFlowing(after('in', ['accept', 'peerGaveKey', 'pause', 'peerPaused', 'resume']).state)).toBe(
      false,
    );
    expect(
      isFlowing(after('in', ['accept', 'peerGaveKey', 'pause', 'peerPaused', 'resume', 'peerResumed']).state),
    ).toBe(true);
  });

  it('is never gone on with once it is over, and says nothing more', () => {
    fc.assert(
      fc.property(fc.constantFrom('in', 'out'), fc.array(fc.constantFrom(...INPUTS)), (direction, inputs) => {
        let state = offeredTransfer(direction);
        for (const input of inputs) {
          const step = stepTransfer(state, input);
          if (isOver(state)) expect(step).toBeUndefined();
          state = step?.state ?? state;
          expect(state.end !== null).toBe(state.stage === 'ended');
        }
      }),
    );
  });

  it('ends the same way for both when what they say arrives late, in its order', () => {
    const choices = fc.array(
      fc.record({ who: fc.boolean(), input: fc.constantFrom(...INPUTS), hear: fc.boolean() }),
    );
    fc.assert(
      fc.property(choices, (script) => {
        const pair = new Pair();
        for (const { who, input, hear } of script) {
          if (typeof input === 'string' && !input.startsWith('peer')) pair.act(who ? 'alice' : 'bob', input);
          if (hear) pair.hear(who ? 'bob' : 'alice');
        }
        while (pair.hear('alice') || pair.hear('bob'));
        const { alice, bob } = pair.states;
        expect(RANK[alice.stage]).toBe(RANK[bob.stage]);
        if (!isOver(alice))
          expect([alice.pausedByMe, alice.pausedByPeer]).toEqual([bob.pausedByPeer, bob.pausedByMe]);
      }),
    );
  });
});

/** Accepting needs an answer: when nothing is on its way, an accepted file runs on both sides. */
const RANK: Readonly<Record<TransferStage, number>> = {
  waiting: 0,
  offered: 0,
  accepted: 1,
  running: 2,
  done: 3,
  ended: 3,
};

type Side = 'alice' | 'bob';

class Pair {
  readonly states: Record<Side, TransferState> = {
    alice: offeredTransfer('out'),
    bob: offeredTransfer('in', false),
  };
  readonly #heard: Record<Side, TransferInput[]> = { alice: [], bob: [] };

  act(side: Side, input: TransferInput): void {
    const step = stepTransfer(this.states[side], input);
    if (!step) return;
    this.states[side] = step.state;
    this.#heard[side === 'alice' ? 'bob' : 'alice'].push(...step.say.map((word) => WORDS[word]));
  }

  hear(side: Side): boolean {
    const next = this.#heard[side].shift();
    if (next !== undefined) this.act(side, next);
    return next !== undefined;
  }
}

const WORDS: Readonly<Record<TransferWord, TransferInput>> = {
  accepted: 'peerAccepted',
  key: 'peerGaveKey',
  received: 'peerReceived',
  ended: { peerEnded: 'cancelled' },
  paused: 'peerPaused',
  resumed: 'peerResumed',
};
