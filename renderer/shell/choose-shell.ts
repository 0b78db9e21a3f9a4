import { WINDOW_BRIDGE, type WindowBridge } from '../../src/contract/window-bridge.js';
import { browserShell } from './browser-shell.js';
import { desktopShell } from './desktop-shell.js';
import type { Shell } from './shell.js';

/** The shell this page runs in. */
export function chooseShell(): Shell {
  const { [WINDOW_BRIDGE]: bridge } = globalThis as { readonly [WINDOW_BRIDGE]?: WindowBridge };
  return bridge ? desktopShell(bridge) : browserShell();
}
