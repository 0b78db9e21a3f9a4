// Nobody debugs a packaged app: fuses keep Node's debugger away, and this Chromium's, which would read the window all the same.

import type { App } from 'electron';

const SWITCHES = ['remote-debugging-port', 'remote-debugging-pipe'] as const;

/** Before Electron is ready, when it would open what the switches ask for. */
export function refuseDebuggers(app: Pick<App, 'isPackaged' | 'commandLine'>): void {
  if (!app.isPackaged) return;
  for (const name of SWITCHES) app.commandLine.removeSwitch(name);
}
