// Entry of the desktop app.

import { rmSync } from 'node:fs';
import { app } from 'electron';
import { resolveHome } from '../../node/resolve-home.js';
import { declareAppProtocol } from './app-protocol.js';
import { refuseDebuggers } from './debuggers.js';
import { Desktop } from './desktop.js';
import { tellRefusal } from './node-trouble.js';
import { type DesktopStart, desktopStart } from './start-arguments.js';
import { passingDirectory, takeHome } from './take-home.js';
import { enforceWindowPolicy } from './window-policy.js';

const start = desktopStart(process.argv.slice(1));
const home = resolveHome(start.home, process.env);

// Together with Chromium's own switch, which root has to give, no process would start at all.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
refuseDebuggers(app);
declareAppProtocol();
enforceWindowPolicy();

// One app for each home: what the window keeps lies in it, and who holds that directory is the one that runs.
const taken = takeHome(home);
if ('refusal' in taken) {
  // Chromium writes somewhere, and not where it would stay; where nothing can be written at all it manages without.
  const directory = passingDirectory();
  if (directory) leaveNothingIn(directory);
  // A dialog before the app is ready is shown nowhere on Linux.
  void app.whenReady().then(() => tellRefusal(taken.refusal, home));
} else {
  app.setPath('userData', taken.directory);
  if (app.requestSingleInstanceLock({ link: start.link })) run();
  else app.quit();
}

function leaveNothingIn(directory: string): void {
  app.setPath('userData', directory);
  process.once('exit', () => {
    // Chromium's other processes may write there a moment longer than this one lives, and then something stays.
    rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });
}

function run(): void {
  const desktop = new Desktop({ start, home });
  app.on('second-instance', (_event, _args, _directory, data) => {
    desktop.bringBack((data as Pick<DesktopStart, 'link'>).link);
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    desktop.bringBack(link);
  });
  void app.whenReady().then(() => desktop.open());
}
