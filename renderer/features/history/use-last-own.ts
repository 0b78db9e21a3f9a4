// The arrow up in an empty composer leads to the last message of the owner, with its menu open.

import { type RefObject, useEffect, useRef } from 'react';
import type { MessageWindow, MessageWindowState } from '../../node-client/message-window.js';
import type { HistoryItem } from './history-items.js';

export interface LastOwnOptions {
  readonly items: readonly HistoryItem[];
  readonly state: Pick<MessageWindowState, 'hasNewer'>;
  readonly window: MessageWindow;
  readonly lastOwnWanted: number;
  readonly scroller: RefObject<HTMLElement | null>;
}

export function useLastOwn({ items, state, window, lastOwnWanted, scroller }: LastOwnOptions): void {
  const { hasNewer } = state;
  const begun = useRef(lastOwnWanted);
  const answered = useRef(lastOwnWanted);
  const wanted = useRef<string>(undefined);
  useEffect(() => {
    if (answered.current === lastOwnWanted) return;
    // Among older rows it would be another one.
    if (hasNewer && begun.current !== lastOwnWanted) window.jump({ anchor: { at: 'newest' } });
    begun.current = lastOwnWanted;
    if (hasNewer) return;
    answered.current = lastOwnWanted;
    const last = items.findLast((item) => item.kind === 'message' && item.row.direction === 'out');
    if (!last) return;
    wanted.current = last.key;
    window.jump({ anchor: { at: 'message', id: last.key } });
  }, [lastOwnWanted, items, hasNewer, window]);
  useEffect(() => {
    if (wanted.current === undefined) return;
    const place = `[data-row="${CSS.escape(wanted.current)}"]`;
    const row = scroller.current?.querySelector<HTMLElement>(place);
    // It is drawn once the list got there.
    if (!row) return;
    wanted.current = undefined;
    row.querySelector<HTMLElement>('.bubble-line')?.focus({ preventScroll: true });
    row.querySelector<HTMLElement>('.bubble-actions button')?.click();
  });
}
