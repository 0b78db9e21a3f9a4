// Tells the system that a copy came from somebody else, so that it asks before anything in it runs, and opens documents
// without their macros: on Windows the zone of a download, on macOS the quarantine. Elsewhere there is no such mark.

import { execFile } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** As the browsers write it: from the internet. */
const ZONE = '[ZoneTransfer]\r\nZoneId=3\r\n';
/** Downloaded, and nobody has agreed to open it yet. */
const QUARANTINED = '0081';

export interface MarkingSystem {
  readonly platform: NodeJS.Platform;
  readonly run: (program: string, args: readonly string[]) => Promise<unknown>;
}

const THIS_SYSTEM: MarkingSystem = {
  platform: process.platform,
  run: (program, args) => promisify(execFile)(program, args),
};

/** Disks of other systems keep no marks: the copy is the owner's without one too. */
export async function markForeign(path: string, { platform, run } = THIS_SYSTEM): Promise<void> {
  try {
    if (platform === 'win32') writeFileSync(`${path}:Zone.Identifier`, ZONE);
    if (platform === 'darwin') {
      const seconds = Math.floor(statSync(path).mtimeMs / 1_000).toString(16);
      const value = `${QUARANTINED};${seconds};Kith;`;
      await run('/usr/bin/xattr', ['-w', 'com.apple.quarantine', value, path]);
    }
  } catch {
    return;
  }
}
