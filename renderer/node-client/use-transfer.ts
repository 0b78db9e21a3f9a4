import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { TransferRow } from '../../src/contract/values.js';
import { useNode } from './use-node.js';

/** How a file goes just now; drawn anew only when this one changes. Undefined: it does not. */
export function useTransfer(id: string): TransferRow | undefined {
  const { views } = useNode();
  useEffect(() => views.look('transfers', {}), [views]);
  return useStore(views.store('transfers', {}), ({ rows }) => rows.find((row) => row.id === id));
}
