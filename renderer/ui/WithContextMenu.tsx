import { ContextMenu } from '@base-ui/react/context-menu';
import { type ReactElement, useRef } from 'react';
import type { MenuEntry } from './menu-items.js';
import { MenuPopup } from './MenuPopup.js';

export interface WithContextMenuProps {
  readonly items: readonly MenuEntry[];
  /** What is right-clicked, long-pressed, or focused when the menu key is pressed. */
  readonly children: ReactElement;
}

export function WithContextMenu({ items, children }: WithContextMenuProps) {
  const isOpen = useRef(false);
  return (
    <ContextMenu.Root
      onOpenChange={(opens) => {
        isOpen.current = opens;
      }}
    >
      <ContextMenu.Trigger
        render={children}
        onTouchEnd={(event) => {
          // The finger that opened the menu by staying must not close it by the click that follows a lift.
          if (isOpen.current) event.preventDefault();
        }}
      />
      <MenuPopup items={items} />
    </ContextMenu.Root>
  );
}
