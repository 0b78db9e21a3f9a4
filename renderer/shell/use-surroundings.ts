import { useCallback, useSyncExternalStore } from 'react';
import type { Surroundings } from '../../src/contract/window-bridge.js';
import { useShell } from './use-shell.js';

const nothing = () => undefined;

/** Undefined in a browser. */
export function useSurroundings(): Surroundings | undefined {
  const { surroundings } = useShell();
  return useSyncExternalStore(
    useCallback((changed: () => void) => surroundings?.onChange(changed) ?? nothing, [surroundings]),
    () => surroundings?.are(),
  );
}
