import type { LucideIcon } from 'lucide-react';

/** One line of a menu, whatever opens it. */
export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  /** Shown at the end of the line. */
  readonly keys?: string;
  readonly look?: 'danger';
  readonly isDisabled?: boolean;
  readonly onChoose: () => void;
  /** Stands after a separator. */
  readonly beginsGroup?: boolean;
}
