import { ContextMenu } from '@base-ui/react/context-menu';
import { Menu } from '@base-ui/react/menu';
import type { LucideIcon } from 'lucide-react';
import { createContext, type ReactElement, use, useCallback, useMemo, useRef, useState } from 'react';
import { Icon } from './Icon.js';
import type { MenuEntry } from './menu-items.js';
import { MenuPopup } from './MenuPopup.js';

export interface MenuAreaProps {
  /** What can be done with the thing this element belongs to; undefined where it belongs to none. */
  readonly itemsAt: (element: Element) => readonly MenuEntry[] | undefined;
  /** The area. Its things are right-clicked, long-pressed, or focused when the menu key is pressed. */
  readonly children: ReactElement;
}

/** One menu for many things: a menu of its own costs each of them more than everything else in it. */
export function MenuArea({ itemsAt, children }: MenuAreaProps) {
  const [pointed, setPointed] = useState<Element>();
  const [asked, setAsked] = useState<Asked>();
  const isOpen = useRef(false);
  // What can be done may change while the menu is open.
  const items = useMemo(() => (pointed && itemsAt(pointed)) ?? NOTHING, [itemsAt, pointed]);
  const ask = useCallback((by: Asked) => {
    setPointed(by.button);
    setAsked(by);
  }, []);
  return (
    <AskMenu value={ask}>
      <ContextMenu.Root
        onOpenChange={(opens, details) => {
          const { target } = details.event;
          if (opens) {
            if (!(target instanceof Element && itemsAt(target))) return details.cancel();
            setPointed(target);
          }
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
      <Menu.Root
        open={asked !== undefined}
        onOpenChange={(opens) => {
          if (opens) return;
          asked?.closed();
          setAsked(undefined);
        }}
      >
        <MenuPopup items={items} of={asked?.button} />
      </Menu.Root>
    </AskMenu>
  );
}

const NOTHING: readonly MenuEntry[] = [];

interface Asked {
  readonly button: HTMLElement;
  readonly closed: () => void;
}

/** Undefined outside of an area. */
const AskMenu = createContext<((asked: Asked) => void) | undefined>(undefined);

export interface AreaMenuButtonProps {
  readonly icon: LucideIcon;
  readonly label: string;
}

/** Opens the menu of the area for the thing it is in. */
export function AreaMenuButton({ icon, label }: AreaMenuButtonProps) {
  const ask = use(AskMenu);
  const [isOpen, setOpen] = useState(false);
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      data-popup-open={isOpen ? '' : undefined}
      onClick={({ currentTarget }) => {
        if (!ask) return;
        setOpen(true);
        ask({
          button: currentTarget,
          closed: () => {
            setOpen(false);
          },
        });
      }}
    >
      <Icon of={icon} />
    </button>
  );
}
