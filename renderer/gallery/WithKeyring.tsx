import type { ReactNode } from 'react';
import type { KeyringState } from '../../src/contract/window-bridge.js';
import { ShellContext, useShell } from '../shell/use-shell.js';

/** In a shell whose keyring is in this state and stays in it. */
export function WithKeyring({ state, children }: WithKeyringProps) {
  const shell = useShell();
  const keyring = {
    state: () => state,
    onChange: () => () => undefined,
    keep: () => Promise.resolve(true),
    forget: () => Promise.resolve(true),
  };
  return <ShellContext value={{ ...shell, keyring }}>{children}</ShellContext>;
}

export interface WithKeyringProps {
  readonly state: KeyringState;
  readonly children: ReactNode;
}
