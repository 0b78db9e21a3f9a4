import type { ReactNode } from 'react';
import { rank } from '../../text/rank.js';

/** Somebody to go to, or something to do. */
export interface PaletteItem {
  readonly id: string;
  /** What is searched. */
  readonly label: string;
  /** How it is drawn, with names that cannot turn the text around them; else as it is searched. */
  readonly drawn?: ReactNode;
  readonly keys?: string;
  readonly onChoose: () => void;
}

const MOST = 12;

/** The best answers first; what is equally good stays in its order. */
export function paletteItems(items: readonly PaletteItem[], typed: string): readonly PaletteItem[] {
  return items
    .map((item) => ({ item, value: rank(item.label, typed) }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value)
    .slice(0, MOST)
    .map(({ item }) => item);
}
