import { Menu } from '@base-ui/react/menu';
import { ChevronDown } from 'lucide-react';
import { Button } from './Button.js';
import { Icon } from './Icon.js';
import type { MenuBranch, MenuEntry } from './menu-items.js';
import { MenuPopup } from './MenuPopup.js';

/** A menu that lies open: every line a button of its own. */
export function ActionList({ items }: { readonly items: readonly MenuEntry[] }) {
  return (
    <div className="action-list">
      {items.map((item) =>
        'items' in item ? (
          <Branch key={item.id} of={item} />
        ) : (
          <Button key={item.id} look={item.look ?? 'quiet'} onPress={item.onChoose}>
            {item.icon && <Icon of={item.icon} size={18} />}
            {item.label}
          </Button>
        ),
      )}
    </div>
  );
}

function Branch({ of: { icon, label, items } }: { readonly of: MenuBranch }) {
  return (
    <Menu.Root>
      <Menu.Trigger className="button" data-look="quiet">
        {icon && <Icon of={icon} size={18} />}
        {label}
        <Icon of={ChevronDown} size={16} />
      </Menu.Trigger>
      <MenuPopup items={items} />
    </Menu.Root>
  );
}
