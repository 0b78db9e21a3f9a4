import { useState } from 'react';
import type { MessageRow } from '../../../src/contract/values.js';
import { useAttention } from '../../ui/use-attention.js';

/** The row before which the "new messages" line stands: where the owner left off, until something newer is left unseen. */
export function useNewFrom(rows: readonly MessageRow[], isLoaded: boolean): string | undefined {
  const isAttended = useAttention();
  const [newFrom, setNewFrom] = useState<string>();
  const [hasOpened, setOpened] = useState(false);
  const first = rows.find((row) => row.unread && row.direction === 'in');
  if (isLoaded && !hasOpened) {
    setOpened(true);
    setNewFrom(first?.id);
  } else if (hasOpened && !isAttended && first && (newFrom === undefined || isRead(rows, newFrom))) {
    setNewFrom(first.id);
  }
  return newFrom;
}

function isRead(rows: readonly MessageRow[], id: string): boolean {
  return rows.find((row) => row.id === id)?.unread !== true;
}
