// The desktop app in a real Electron, where one is: built, started and driven from outside.

import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { electronRuntime } from '../../src/desktop/launch/index.js';
import { TEST_ENV } from '../../src/testing/node/homes.js';
import { type Display, openDisplay } from './display.js';

/** The directory with package.json. */
export const APP = fileURLToPath(new URL('../../../', import.meta.url));

export interface ElectronRig {
  readonly electron: string;
  readonly display: Display;
}

/** Undefined, and a line that nobody can miss, where no window can be opened. */
export async function openElectronRig(what: string): Promise<ElectronRig | undefined> {
  const electron = electronRuntime(process.env);
  const display = electron === undefined ? undefined : await openDisplay();
  if (electron === undefined)
    sayLoudly(what, 'no Electron runtime; ELECTRON_OVERRIDE_DIST_PATH can name one');
  else if (!display) sayLoudly(what, 'no display, and no Xvfb to make one');
  else return { electron, display };
  return undefined;
}

function sayLoudly(skipped: string, why: string): void {
  process.stderr.write(`\n*** SKIPPED: ${skipped}: ${why} ***\n\n`);
}

export interface AppStart {
  readonly rig: ElectronRig;
  readonly home: string;
  /** In 127.0.0.0/8. */
  readonly host: string;
  readonly args?: readonly string[];
  /** Instead of Electron's own, a program that starts it otherwise. */
  readonly executable?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** A CommonJS module Electron's main process runs before the app. */
  readonly before?: string;
}

export async function startApp(start: AppStart): Promise<{ app: ElectronApplication; page: Page }> {
  const app = await launchApp(start);
  return { app, page: await app.firstWindow() };
}

/** An app that may open no window. */
export function launchApp(start: AppStart): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath: start.executable ?? start.rig.electron,
    args: [
      ...(start.before === undefined ? [] : ['-r', start.before]),
      APP,
      '--disable-gpu',
      ...appArguments(start),
    ],
    // Without this Playwright turns the sandbox off.
    chromiumSandbox: true,
    env: appEnvironment(start),
  });
}

/** Those of the app itself, for starting it a second time. */
export function appArguments({ home, host, args = [] }: AppStart): string[] {
  return ['--home', home, '--host', host, '--port', '0', ...args];
}

export function appEnvironment({ rig, env = {} }: AppStart): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...process.env, ...env }))
    if (value !== undefined) given[name] = value;
  return {
    ...given,
    ...TEST_ENV,
    DISPLAY: rig.display.name,
    // The runtime of the tests may be older than the node needs.
    KITH_NODE_RUNTIME: process.execPath,
  };
}
