import { Menu } from '@base-ui/react/menu';
import { ChevronRight } from 'lucide-react';
import { Fragment, useRef } from 'react';
import { ariaKeys, keysOf, shownKeys } from '../commands/bindings.js';
import { IS_MAC } from '../shell/is-mac.js';
import { useShell } from '../shell/use-shell.js';
import { Icon } from './Icon.js';
import type { MenuBranch, MenuEntry, MenuItem } from './menu-items.js';
import './overlays.css';

export interface MenuPopupProps {
  readonly items: readonly MenuEntry[];
  /** Opened by a line of another menu, beside it. */
  readonly isBranch?: boolean;
  /** What it stands at and gives the focus back to, where that is not what holds it. */
  readonly of?: HTMLElement | undefined;
}

/** The lines of a menu, for a button or a right click. */
export function MenuPopup({ items, isBranch = false, of }: MenuPopupProps) {
  const placement = isBranch ? { alignOffset: -4 } : ({ sideOffset: 4, align: 'end' } as const);
  const chosen = useRef<MenuItem>(undefined);
  const choose = (item: MenuItem) => {
    chosen.current = item;
    item.onChoose();
  };
  return (
    <Menu.Portal>
      <Menu.Positioner className="menu-positioner" anchor={of} {...placement}>
        <Menu.Popup className="menu" finalFocus={() => chosen.current?.leadsTo?.() ?? of ?? true}>
          {items.map((item) => (
            <Fragment key={item.id}>
              {item.beginsGroup === true && <Menu.Separator className="menu-separator" />}
              {'items' in item ? <Branch of={item} /> : <Line of={item} onChoose={choose} />}
            </Fragment>
          ))}
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  );
}

interface LineProps {
  readonly of: MenuItem;
  readonly onChoose: (item: MenuItem) => void;
}

function Line({ of: item, onChoose }: LineProps) {
  const { kind } = useShell();
  const keys = item.action && keysOf(item.action, kind);
  return (
    <Menu.Item
      className="menu-item"
      data-look={item.look}
      aria-keyshortcuts={keys && ariaKeys(keys, IS_MAC)}
      disabled={item.isDisabled ?? false}
      onClick={() => {
        onChoose(item);
      }}
    >
      {item.icon && <Icon of={item.icon} size={18} />}
      {item.label}
      {keys !== undefined && (
        <span className="menu-keys" aria-hidden>
          {shownKeys(keys, IS_MAC)}
        </span>
      )}
    </Menu.Item>
  );
}

function Branch({ of: { icon, label, items } }: { readonly of: MenuBranch }) {
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className="menu-item">
        {icon && <Icon of={icon} size={18} />}
        {label}
        <span className="menu-more">
          <Icon of={ChevronRight} size={16} />
        </span>
      </Menu.SubmenuTrigger>
      <MenuPopup items={items} isBranch />
    </Menu.SubmenuRoot>
  );
}
