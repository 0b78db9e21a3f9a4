// Questions to the session bus of Linux: which programs offer what there.

import { execFile } from 'node:child_process';

const ANSWER_MS = 1_000;
const BUS = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];

/** Asks a program for its output; rejects when there is none such, it fails or takes too long. */
export type Ask = (program: string, args: readonly string[]) => Promise<string>;

/** Somebody runs who has this name. Rejects where nobody can be asked. */
export async function isOnBus(name: string, ask: Ask): Promise<boolean> {
  return /\bboolean true\b/u.test(await askBus('NameHasOwner', ask, `string:${name}`));
}

/** Or would be started for whoever calls them. */
export async function isOfferedOnBus(name: string, ask: Ask): Promise<boolean> {
  return (await isOnBus(name, ask)) || (await askBus('ListActivatableNames', ask)).includes(`"${name}"`);
}

function askBus(method: string, ask: Ask, ...args: readonly string[]): Promise<string> {
  return ask('dbus-send', [...BUS, `org.freedesktop.DBus.${method}`, ...args]);
}

export function askProgram(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { timeout: ANSWER_MS }, (error, output) => {
      if (error) reject(new Error(program, { cause: error }));
      else resolve(output);
    });
  });
}
