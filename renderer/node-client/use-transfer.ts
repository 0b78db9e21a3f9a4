import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { TransferRow } from '../../src/contract/values.js';
import { useNode } from './use-node.js';

/** How a file goes just now; drawn anew only when this one changes. Undefined: it does not. */
export function useTransfer(id: string): TransferRow | undefined {
  return useTransfers((rows) => rows.find((row) => row.id === id));
}

/** What `pick` finds among all that the node tells of; drawn anew only when that changes. */
export function useTransfers<Picked>(pick: (rows: readonly TransferRow[]) => Picked): Picked {
  const { views } = useNode();
  useEffect(() => views.look('transfers', {}), [views]);
  return useStore(views.store('transfers', {}), ({ rows }) => pick(rows));
}
