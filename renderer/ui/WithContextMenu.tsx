import { ContextMenu } from '@base-ui/react/context-menu';
import type { ReactElement } from 'react';
import type { MenuEntry } from './menu-items.js';
import { MenuPopup } from './MenuPopup.js';

export interface WithContextMenuProps {
  readonly items: readonly MenuEntry[];
  /** What is right-clicked, long-pressed, or focused when the menu key is pressed. */
  readonly children: ReactElement;
}

export function WithContextMenu({ items, children }: WithContextMenuProps) {
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger render={children} />
      <MenuPopup items={items} />
    </ContextMenu.Root>
  );
}
