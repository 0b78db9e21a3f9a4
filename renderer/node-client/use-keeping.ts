// What the node keeps while it changes: after a moment of rest, whenever the window may go away, and before the node locks.

import { useCallback, useEffect, useRef } from 'react';
import { useNode } from './use-node.js';

export interface Keeping<Value> {
  /** Soon. */
  readonly keep: (value: Value) => void;
  /** Now, if something waits. */
  readonly flush: () => void;
}

/**
 * @param save must stay the same as long as it is about the same thing
 * @param restMs how long nothing changes before it is saved
 */
export function useKeeping<Value>(save: (value: Value) => void, restMs: number): Keeping<Value> {
  const { connection } = useNode();
  const unsaved = useRef<{ readonly value: Value }>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flush = useCallback(() => {
    clearTimeout(timer.current);
    if (!unsaved.current) return;
    save(unsaved.current.value);
    unsaved.current = undefined;
  }, [save]);
  const keep = useCallback(
    (value: Value) => {
      unsaved.current = { value };
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, restMs);
    },
    [flush, restMs],
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
  return { keep, flush };
}
