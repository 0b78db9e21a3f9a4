// Several messages chosen together. The rows are kept, because those chosen first may have scrolled out of memory.

import { useCallback, useMemo, useState } from 'react';
import { MOST_CHOSEN } from '../../../src/contract/bounds.js';
import type { MessageRow } from '../../../src/contract/values.js';
import { remark } from '../../ui/toasts.js';
import { words } from '../../words/language.js';

export interface Selection {
  readonly isSelecting: boolean;
  readonly has: (rowId: string) => boolean;
  /** As in the conversation, oldest first. */
  readonly rows: readonly MessageRow[];
  readonly toggle: (row: MessageRow) => void;
  readonly end: () => void;
}

export function useSelection(): Selection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, MessageRow>>(() => new Map());
  const toggle = useCallback((row: MessageRow) => {
    setChosen((before) => toggled(before, row));
  }, []);
  const end = useCallback(() => {
    setChosen(new Map());
  }, []);
  return useMemo(
    () => ({
      isSelecting: chosen.size > 0,
      has: (rowId) => chosen.has(rowId),
      rows: [...chosen.values()].sort((a, b) => (a.position < b.position ? -1 : 1)),
      toggle,
      end,
    }),
    [chosen, toggle, end],
  );
}

function toggled(before: ReadonlyMap<string, MessageRow>, row: MessageRow): ReadonlyMap<string, MessageRow> {
  const after = new Map(before);
  if (after.delete(row.id)) return after;
  if (after.size >= MOST_CHOSEN) {
    remark({ text: words('message.tooMany', { count: MOST_CHOSEN }) });
    return before;
  }
  return after.set(row.id, row);
}
