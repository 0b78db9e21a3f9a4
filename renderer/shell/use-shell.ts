import { createContext, use } from 'react';
import type { Shell } from './shell.js';

export const ShellContext = createContext<Shell | undefined>(undefined);

export function useShell(): Shell {
  const shell = use(ShellContext);
  if (!shell) throw new Error('outside of ShellContext');
  return shell;
}
