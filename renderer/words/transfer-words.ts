// How it stands with a file, in words.

import type { StoredTransfer, TransferRow } from '../../src/contract/values.js';
import type { WordKey } from './language.js';

export interface TransferStanding {
  readonly key: WordKey;
  /** plain: nothing to worry about. wait: it goes on by itself. bad: it does not. */
  readonly look: 'plain' | 'wait' | 'bad';
  /** It has a beginning and no end yet: there is something to draw a bar of. */
  readonly isUnderWay: boolean;
  /** Between 0 and 1. */
  readonly share: number;
  /** 0: nothing flows. */
  readonly bytesPerSecond: number;
  /** Undefined: nobody knows. */
  readonly secondsLeft: number | undefined;
}

type Live = Pick<TransferRow, 'doneBytes' | 'bytesPerSecond' | 'activity'>;

/** Until the node says how it goes just now. */
const UNKNOWN: Live = { doneBytes: 0, bytesPerSecond: 0, activity: 'waiting' };

/** @param live undefined: only what is known for good */
export function transferStanding(file: StoredTransfer, live: Live = UNKNOWN): TransferStanding {
  const { stage, sizeBytes } = file;
  const isUnderWay = stage === 'accepted' || stage === 'running';
  const share = stage === 'done' ? 1 : sizeBytes === 0 ? 0 : Math.min(1, live.doneBytes / sizeBytes);
  const isFlowing = isUnderWay && !file.pausedByMe && !file.pausedByPeer && live.activity === 'flowing';
  const bytesPerSecond = isFlowing ? live.bytesPerSecond : 0;
  const secondsLeft =
    bytesPerSecond > 0 ? Math.ceil((sizeBytes - live.doneBytes) / bytesPerSecond) : undefined;
  return { ...sayingOf(file, live, share), isUnderWay, share, bytesPerSecond, secondsLeft };
}

type Saying = Pick<TransferStanding, 'key' | 'look'>;

function sayingOf(file: StoredTransfer, live: Live, share: number): Saying {
  const isIn = file.direction === 'in';
  if (file.end) return endOf(file, file.end);
  if (file.offerFailure) return { key: 'file.state.unsent', look: 'bad' };
  if (file.stage === 'waiting') return { key: 'file.state.yoursLater', look: 'wait' };
  if (file.stage === 'offered') return { key: offeredKey(file), look: 'wait' };
  if (file.stage === 'done') {
    if (!isIn) return { key: 'file.state.delivered', look: 'plain' };
    if (file.saveError !== null) return { key: 'file.state.unsaved', look: 'bad' };
    return { key: file.savedAs === null ? 'file.state.received' : 'file.state.saved', look: 'plain' };
  }
  if (file.pausedByMe) return { key: 'file.state.pausedByYou', look: 'plain' };
  if (file.pausedByPeer) return { key: 'file.state.pausedByThem', look: 'wait' };
  if (live.activity === 'held') return { key: 'file.state.held', look: 'bad' };
  if (live.activity === 'sourceAway') return { key: 'file.state.sourceAway', look: 'wait' };
  if (live.activity === 'noSpace') return { key: 'file.state.noSpace', look: 'bad' };
  if (live.activity === 'queued') return { key: 'file.state.queued', look: 'wait' };
  // What left may lie on its way for long: that it is there the recipient says.
  if (share === 1 && !isIn) return { key: 'file.state.unconfirmed', look: 'plain' };
  if (live.activity === 'checking') return { key: 'file.state.checking', look: 'plain' };
  if (live.activity === 'stalled') return { key: 'file.state.stalled', look: 'wait' };
  if (live.activity === 'flowing')
    return { key: isIn ? 'file.state.receiving' : 'file.state.sending', look: 'plain' };
  if (share === 1) return { key: 'file.state.unproven', look: 'wait' };
  return { key: share > 0 ? 'file.state.lost' : 'file.state.waiting', look: 'wait' };
}

function offeredKey({ direction, isPastBudget }: StoredTransfer): WordKey {
  if (direction === 'out') return 'file.state.theirs';
  return isPastBudget ? 'file.state.yoursTooMuch' : 'file.state.yours';
}

function endOf({ direction }: StoredTransfer, { reason, by }: NonNullable<StoredTransfer['end']>): Saying {
  const isMine = by === 'me';
  switch (reason) {
    case 'declined':
      return { key: isMine ? 'file.state.declinedByYou' : 'file.state.declinedByThem', look: 'plain' };
    case 'cancelled':
      return { key: isMine ? 'file.state.cancelledByYou' : 'file.state.cancelledByThem', look: 'plain' };
    case 'sourceChanged':
      return {
        key: direction === 'out' ? 'file.state.changedHere' : 'file.state.changedThere',
        look: 'bad',
      };
    case 'damaged':
      return { key: 'file.state.damaged', look: 'bad' };
    case 'tooMany':
      return { key: direction === 'out' ? 'file.state.tooManyThere' : 'file.state.tooManyHere', look: 'bad' };
    case 'gone':
      if (!isMine) return { key: 'file.state.goneThere', look: 'bad' };
      return { key: direction === 'out' ? 'file.state.goneHere' : 'file.state.forgotten', look: 'bad' };
    case 'keyChanged':
      return { key: 'file.state.keyChanged', look: 'bad' };
  }
}
