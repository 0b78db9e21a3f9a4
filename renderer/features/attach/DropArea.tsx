import type { ReactNode } from 'react';
import { useFileDrop } from '../../ui/use-file-drop.js';
import './attach.css';
import type { Given } from '../../ui/given.js';

export interface DropAreaProps {
  /** Said while something hovers over it. */
  readonly hint: ReactNode;
  /** Takes nothing. */
  readonly isOff: boolean;
  readonly onFiles: (files: readonly Given[]) => void;
  readonly children: ReactNode;
}

export function DropArea({ hint, isOff, onFiles, children }: DropAreaProps) {
  const { isOver, handlers } = useFileDrop(onFiles);
  return (
    <div className="drop-area" {...(!isOff && handlers)}>
      {children}
      {isOver && !isOff && (
        <div className="drop-veil heading" aria-hidden>
          {hint}
        </div>
      )}
    </div>
  );
}
