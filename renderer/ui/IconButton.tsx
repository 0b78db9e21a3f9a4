import { Tooltip } from '@base-ui/react/tooltip';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Hint } from './Hint.js';
import { Icon } from './Icon.js';

export interface IconButtonProps {
  readonly icon: LucideIcon;
  /** Says what it does: to a screen reader, and on hover. */
  readonly label: string;
  readonly isPressed?: boolean;
  /** It can still be reached, and says what it would do. */
  readonly isDisabled?: boolean;
  readonly onPress?: () => void;
  readonly children?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon, label, isPressed, isDisabled, onPress, children, ref }: IconButtonProps) {
  return (
    <Hint text={label}>
      <Tooltip.Trigger
        ref={ref}
        type="button"
        className="icon-button"
        aria-label={label}
        aria-pressed={isPressed}
        aria-disabled={isDisabled}
        onClick={isDisabled === true ? undefined : onPress}
      >
        <Icon of={icon} />
        {children}
      </Tooltip.Trigger>
    </Hint>
  );
}
