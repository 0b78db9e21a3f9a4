// What becomes of one file between two people, on either side: a plain function of what happens to what is said next. What
// has ended or is done never begins again, whatever comes late.

import type { FileEnd } from '../../protocol/registry.js';
import type { TransferEnd, TransferStage, TransferState } from '../ports/transfer-store.js';

export type TransferInput =
  /** What the owner wants. */
  | 'accept'
  | 'decline'
  | 'cancel'
  | 'pause'
  | 'resume'
  /** Enough of the contact's other offers are over. */
  | 'room'
  /** What the peer said. */
  | 'peerAccepted'
  | 'peerGaveKey'
  | 'peerReceived'
  | 'peerPaused'
  | 'peerResumed'
  | { readonly peerEnded: FileEnd }
  /** The verified file lies where it stays. */
  | 'kept'
  /** What this side found out and cannot go on with. */
  | { readonly failed: TransferEnd['reason'] };

/** What the peer is told next. */
export type TransferWord = 'accepted' | 'key' | 'received' | 'ended' | 'paused' | 'resumed';

interface TransferStep {
  readonly state: TransferState;
  readonly say: readonly TransferWord[];
}

/** @param hasRoom false: so many of the contact's offers are open that this one waits */
export function offeredTransfer(direction: 'in' | 'out', hasRoom = true): TransferState {
  return {
    direction,
    stage: hasRoom ? 'offered' : 'waiting',
    pausedByMe: false,
    pausedByPeer: false,
    end: null,
  };
}

/** Undefined: the input does not fit the state; nothing happens. */
export function stepTransfer(state: TransferState, input: TransferInput): TransferStep | undefined {
  if (isOver(state)) return undefined;
  if (typeof input === 'object') {
    return 'failed' in input
      ? ended(state, { reason: input.failed, by: 'me' })
      : ended(state, { reason: input.peerEnded, by: 'peer' });
  }
  switch (input) {
    case 'cancel':
      return ended(state, { reason: 'cancelled', by: 'me' });
    case 'decline':
      return isUnanswered(state) ? ended(state, { reason: 'declined', by: 'me' }) : undefined;
    case 'pause':
    case 'resume':
      return paused(state, input === 'pause');
    case 'peerPaused':
    case 'peerResumed':
      return { state: { ...state, pausedByPeer: input === 'peerPaused' }, say: [] };
    case 'room':
    case 'accept':
    case 'peerAccepted':
    case 'peerGaveKey':
    case 'peerReceived':
    case 'kept':
      return moved(state, input);
  }
}

/** Whether chunks may flow. */
export function isFlowing(state: TransferState): boolean {
  return state.stage === 'running' && !state.pausedByMe && !state.pausedByPeer;
}

/** An offer to the owner, who has not said yes or no. */
export function isUnanswered({ direction, stage }: Pick<TransferState, 'direction' | 'stage'>): boolean {
  return direction === 'in' && (stage === 'waiting' || stage === 'offered');
}

export function isOver({ stage }: Pick<TransferState, 'stage'>): boolean {
  return stage === 'done' || stage === 'ended';
}

type Move = 'room' | 'accept' | 'peerAccepted' | 'peerGaveKey' | 'peerReceived' | 'kept';

/** From which stage to which, on which side, and what the other side then hears. */
const MOVES: Readonly<
  Record<
    Move,
    { direction: 'in' | 'out'; from: readonly TransferStage[]; to: TransferStage; say: TransferWord[] }
  >
> = {
  room: { direction: 'in', from: ['waiting'], to: 'offered', say: [] },
  accept: { direction: 'in', from: ['waiting', 'offered'], to: 'accepted', say: ['accepted'] },
  peerGaveKey: { direction: 'in', from: ['accepted'], to: 'running', say: [] },
  kept: { direction: 'in', from: ['running'], to: 'done', say: ['received'] },
  peerAccepted: { direction: 'out', from: ['offered'], to: 'running', say: ['key'] },
  // An older copy of this store may not know that it was accepted.
  peerReceived: { direction: 'out', from: ['offered', 'running'], to: 'done', say: [] },
};

function moved(state: TransferState, input: Move): TransferStep | undefined {
  const move = MOVES[input];
  if (state.direction !== move.direction || !move.from.includes(state.stage)) return undefined;
  return { state: { ...state, stage: move.to }, say: move.say };
}

function ended(state: TransferState, end: TransferEnd): TransferStep {
  return { state: { ...state, stage: 'ended', end }, say: end.by === 'me' ? ['ended'] : [] };
}

/** An offer that was not answered is answered, not paused. */
function paused(state: TransferState, isPaused: boolean): TransferStep | undefined {
  if (isUnanswered(state)) return undefined;
  if (state.pausedByMe === isPaused) return { state, say: [] };
  return { state: { ...state, pausedByMe: isPaused }, say: [isPaused ? 'paused' : 'resumed'] };
}
