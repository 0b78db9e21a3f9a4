import { Menu } from '@base-ui/react/menu';
import type { LucideIcon } from 'lucide-react';
import { Icon } from './Icon.js';
import type { MenuEntry } from './menu-items.js';
import { MenuPopup } from './MenuPopup.js';

export interface MenuButtonProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly items: readonly MenuEntry[];
}

export function MenuButton({ icon, label, items }: MenuButtonProps) {
  return (
    <Menu.Root>
      <Menu.Trigger className="icon-button" aria-label={label} title={label}>
        <Icon of={icon} />
      </Menu.Trigger>
      <MenuPopup items={items} />
    </Menu.Root>
  );
}
