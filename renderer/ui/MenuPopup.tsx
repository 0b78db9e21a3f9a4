import { Menu } from '@base-ui/react/menu';
import { Fragment } from 'react';
import { Icon } from './Icon.js';
import type { MenuItem } from './menu-items.js';
import './overlays.css';

/** The lines of a menu, for a button or a right click. */
export function MenuPopup({ items }: { readonly items: readonly MenuItem[] }) {
  return (
    <Menu.Portal>
      <Menu.Positioner className="menu-positioner" sideOffset={4} align="end">
        <Menu.Popup className="menu">
          {items.map((item) => (
            <Fragment key={item.id}>
              {item.beginsGroup === true && <Menu.Separator className="menu-separator" />}
              <Menu.Item
                className="menu-item"
                data-look={item.look}
                disabled={item.isDisabled ?? false}
                onClick={item.onChoose}
              >
                {item.icon && <Icon of={item.icon} size={18} />}
                {item.label}
                {item.keys !== undefined && <span className="menu-keys">{item.keys}</span>}
              </Menu.Item>
            </Fragment>
          ))}
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  );
}
