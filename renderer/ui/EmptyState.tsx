import type { ReactNode } from 'react';
import './identity.css';

export interface EmptyStateProps {
  readonly title: string;
  readonly text?: ReactNode;
  readonly action?: ReactNode;
}

/** One sentence, one more, one thing to do. */
export function EmptyState({ title, text, action }: EmptyStateProps) {
  return (
    <div className="empty">
      <h2 className="display">{title}</h2>
      {text !== undefined && <p className="muted">{text}</p>}
      {action}
    </div>
  );
}
