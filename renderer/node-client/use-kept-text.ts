// A text the node keeps while it is written: after a moment of rest, whenever the window may go away, and before the node locks.

import { useCallback, useEffect, useRef, useState } from 'react';
import { useNode } from './use-node.js';

const REST_MS = 300;

export interface KeptText {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Keeps it now. */
  readonly flush: () => void;
}

/**
 * @param kept the text as the node has it when writing begins
 * @param keep must stay the same as long as it is about the same text
 */
export function useKeptText(kept: string, keep: (text: string) => void): KeptText {
  const { connection } = useNode();
  const [text, setShown] = useState(kept);
  const unsaved = useRef<string>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flush = useCallback(() => {
    clearTimeout(timer.current);
    if (unsaved.current === undefined) return;
    keep(unsaved.current);
    unsaved.current = undefined;
  }, [keep]);
  const setText = useCallback(
    (next: string) => {
      setShown(next);
      unsaved.current = next;
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, REST_MS);
    },
    [flush],
  );
  useEffect(() => connection.onLocking(flush), [connection, flush]);
  useEffect(() => {
    window.addEventListener('blur', flush);
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      window.removeEventListener('blur', flush);
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      flush();
    };
  }, [flush]);
  return { text, setText, flush };
}
