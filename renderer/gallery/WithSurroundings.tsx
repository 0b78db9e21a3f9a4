import type { ReactNode } from 'react';
import type { Surroundings } from '../../src/contract/window-bridge.js';
import { ShellContext, useShell } from '../shell/use-shell.js';

/** In a shell of the desktop app, on a system that offers this. */
export function WithSurroundings({ are, children }: WithSurroundingsProps) {
  const shell = useShell();
  const surroundings = {
    are: () => are,
    onChange: () => () => undefined,
    setWhenClosed: () => undefined,
  };
  return <ShellContext value={{ ...shell, surroundings }}>{children}</ShellContext>;
}

export interface WithSurroundingsProps {
  readonly are: Surroundings;
  readonly children: ReactNode;
}
