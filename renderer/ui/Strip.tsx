import type { ReactNode } from 'react';
import './overlays.css';

export interface StripProps {
  readonly look?: 'plain' | 'warning' | 'danger';
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** A line across an area that says something without stopping anybody. */
export function Strip({ look = 'plain', children, actions }: StripProps) {
  // Where letters are large it scrolls, and without a button in it nothing else would let keys do that.
  const reach = actions === undefined ? { tabIndex: 0 } : {};
  return (
    <div className="strip" data-look={look} role="status" {...reach}>
      <div className="strip-text">{children}</div>
      {actions}
    </div>
  );
}
