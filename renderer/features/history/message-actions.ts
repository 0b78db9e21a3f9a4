// What can be done with a message: the same list for its menu and its keys.

import { Copy, Info, RotateCcw, Undo2 } from 'lucide-react';
import type { MessageRow } from '../../../src/contract/values.js';
import type { MenuItem } from '../../ui/menu-items.js';
import type { words } from '../../words/language.js';

export interface MessageActions {
  readonly loadWhole: (row: MessageRow) => Promise<string | undefined>;
  readonly openLink: (url: string) => void;
  readonly copy: (row: MessageRow) => void;
  readonly retry: (row: MessageRow) => void;
  readonly withdraw: (row: MessageRow) => void;
  readonly showDetails: (row: MessageRow) => void;
}

export function messageMenu(row: MessageRow, actions: MessageActions, t: typeof words): readonly MenuItem[] {
  const item = (
    id: 'copy' | 'retry' | 'withdraw' | 'details',
    rest: Pick<MenuItem, 'icon' | 'onChoose' | 'look'>,
  ) => ({
    id,
    label: t(`message.${id}`),
    ...rest,
  });
  const choose = (act: (row: MessageRow) => void) => () => {
    act(row);
  };
  const hasText = row.kind === 'text' && row.state !== 'withdrawn';
  return [
    ...(hasText ? [item('copy', { icon: Copy, onChoose: choose(actions.copy) })] : []),
    ...(row.state === 'failed' ? [item('retry', { icon: RotateCcw, onChoose: choose(actions.retry) })] : []),
    ...(mayWithdraw(row) ? [item('withdraw', { icon: Undo2, onChoose: choose(actions.withdraw) })] : []),
    item('details', { icon: Info, onChoose: choose(actions.showDetails) }),
  ];
}

/** It has not left, or never will by itself. */
function mayWithdraw({ direction, state }: MessageRow): boolean {
  return direction === 'out' && (state === 'queued' || state === 'failed');
}
