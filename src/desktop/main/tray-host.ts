// Whether a tray would be seen. Electron makes one anywhere; on Linux somebody must have offered to show it.

import { execFile } from 'node:child_process';

const ASKED = [
  '--session',
  '--print-reply',
  '--dest=org.freedesktop.DBus',
  '/org/freedesktop/DBus',
  'org.freedesktop.DBus.NameHasOwner',
  'string:org.kde.StatusNotifierWatcher',
];
const ANSWER_MS = 1_000;

/** Asks a program for its output; rejects when there is none such, it fails or takes too long. */
export type Ask = (program: string, args: readonly string[]) => Promise<string>;

export async function isTrayShown(platform: NodeJS.Platform, ask: Ask = askProgram): Promise<boolean> {
  if (platform === 'darwin' || platform === 'win32') return true;
  try {
    return /\bboolean true\b/u.test(await ask('dbus-send', ASKED));
  } catch {
    return false;
  }
}

function askProgram(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { timeout: ANSWER_MS }, (error, output) => {
      if (error) reject(new Error(program, { cause: error }));
      else resolve(output);
    });
  });
}
