// What can be done with a file that is offered, on its way or here: which deeds fit its state, and who does them.

import { mayBeOpened } from '../../src/base/file-kind.js';
import type { StoredTransfer, TransferRow } from '../../src/contract/values.js';

export type FileDeed =
  | 'view'
  | 'accept'
  | 'saveAs'
  | 'decline'
  | 'resume'
  | 'pause'
  | 'cancel'
  | 'tryNow'
  | 'retry'
  | 'sendNewVersion'
  | 'sendAgain'
  | 'open'
  | 'showInFolder'
  | 'saveCopy';

/** Those with a button of their own below the file. */
type FileButton = Exclude<FileDeed, 'view'>;

export interface FileActions {
  /** What this shell offers. */
  readonly can: Readonly<Record<'saveAs' | 'showSaved', boolean>>;
  readonly run: (deed: FileDeed, file: StoredTransfer) => void;
}

type State = Pick<
  StoredTransfer,
  'direction' | 'stage' | 'pausedByMe' | 'savedAs' | 'offerFailure' | 'end' | 'isFollowed'
>;

/** An offer to the owner, who has not said yes or no. */
export function isUnanswered({ direction, stage }: Pick<State, 'direction' | 'stage'>): boolean {
  return direction === 'in' && (stage === 'waiting' || stage === 'offered');
}

/** In the order in which they are offered, the most likely first. @param activity what it does just now, if that is known */
export function deedsOf(
  file: State,
  can: FileActions['can'],
  activity?: TransferRow['activity'],
): readonly FileButton[] {
  const { direction, stage, savedAs } = file;
  const isIn = direction === 'in';
  switch (stage) {
    case 'waiting':
    case 'offered':
      if (isIn) return ['accept', ...(can.saveAs ? (['saveAs'] as const) : []), 'decline'];
      return file.offerFailure ? ['retry', 'cancel'] : ['cancel'];
    case 'accepted':
    case 'running':
      return [
        ...(activity === 'sourceAway' ? (['tryNow'] as const) : []),
        file.pausedByMe ? 'resume' : 'pause',
        'cancel',
      ];
    case 'done': {
      if (!isIn) return [];
      const isSaved = savedAs !== null && can.showSaved;
      return [
        ...(isSaved && mayBeOpened(nameOf(savedAs)) ? (['open'] as const) : []),
        ...(isSaved ? (['showInFolder'] as const) : []),
        'saveCopy',
      ];
    }
    case 'ended':
      return isIn || !file.end || file.isFollowed ? [] : onceMore(file.end);
  }
}

/** What ended by itself on this side, or had no place there, may be offered anew. */
function onceMore({ reason, by }: NonNullable<State['end']>): readonly FileButton[] {
  if (reason === 'sourceChanged') return ['sendNewVersion'];
  return reason === 'keyChanged' || reason === 'tooMany' || (reason === 'gone' && by === 'me')
    ? ['sendAgain']
    : [];
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
