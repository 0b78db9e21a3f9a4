// What can be done with a message: the same list for its menu and its keys.

import { CircleCheck, Copy, Forward, Info, Reply, RotateCcw, Trash2, Undo2 } from 'lucide-react';
import { isGone } from '../../text/is-gone.js';
import type { MessageRow } from '../../../src/contract/values.js';
import type { FileActions } from '../../ui/file-actions.js';
import type { MenuItem } from '../../ui/menu-items.js';
import type { words } from '../../words/language.js';

export interface MessageActions {
  readonly loadWhole: (row: MessageRow) => Promise<string | undefined>;
  readonly openLink: (url: string) => void;
  /** Undefined where nothing can be written. */
  readonly reply: ((row: MessageRow) => void) | undefined;
  /** One as it is, several with who wrote them and when. */
  readonly copy: (rows: readonly MessageRow[]) => void;
  /** To somebody else. */
  readonly forward: (rows: readonly MessageRow[]) => void;
  readonly retry: (row: MessageRow) => void;
  readonly withdraw: (row: MessageRow) => void;
  /** On this computer alone. False: nothing was deleted, and the owner was told why. */
  readonly remove: (rows: readonly MessageRow[]) => Promise<boolean>;
  /** Chooses it, or not any more. */
  readonly select: (row: MessageRow) => void;
  readonly showDetails: (row: MessageRow) => void;
  readonly files: FileActions;
}

export function messageMenu(row: MessageRow, actions: MessageActions, t: typeof words): readonly MenuItem[] {
  const item = (
    id: 'reply' | 'copy' | 'forward' | 'retry' | 'withdraw' | 'details' | 'select' | 'delete',
    rest: Pick<MenuItem, 'icon' | 'action' | 'onChoose' | 'look' | 'beginsGroup' | 'leadsTo'>,
  ) => ({
    id,
    label: t(`message.${id}`),
    ...rest,
  });
  const choose = (act: (row: MessageRow) => void) => () => {
    act(row);
  };
  const remove = {
    icon: Trash2,
    action: 'delete',
    look: 'danger',
    beginsGroup: true,
    onChoose: () => void actions.remove([row]),
  } as const;
  const hasText = hasWords(row);
  const { reply } = actions;
  return [
    ...(hasText && reply
      ? [item('reply', { icon: Reply, action: 'reply', onChoose: choose(reply), leadsTo: composerField })]
      : []),
    ...(hasText
      ? [
          item('copy', {
            icon: Copy,
            onChoose: () => {
              actions.copy([row]);
            },
          }),
        ]
      : []),
    ...(mayForward(row)
      ? [
          item('forward', {
            icon: Forward,
            action: 'forward',
            onChoose: () => {
              actions.forward([row]);
            },
          }),
        ]
      : []),
    ...(row.state === 'failed' ? [item('retry', { icon: RotateCcw, onChoose: choose(actions.retry) })] : []),
    ...(mayWithdraw(row) ? [item('withdraw', { icon: Undo2, onChoose: choose(actions.withdraw) })] : []),
    item('select', { icon: CircleCheck, onChoose: choose(actions.select) }),
    item('details', { icon: Info, action: 'details', onChoose: choose(actions.showDetails) }),
    ...(mayWithdraw(row) ? [] : [item('delete', remove)]),
  ];
}

/** Somebody wrote it, and stands by it. */
export function hasWords({ kind, state }: MessageRow): boolean {
  return kind === 'text' && !isGone(state);
}

/** Its words can be said to others, or its file be given to them: one of the owner's, or one that is here. */
export function mayForward(row: MessageRow): boolean {
  const { state, file } = row;
  if (!file) return hasWords(row);
  return !isGone(state) && (file.direction === 'out' || file.stage === 'done');
}

/** It has not left, or never will by itself. */
function mayWithdraw({ direction, state }: MessageRow): boolean {
  return direction === 'out' && (state === 'queued' || state === 'failed');
}

function composerField(): HTMLElement | null {
  return document.querySelector('.composer textarea');
}
