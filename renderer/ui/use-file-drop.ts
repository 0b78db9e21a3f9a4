import { type DragEvent, useEffect, useState } from 'react';
import { type Given, givenBy } from './given.js';

export interface FileDrop {
  /** Files hover over it. */
  readonly isOver: boolean;
  readonly handlers: Readonly<
    Record<'onDragEnter' | 'onDragLeave' | 'onDragOver' | 'onDrop', (event: DragEvent) => void>
  >;
}

/** Takes files that are dropped on an element; text is left to whatever lies below. */
export function useFileDrop(onFiles: (files: readonly Given[]) => void): FileDrop {
  // Entering a child comes before leaving its parent.
  const [depth, setDepth] = useState(0);
  const enter = (step: 1 | -1) => (event: DragEvent) => {
    if (holdsFiles(event)) setDepth((before) => Math.max(0, before + step));
  };
  return {
    isOver: depth > 0,
    handlers: {
      onDragEnter: enter(1),
      onDragLeave: enter(-1),
      onDragOver: (event) => {
        if (holdsFiles(event)) event.preventDefault();
      },
      onDrop: (event) => {
        setDepth(0);
        if (!holdsFiles(event)) return;
        event.preventDefault();
        onFiles(givenBy(event.dataTransfer));
      },
    },
  };
}

/** A file that misses its place is not opened instead of the window. */
export function useNoStrayDrops(): void {
  useEffect(() => {
    const ignore = (event: Event) => {
      event.preventDefault();
    };
    window.addEventListener('dragover', ignore);
    window.addEventListener('drop', ignore);
    return () => {
      window.removeEventListener('dragover', ignore);
      window.removeEventListener('drop', ignore);
    };
  }, []);
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.includes('Files');
}
