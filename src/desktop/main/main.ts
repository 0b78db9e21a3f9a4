// Entry of the desktop app.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { resolveHome } from '../../node/resolve-home.js';
import { declareAppProtocol } from './app-protocol.js';
import { refuseDebuggers } from './debuggers.js';
import { Desktop } from './desktop.js';
import { type DesktopStart, desktopStart } from './start-arguments.js';
import { enforceWindowPolicy } from './window-policy.js';

const start = desktopStart(process.argv.slice(1));
const home = resolveHome(start.home, process.env);

// Together with Chromium's own switch, which root has to give, no process would start at all.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
refuseDebuggers(app);
declareAppProtocol();
enforceWindowPolicy();

// One app for each home: what the window keeps lies in it, and who holds that directory is the one that runs.
if (takeHome() && app.requestSingleInstanceLock({ link: start.link })) {
  const desktop = new Desktop({ start, home });
  app.on('second-instance', (_event, _args, _directory, data) => {
    desktop.bringBack((data as Pick<DesktopStart, 'link'>).link);
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    desktop.bringBack(link);
  });
  void app.whenReady().then(() => desktop.open());
} else {
  app.quit();
}

function takeHome(): boolean {
  const directory = join(home, 'window');
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    app.setPath('userData', directory);
    return true;
  } catch {
    dialog.showErrorBox('Kith', directory);
    return false;
  }
}
