// What the node keeps while it changes: after a moment of rest, whenever the window may go away, and before the node locks.

import { useCallback, useEffect, useRef } from 'react';
import { useNode } from './use-node.js';

export interface Keeping<Value> {
  /** Soon. */
  readonly keep: (value: Value) => void;
  /** Now, if something waits. */
  readonly flush: () => void;
  /** Something is not saved yet. */
  readonly isWaiting: () => boolean;
}

/** Whoever does not rest loses no more than this when the window is killed, and what the way to the node takes. */
const LONGEST_UNSAVED_MS = 700;

/**
 * @param save must stay the same as long as it is about the same thing
 * @param restMs how long nothing changes before it is saved
 */
export function useKeeping<Value>(save: (value: Value) => void, restMs: number): Keeping<Value> {
  const { connection } = useNode();
  const unsaved = useRef<{ readonly value: Value; readonly since: number }>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flush = useCallback(() => {
    clearTimeout(timer.current);
    if (!unsaved.current) return;
    save(unsaved.current.value);
    unsaved.current = undefined;
  }, [save]);
  const keep = useCallback(
    (value: Value) => {
      const now = performance.now();
      const since = unsaved.current?.since ?? now;
      unsaved.current = { value, since };
      clearTimeout(timer.current);
      const longestMs = Math.max(restMs, LONGEST_UNSAVED_MS);
      timer.current = setTimeout(flush, Math.min(restMs, since + longestMs - now));
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
  const isWaiting = useCallback(() => unsaved.current !== undefined, []);
  return { keep, flush, isWaiting };
}
