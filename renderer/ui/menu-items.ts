import type { LucideIcon } from 'lucide-react';
import type { ActionId } from '../commands/bindings.js';

/** One line of a menu, whatever opens it. */
export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  /** What does the same by keys, which stand at the end of the line. */
  readonly action?: ActionId | undefined;
  readonly look?: 'danger';
  readonly isDisabled?: boolean;
  readonly onChoose: () => void;
  /** What has the focus afterwards; else what had it before. */
  readonly leadsTo?: () => HTMLElement | null;
  /** Stands after a separator. */
  readonly beginsGroup?: boolean;
}

/** A line that leads to others. */
export interface MenuBranch extends Pick<MenuItem, 'id' | 'label' | 'icon' | 'beginsGroup'> {
  readonly items: readonly MenuItem[];
}

export type MenuEntry = MenuItem | MenuBranch;

/** What can be chosen, wherever it stands. */
export function choicesOf(entries: readonly MenuEntry[]): readonly MenuItem[] {
  return entries.flatMap((entry) => ('items' in entry ? entry.items : entry));
}
