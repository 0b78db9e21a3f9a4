import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactNode } from 'react';
import './overlays.css';

export interface HintProps {
  readonly text: string;
  /** Holds the Tooltip.Trigger. */
  readonly children: ReactNode;
}

/** Words on hover and focus. */
export function Hint({ text, children }: HintProps) {
  return (
    <Tooltip.Root>
      {children}
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="menu-positioner">
          <Tooltip.Popup className="tooltip">{text}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

/** Any text with more words on hover. */
export function Hinted({ text, children }: HintProps) {
  return (
    <Hint text={text}>
      <Tooltip.Trigger render={<span />}>{children}</Tooltip.Trigger>
    </Hint>
  );
}
