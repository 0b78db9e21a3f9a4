import { useCallback, useSyncExternalStore } from 'react';
import type { KeyringState } from '../../src/contract/window-bridge.js';
import { useShell } from './use-shell.js';

const nothing = () => undefined;

/** Undefined where this shell reaches no keyring. */
export function useKeyringState(): KeyringState | undefined {
  const { keyring } = useShell();
  return useSyncExternalStore(
    useCallback((changed: () => void) => keyring?.onChange(changed) ?? nothing, [keyring]),
    () => keyring?.state(),
  );
}
