import { browserShell } from './browser-shell.js';
import type { Shell } from './shell.js';

/** The shell this page runs in. */
export function chooseShell(): Shell {
  return browserShell();
}
